extension RawSpan {
    /// Whether every byte is printable ASCII.
    @inlinable
    public var isPlainText: Bool { isPrintableASCII }
}

extension Array where Element == UInt8 {
    /// Appends text of a sender's making as Wireshark shows it: printable characters as they are,
    /// `\n` and its like by letter, other control bytes as three octal digits, characters that
    /// nothing shows as `\u200B`, and U+FFFD for what is not UTF-8.
    public mutating func append(escaping bytes: RawSpan) {
        guard !bytes.isPlainText else {
            return unsafe bytes.withUnsafeBytes { unsafe append(contentsOf: $0) }
        }
        var index = 0
        while index < bytes.byteCount {
            let byte = bytes.byte(at: index)
            if byte < 0x80 {
                appendASCII(byte)
                index += 1
            } else {
                index += appendCharacter(bytes.extracting(droppingFirst: index))
            }
        }
    }

    private mutating func appendASCII(_ byte: UInt8) {
        switch byte {
        case 0x20..<0x7F: append(byte)
        case 0x07...0x0D:
            append(0x5C)
            let letters: StaticString = "abtnvfr"
            unsafe append(letters.utf8Start[Int(byte) - 7])
        default:
            append(0x5C)
            for shift: UInt8 in [6, 3, 0] { append(0x30 + (byte >> shift & 7)) }
        }
    }

    /// Appends the character that begins the bytes, and returns how many bytes it has.
    private mutating func appendCharacter(_ bytes: RawSpan) -> Int {
        let lead = bytes.byte(at: 0)
        let count = (~lead).leadingZeroBitCount
        guard count >= 2, count <= 6 else { return appendReplacement(for: 1) }
        var value = UInt32(lead) & (0x7F >> UInt32(count))
        for index in 1..<count {
            guard index < bytes.byteCount, bytes.byte(at: index) & 0xC0 == 0x80 else {
                return appendReplacement(for: index)
            }
            value = value << 6 | UInt32(bytes.byte(at: index) & 0x3F)
        }
        guard let scalar = Unicode.Scalar(value) else { return appendReplacement(for: count) }
        switch scalar.properties.generalCategory {
        case .control, .format, .unassigned, .surrogate:
            appendNumber(of: scalar)
        default:
            // More bytes than the character needs are no UTF-8.
            guard UTF8.width(scalar) == count else { return appendReplacement(for: count) }
            for index in 0..<count { append(bytes.byte(at: index)) }
        }
        return count
    }

    private mutating func appendNumber(of scalar: Unicode.Scalar) {
        let digits = String(scalar.value, radix: 16, uppercase: true).utf8
        let isLong = scalar.value > 0xFFFF
        append(contentsOf: (isLong ? "\\U" : "\\u").utf8)
        append(contentsOf: repeatElement(0x30, count: (isLong ? 8 : 4) - digits.count))
        append(contentsOf: digits)
    }

    private mutating func appendReplacement(for count: Int) -> Int {
        append(0xEF)
        append(0xBF)
        append(0xBD)
        return count
    }
}
