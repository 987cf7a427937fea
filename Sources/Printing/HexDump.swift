internal import Bytes

/// Writes bytes as tshark's `-x` does: the place, sixteen bytes, and what they are as text.
enum HexDump {
    private static var lineByteCount: Int { 16 }

    static func append(_ bytes: RawSpan, to text: inout TextBuffer) {
        let digits = offsetDigitCount(bytes.byteCount)
        var offset = 0
        while offset < bytes.byteCount {
            let end = min(bytes.byteCount, offset + lineByteCount)
            append(bytes.extracting(offset..<end), at: offset, digits, to: &text)
            offset = end
        }
    }

    private static func append(
        _ line: RawSpan, at offset: Int, _ digits: Int, to text: inout TextBuffer
    ) {
        text.append(hexadecimal: UInt64(offset), digits: digits)
        var writer = text.writer(room: 2 + 3 * lineByteCount + 2 + lineByteCount + 1)
        writer.append("  ")
        for index in 0..<line.byteCount {
            writer.append(hexadecimalByte: line.byte(at: index))
            writer.append(" ")
        }
        writer.append(spaces: 3 * (lineByteCount - line.byteCount) + 2)
        for index in 0..<line.byteCount {
            let byte = line.byte(at: index)
            writer.append(byte: 0x20..<0x7F ~= byte ? byte : UInt8(ascii: "."))
        }
        writer.append("\n")
        text.commit(writer.count)
    }

    /// At least four, and as many as the last place needs.
    private static func offsetDigitCount(_ byteCount: Int) -> Int {
        var digits = 4
        while digits < 8, (byteCount - 1) >> (4 * digits) > 0 { digits += 1 }
        return digits
    }
}
