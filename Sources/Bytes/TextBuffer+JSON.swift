extension TextBuffer {
    /// Appends what stands between the quotes of a JSON string: characters that are no letters to
    /// a terminal as escapes, bytes that are no UTF-8 as the replacement character.
    public mutating func append(json bytes: RawSpan) {
        var index = 0
        while index < bytes.byteCount {
            let plain = bytes.plainCount(from: index)
            if plain > 0 {
                append(bytes.extracting(index..<(index + plain)))
                index += plain
            } else {
                index += appendEscaped(json: bytes, at: index)
            }
        }
    }

    /// Returns how many bytes were taken.
    private mutating func appendEscaped(json bytes: RawSpan, at index: Int) -> Int {
        let byte = bytes.byte(at: index)
        switch byte {
        case UInt8(ascii: "\""): append("\\\"")
        case UInt8(ascii: "\\"): append("\\\\")
        case 0x0A: append("\\n")
        case 0x0D: append("\\r")
        case 0x09: append("\\t")
        case 0..<0x20, 0x7F: appendCode(byte)
        default: return appendCharacter(bytes, at: index)
        }
        return 1
    }

    private mutating func appendCharacter(_ bytes: RawSpan, at index: Int) -> Int {
        let count = bytes.characterCount(at: index)
        if count == 0 {
            append("\u{FFFD}")
            return 1
        }
        let isControl = bytes.byte(at: index) == 0xC2 && bytes.byte(at: index + 1) < 0xA0
        if isControl {
            appendCode(bytes.byte(at: index + 1))
        } else {
            append(bytes.extracting(index..<(index + count)))
        }
        return count
    }

    private mutating func appendCode(_ byte: UInt8) {
        append("\\u00")
        var writer = writer(room: 2)
        writer.append(hexadecimalByte: byte)
        commit(writer.count)
    }
}

extension TextBuffer {
    /// Appends bytes in base64 (RFC 4648, section 4).
    public mutating func append(base64 bytes: RawSpan) {
        let alphabet: StaticString =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
        var writer = writer(room: bytes.byteCount / 3 * 4 + 4)
        for start in stride(from: 0, to: bytes.byteCount, by: 3) {
            let count = min(3, bytes.byteCount - start)
            var group: UInt32 = 0
            for index in 0..<3 {
                group = group << 8 | (index < count ? UInt32(bytes.byte(at: start + index)) : 0)
            }
            for index in 0..<4 {
                let digit = Int(group >> UInt32(18 - index * 6) & 0x3F)
                let character = unsafe alphabet.utf8Start[digit]
                writer.append(byte: index <= count ? character : UInt8(ascii: "="))
            }
        }
        commit(writer.count)
    }
}

extension RawSpan {
    /// Whether these bytes are text: UTF-8 without controls but tabs and ends of lines.
    public var isText: Bool {
        if isPrintableASCII { return true }
        var index = 0
        while index < byteCount {
            let byte = byte(at: index)
            if byte < 0x80 {
                let isSpace = byte == 0x09 || byte == 0x0A || byte == 0x0D
                if byte < 0x20 && !isSpace || byte == 0x7F { return false }
                index += 1
            } else {
                let count = characterCount(at: index)
                if count == 0 || byte == 0xC2 && self.byte(at: index + 1) < 0xA0 { return false }
                index += count
            }
        }
        return true
    }

    /// How many bytes from a place on stand in JSON as they are, and are ASCII.
    fileprivate func plainCount(from start: Int) -> Int {
        var index = start
        while index &+ 8 <= byteCount {
            let word = unsafe unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self)
            if Self.escapes(in: word) { break }
            index &+= 8
        }
        while index < byteCount {
            let byte = byte(at: index)
            if byte < 0x20 || byte >= 0x7F || byte == UInt8(ascii: "\"")
                || byte == UInt8(ascii: "\\")
            {
                break
            }
            index += 1
        }
        return index - start
    }

    /// Whether one of eight bytes does not stand in JSON as it is, or is no ASCII.
    private static func escapes(in word: UInt64) -> Bool {
        let quotes = word ^ 0x2222_2222_2222_2222
        let backslashes = word ^ 0x5C5C_5C5C_5C5C_5C5C
        // A byte that is 0 borrows from the one above it.
        let found =
            controls(in: word)
            | (quotes &- 0x0101_0101_0101_0101) & ~quotes
            | (backslashes &- 0x0101_0101_0101_0101) & ~backslashes
        return found & 0x8080_8080_8080_8080 != 0
    }

    /// How many bytes the character of UTF-8 has that begins at a place; 0 for none.
    func characterCount(at index: Int) -> Int {
        guard let shape = UTF8Shape(lead: byte(at: index)), shape.byteCount <= byteCount - index,
            shape.second.contains(byte(at: index + 1))
        else { return 0 }
        for place in stride(from: 2, to: shape.byteCount, by: 1)
        where byte(at: index + place) & 0xC0 != 0x80 {
            return 0
        }
        return shape.byteCount
    }
}
