internal import Bytes
internal import Dissection

/// Writes a field's value as a typed value of JSON.
enum JSONValueText {
    /// - Parameter field: its value's places count in `bytes`, the first of which is at `offset`,
    ///   or in `decoded`.
    static func append(
        _ value: FieldValue, of shape: FieldShape, in bytes: RawSpan, at offset: Int,
        decoded: RawSpan, to text: inout TextBuffer
    ) {
        switch value {
        case .present, .layer: text.append("true")
        case .number(let number):
            if case .boolean = shape.kind { return append(flag: number != 0, to: &text) }
            text.append(decimal: number)
        case .signed(let number):
            if number < 0 { text.append("-") }
            text.append(decimal: number.magnitude)
        case .flag(let flag): append(flag: flag, to: &text)
        case .duration(let time), .time(let time):
            if case .time = shape.kind {
                text.append("\"")
                append(date: time, to: &text)
                text.append("\"")
            } else {
                if time < 0 { text.append("-") }
                text.append(decimal: time.magnitude)
            }
        case .ipv4, .ipv6, .mac:
            text.append("\"")
            appendAddress(value, to: &text)
            text.append("\"")
        case .text(let range), .bytes(let range):
            append(bytes.part(range, from: offset), of: shape, to: &text)
        case .redacted(let byteCount):
            text.append("\"")
            text.append(redactedByteCount: byteCount)
            text.append("\"")
        case .decoded(let range): append(decoded.part(range, from: 0), of: shape, to: &text)
        }
    }

    private static func append(flag: Bool, to text: inout TextBuffer) {
        text.append(flag ? "true" : "false")
    }

    /// Bytes are an object, which tells whether they are text.
    private static func append(
        _ bytes: RawSpan?, of shape: FieldShape, to text: inout TextBuffer
    ) {
        guard let bytes else { return text.append("null") }
        guard case .bytes = shape.kind else {
            text.append("\"")
            text.append(json: bytes.extracting(0..<bytes.countBeforeNUL))
            return text.append("\"")
        }
        if bytes.isText {
            text.append("{\"text\":\"")
            text.append(json: bytes)
        } else {
            text.append("{\"base64\":\"")
            text.append(base64: bytes)
        }
        text.append("\"}")
    }

    /// Addresses are written alike whatever their field.
    private static let addressShape = FieldShape(FieldDefinition("", "", .label))

    private static func appendAddress(_ value: FieldValue, to text: inout TextBuffer) {
        var plain = FieldValueText()
        let none: [UInt8] = []
        plain.append(
            value, of: addressShape, in: none.rawSpan, at: 0, decoded: none.rawSpan, to: &text)
    }

    /// As in `2026-11-21T09:04:30.369271000Z` (RFC 3339).
    static func append(date time: Int64, to text: inout TextBuffer) {
        append(second: TimeText.second(of: time), to: &text)
        TimeText.append(fraction: TimeText.nanosecond(of: time), 9, to: &text)
        text.append("Z")
    }

    static func append(second: Int64, to text: inout TextBuffer) {
        let civil = CivilTime(secondsSince1970: second)
        TimeText.appendDate(civil, to: &text)
        text.append("T")
        TimeText.appendClock(civil, to: &text)
    }
}
