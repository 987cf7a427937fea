internal import Bytes
internal import Dissection

/// JSON (RFC 8259): objects and arrays, one behind the other.  What is neither is text.
struct JSONDissector: PayloadDissector {
    func read(_ payload: borrowing PayloadBytes, into message: inout Message) {
        message.addLayer("json")
        // tshark reads each part on its own, and so as text.
        guard !payload.isPart else { return message.addLayer("data-text-lines") }
        let text = message.decoded.count
        message.appendDecoded("JavaScript Object Notation: ")
        message.appendDecoded(payload.type.name)
        message.fields.append(
            Field(
                id: JSONField.json.id, value: message.decodedText(from: text),
                nesting: payload.nesting))
        var reader = JSONReader(payload, message)
        while reader.skipSpace() {
            let start = reader.offset
            let (fieldCount, textCount) = (message.fields.count, message.decoded.count)
            do throws(JSONReader.Failure) {
                try reader.read(into: &message)
            } catch {
                let place = payload.place(reader.offset..<payload.span.byteCount)
                message.notes.append(Note(error.rule, .warning, at: place))
                if error == .tooMuch { return }
                message.fields.removeSubrange(fieldCount...)
                message.decoded.removeSubrange(textCount...)
                return TextLinesDissector.read(payload, from: start, into: &message)
            }
        }
    }
}

extension JSONReader.Failure {
    fileprivate var rule: StaticString {
        switch self {
        case .syntax: "json.syntax"
        case .tooDeep: "json.too-deep"
        case .tooMuch: "json.too-many-fields"
        }
    }
}
