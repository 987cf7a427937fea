internal import Bytes
internal import Dissection

/// Writes a field as a line of a tree: its label and its value, with the word for a number.
struct FieldLine {
    /// Of longer values only the beginning is shown; in bytes of text.
    static var valueByteCountMax: Int { 240 }

    private var values = FieldValueText()

    /// Appends a field's line, without an indentation.  Returns where in the text its value begins.
    mutating func append(
        _ field: Field, _ known: TreeField, in bytes: RawSpan, at offset: Int, decoded: RawSpan,
        to text: inout TextBuffer
    ) -> Int {
        if field.value == .present {
            text.append(known.shape.label)
            return text.count
        }
        // The text of a label is the whole line: a name and a value that the message itself brings.
        if known.shape.kind != .label, !known.isLayer {
            text.append(known.shape.label)
            text.append(": ")
        }
        let start = text.count
        appendValue(of: field, known, in: bytes, at: offset, decoded: decoded, to: &text)
        return start
    }

    private mutating func appendValue(
        of field: Field, _ known: TreeField, in bytes: RawSpan, at offset: Int, decoded: RawSpan,
        to text: inout TextBuffer
    ) {
        switch field.value {
        case .flag(let flag): Self.append(flag: flag, known, to: &text)
        case .number(let number):
            if case .boolean = known.shape.kind {
                return Self.append(flag: number != 0, known, to: &text)
            }
            appendNamed(
                number, field.value, known, in: bytes, at: offset, decoded: decoded, to: &text)
        case .signed(let number):
            appendNamed(
                UInt64(bitPattern: number), field.value, known, in: bytes, at: offset,
                decoded: decoded, to: &text)
        case .duration:
            append(
                field.value, known, in: bytes, at: offset, decoded: decoded, to: &text)
            text.append(" seconds")
        default:
            append(
                field.value, known, in: bytes, at: offset, decoded: decoded, to: &text)
        }
    }

    /// A number, behind its name if it has one.
    private mutating func appendNamed(
        _ number: UInt64, _ value: FieldValue, _ known: TreeField, in bytes: RawSpan,
        at offset: Int, decoded: RawSpan, to text: inout TextBuffer
    ) {
        let name = known.name(of: number)
        if let name {
            text.append(name)
            text.append(" (")
        }
        append(value, known, in: bytes, at: offset, decoded: decoded, to: &text)
        if name != nil { text.append(")") }
    }

    private static func append(
        flag: Bool, _ known: TreeField, to text: inout TextBuffer
    ) {
        if let name = known.name(of: flag ? 1 : 0) {
            text.append(name)
        } else if known.isFlag {
            text.append(flag ? "Set" : "Not set")
        } else {
            text.append(flag ? "True" : "False")
        }
    }

    /// Appends a value, or as much of it as a line holds.
    private mutating func append(
        _ value: FieldValue, _ known: TreeField, in bytes: RawSpan, at offset: Int,
        decoded: RawSpan, to text: inout TextBuffer
    ) {
        let start = text.count
        var value = value
        var isCut = false
        switch value {
        case .text(let range):
            (value, isCut) = (.text(range.prefix(known)), range.count > range.prefix(known).count)
        case .bytes(let range):
            (value, isCut) = (.bytes(range.prefix(known)), range.count > range.prefix(known).count)
        case .decoded(let range):
            (value, isCut) = (
                .decoded(range.prefix(known)), range.count > range.prefix(known).count
            )
        default: break
        }
        values.append(value, of: known.shape, in: bytes, at: offset, decoded: decoded, to: &text)
        if text.count - start > Self.valueByteCountMax {
            text.truncate(toCharacterBefore: start + Self.valueByteCountMax)
            isCut = true
        }
        if isCut { text.append("…") }
    }
}

extension StreamRange {
    /// As much as can be shown: bytes take two digits each.
    fileprivate func prefix(_ known: TreeField) -> StreamRange {
        var limit = FieldLine.valueByteCountMax
        if case .bytes = known.shape.kind { limit /= 2 }
        return StreamRange(offset: offset, count: min(count, limit))
    }
}
