internal import Bytes

/// A string of JSON, without its quotation marks.
struct JSONString {
    let range: Range<Int>
    let hasEscapes: Bool

    init(range: Range<Int>, hasEscapes: Bool) {
        self.range = range
        self.hasEscapes = hasEscapes
    }

    /// The one that begins with the quotation mark at an offset; `nil` if it does not end, or has an
    /// escape that there is not.
    init?(_ bytes: RawSpan, from start: Int) {
        var offset = start + 1
        var hasEscapes = false
        while offset < bytes.byteCount {
            switch bytes.byte(at: offset) {
            case UInt8(ascii: "\""):
                self.init(range: (start + 1)..<offset, hasEscapes: hasEscapes)
                return
            case UInt8(ascii: "\\"):
                guard let count = Self.escapeByteCount(bytes, at: offset) else { return nil }
                hasEscapes = true
                offset += count
            default: offset += 1
            }
        }
        return nil
    }

    /// Appends what the string stands for, in UTF-8.
    func append(_ bytes: RawSpan, to text: inout [UInt8]) {
        guard hasEscapes else { return text.append(bytes.extracting(range), xor: 0, phase: 0) }
        var offset = range.lowerBound
        while offset < range.upperBound {
            let byte = bytes.byte(at: offset)
            guard byte == UInt8(ascii: "\\") else {
                text.append(byte)
                offset += 1
                continue
            }
            let (scalar, count) = Self.escaped(bytes, at: offset, end: range.upperBound)
            text += Array(String(Character(scalar)).utf8)
            offset += count
        }
    }

    private static func escapeByteCount(_ bytes: RawSpan, at offset: Int) -> Int? {
        guard offset + 1 < bytes.byteCount else { return nil }
        switch bytes.byte(at: offset + 1) {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"),
            UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            return 2
        case UInt8(ascii: "u"):
            return unit(bytes, at: offset, end: bytes.byteCount) == nil ? nil : 6
        default: return nil
        }
    }

    /// The character of an escape, and how many bytes it takes.
    private static func escaped(
        _ bytes: RawSpan, at offset: Int, end: Int
    ) -> (Unicode.Scalar, byteCount: Int) {
        let byte = offset + 1 < end ? bytes.byte(at: offset + 1) : 0
        switch byte {
        case UInt8(ascii: "b"): return ("\u{8}", 2)
        case UInt8(ascii: "f"): return ("\u{C}", 2)
        case UInt8(ascii: "n"): return ("\n", 2)
        case UInt8(ascii: "r"): return ("\r", 2)
        case UInt8(ascii: "t"): return ("\t", 2)
        case UInt8(ascii: "u"): break
        default: return (Unicode.Scalar(byte), 2)
        }
        guard let high = unit(bytes, at: offset, end: end) else { return ("\u{FFFD}", 2) }
        if let scalar = Unicode.Scalar(high) { return (scalar, 6) }
        // Half of a character; the other one has to follow.
        guard high < 0xDC00, let low = unit(bytes, at: offset + 6, end: end),
            (0xDC00...0xDFFF).contains(low),
            let scalar = Unicode.Scalar(
                0x10000 + ((UInt32(high) & 0x3FF) << 10 | UInt32(low) & 0x3FF))
        else { return ("\u{FFFD}", 6) }
        return (scalar, 12)
    }

    /// The number of an escape with four hexadecimal digits.
    private static func unit(_ bytes: RawSpan, at offset: Int, end: Int) -> UInt16? {
        guard offset + 6 <= end, bytes.byte(at: offset) == UInt8(ascii: "\\"),
            bytes.byte(at: offset + 1) == UInt8(ascii: "u")
        else { return nil }
        var value: UInt16 = 0
        for index in (offset + 2)..<(offset + 6) {
            guard let digit = Character(Unicode.Scalar(bytes.byte(at: index))).hexDigitValue else {
                return nil
            }
            value = value << 4 | UInt16(digit)
        }
        return value
    }
}

/// A number of JSON.
enum JSONNumber {
    /// Where the number ends that begins at an offset; `nil` if none does.
    static func end(_ bytes: RawSpan, from start: Int) -> Int? {
        var offset = start
        if byte(bytes, offset) == UInt8(ascii: "-") { offset += 1 }
        if byte(bytes, offset) == UInt8(ascii: "0") {
            offset += 1
        } else {
            guard skipDigits(bytes, &offset) else { return nil }
        }
        if byte(bytes, offset) == UInt8(ascii: ".") {
            offset += 1
            guard skipDigits(bytes, &offset) else { return nil }
        }
        if byte(bytes, offset) == UInt8(ascii: "e") || byte(bytes, offset) == UInt8(ascii: "E") {
            offset += 1
            let sign = byte(bytes, offset)
            if sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") { offset += 1 }
            guard skipDigits(bytes, &offset) else { return nil }
        }
        return offset
    }

    private static func byte(_ bytes: RawSpan, _ offset: Int) -> UInt8? {
        offset < bytes.byteCount ? bytes.byte(at: offset) : nil
    }

    private static func skipDigits(_ bytes: RawSpan, _ offset: inout Int) -> Bool {
        let start = offset
        while let byte = byte(bytes, offset), (0x30...0x39).contains(byte) { offset += 1 }
        return offset > start
    }
}
