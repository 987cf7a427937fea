internal import Bytes

/// The references that stand for characters in XML: five names, and numbers (section 4.1).
enum CharacterReference {
    /// Appends the character at a place, and returns where the next one begins.
    static func decode(_ text: RawSpan, at start: Int, into decoded: inout [UInt8]) -> Int {
        let byte = text.byte(at: start)
        guard byte == 0x26 else {
            decoded.append(byte)
            return start + 1
        }
        let end = text.firstIndex(of: 0x3B, from: start)
        guard end < text.byteCount, end - start <= 10,
            let character = character(text, (start + 1)..<end)
        else {
            decoded.append(byte)
            return start + 1
        }
        decoded += Array(String(character).utf8)
        return end + 1
    }

    private static func character(_ text: RawSpan, _ name: Range<Int>) -> Character? {
        if text.equals("lt", in: name) { return "<" }
        if text.equals("gt", in: name) { return ">" }
        if text.equals("amp", in: name) { return "&" }
        if text.equals("apos", in: name) { return "'" }
        if text.equals("quot", in: name) { return "\"" }
        guard !name.isEmpty, text.byte(at: name.lowerBound) == 0x23 else { return nil }
        var digits = String(
            decoding: text.array((name.lowerBound + 1)..<name.upperBound), as: UTF8.self)
        var radix = 10
        if digits.hasPrefix("x") {
            digits.removeFirst()
            radix = 16
        }
        return UInt32(digits, radix: radix).flatMap(Unicode.Scalar.init).map(Character.init)
    }
}
