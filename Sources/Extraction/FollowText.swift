internal import Bytes

/// Writes bytes of a conversation for people, so that nothing in them moves a terminal's cursor.
enum FollowText {
    private static var lineByteCount: Int { 16 }

    /// Lines as they are, all characters that are none of text as dots.
    ///
    /// - Parameters:
    ///   - isASCII: whether other characters are none of text.
    ///   - keepsReturns: whether nothing harms that moves a cursor to the line's beginning.
    static func append(
        _ bytes: RawSpan, isASCII: Bool = false, keepsReturns: Bool = false,
        to text: inout TextBuffer
    ) {
        var index = 0
        var start = 0
        while index < bytes.byteCount {
            let count = plainCount(bytes, at: index)
            let isKept = keepsReturns && bytes.byte(at: index) == 0x0D
            if isKept || count > 0 && (count == 1 || !isASCII) {
                index += max(1, count)
                continue
            }
            text.append(bytes.extracting(start..<index))
            text.append(".")
            index += 1
            start = index
        }
        text.append(bytes.extracting(start..<index))
    }

    /// How many bytes the character at a place has that can be shown as it is; 0 if it can't.
    private static func plainCount(_ bytes: RawSpan, at index: Int) -> Int {
        switch bytes.byte(at: index) {
        case 0x0A: return 1
        case 0x0D:
            // Alone, it would write over the line.
            let isEnd = index + 1 < bytes.byteCount && bytes.byte(at: index + 1) == 0x0A
            return isEnd ? 1 : 0
        default: return bytes.shownCharacterByteCount(at: index)
        }
    }

    /// All in one line.
    static func append(hexadecimal bytes: RawSpan, to text: inout TextBuffer) {
        var writer = text.writer(room: 2 * bytes.byteCount + 1)
        for index in 0..<bytes.byteCount {
            writer.append(hexadecimalByte: bytes.byte(at: index))
        }
        writer.append("\n")
        text.commit(writer.count)
    }

    /// Sixteen bytes a line, each with the place of its first.
    static func append(
        dump bytes: RawSpan, at offset: Int, isIndented: Bool, to text: inout TextBuffer
    ) {
        for start in stride(from: 0, to: bytes.byteCount, by: lineByteCount) {
            let end = min(bytes.byteCount, start + lineByteCount)
            if isIndented { text.append("\t") }
            appendPlace(offset + start, to: &text)
            appendLine(bytes.extracting(start..<end), to: &text)
        }
    }

    /// At least eight digits, in capitals as tshark has them here.
    private static func appendPlace(_ place: Int, to text: inout TextBuffer) {
        var shift = 28
        while shift < 60, place >> (shift + 4) > 0 { shift += 4 }
        while shift >= 0 {
            let digit = UInt8(truncatingIfNeeded: place >> shift & 15)
            text.append(byte: digit < 10 ? 0x30 + digit : 0x41 + digit - 10)
            shift -= 4
        }
        text.append(" ")
    }

    private static func appendLine(_ line: RawSpan, to text: inout TextBuffer) {
        var writer = text.writer(room: 4 * lineByteCount + 8)
        for index in 0..<lineByteCount {
            writer.append(index == 8 ? "  " : " ")
            if index < line.byteCount {
                writer.append(hexadecimalByte: line.byte(at: index))
            } else {
                writer.append("  ")
            }
        }
        writer.append("  ")
        // As in tshark, a blank at the end is left out: the last byte, or what parts two halves.
        let count = line.byteCount
        let isBlank = count > 0 && count != 8 && line.byte(at: count - 1) == 0x20
        for index in 0..<(isBlank ? count - 1 : count) {
            if index == 8 { writer.append(" ") }
            let byte = line.byte(at: index)
            writer.append(byte: 0x20..<0x7F ~= byte ? byte : UInt8(ascii: "."))
        }
        if isBlank, count == 9 { writer.append(" ") }
        writer.append("\n")
        text.commit(writer.count)
    }
}
