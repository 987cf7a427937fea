internal import Bytes
internal import Dissection

/// Text: a line for each line.
struct TextLinesDissector: PayloadDissector {
    /// Lines that a tree shows.
    static var lineCountMax: Int { 1024 }

    func read(_ payload: borrowing PayloadBytes, into message: inout Message) {
        Self.read(payload, from: 0, into: &message)
    }

    /// Adds what stands behind an offset.
    static func read(
        _ payload: borrowing PayloadBytes, from start: Int, into message: inout Message
    ) {
        message.addLayer("data-text-lines")
        let heading = message.fields.count
        message.add(TextLinesField.lines.id, .present)
        var count = 0
        var offset = start
        while offset < payload.span.byteCount {
            let end = endOfLine(payload.span, from: offset)
            if count < lineCountMax {
                message.fields.append(
                    Field(
                        id: TextLinesField.line.id, value: payload.text(offset..<end),
                        nesting: payload.nesting + 1))
            }
            count += 1
            offset = end
        }
        let text = message.decoded.count
        message.appendDecoded("Line-based text data: ")
        message.appendDecoded(payload.type.name)
        message.appendDecoded(" (")
        message.decoded += Array("\(count)".utf8)
        message.appendDecoded(" lines)")
        message.fields[heading] = Field(
            id: TextLinesField.lines.id, value: message.decodedText(from: text),
            nesting: payload.nesting)
    }

    /// Behind a line feed, a carriage return, or both.
    private static func endOfLine(_ span: RawSpan, from start: Int) -> Int {
        var offset = start
        while offset < span.byteCount {
            let byte = span.byte(at: offset)
            offset += 1
            if byte == 0x0A { break }
            guard byte == 0x0D else { continue }
            if offset < span.byteCount, span.byte(at: offset) == 0x0A { offset += 1 }
            break
        }
        return offset
    }
}

extension Message {
    mutating func appendDecoded(_ text: StaticString) {
        text.withUTF8Buffer { unsafe decoded.append(contentsOf: $0) }
    }

    func decodedText(from start: Int) -> FieldValue {
        .decoded(StreamRange(offset: start, count: decoded.count - start))
    }
}
