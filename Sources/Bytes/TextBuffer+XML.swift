extension TextBuffer {
    /// Appends what stands between the quotes of an XML attribute.  What XML has no way to write,
    /// controls and bytes that are no UTF-8, becomes the replacement character.
    public mutating func append(xml bytes: RawSpan) {
        var index = 0
        while index < bytes.byteCount {
            let byte = bytes.byte(at: index)
            switch byte {
            case UInt8(ascii: "&"): append("&amp;")
            case UInt8(ascii: "<"): append("&lt;")
            case UInt8(ascii: ">"): append("&gt;")
            case UInt8(ascii: "\""): append("&quot;")
            case UInt8(ascii: "'"): append("&#x27;")
            case 0x20..<0x7F: append(byte: byte)
            default:
                let count = bytes.countOfXMLCharacter(at: index)
                if count == 0 {
                    append("\u{FFFD}")
                } else {
                    append(bytes.extracting(index..<(index + count)))
                    index += count - 1
                }
            }
            index += 1
        }
    }

    /// Appends two digits for each byte, and colons between them.
    public mutating func append(octets bytes: RawSpan) {
        var writer = writer(room: bytes.byteCount * 3)
        for index in 0..<bytes.byteCount {
            if index > 0 { writer.append(":") }
            writer.append(hexadecimalByte: bytes.byte(at: index))
        }
        commit(writer.count)
    }

    /// Appends two digits for each byte.
    public mutating func append(hexadecimal bytes: RawSpan) {
        var writer = writer(room: bytes.byteCount * 2)
        for index in 0..<bytes.byteCount { writer.append(hexadecimalByte: bytes.byte(at: index)) }
        commit(writer.count)
    }
}

extension RawSpan {
    /// How many bytes a character above ASCII takes that XML may have; 0 for none.
    fileprivate func countOfXMLCharacter(at index: Int) -> Int {
        let count = byte(at: index) < 0x80 ? 0 : characterCount(at: index)
        if count == 2, byte(at: index) == 0xC2, byte(at: index + 1) < 0xA0 { return 0 }
        // U+FFFE and U+FFFF are no characters.
        let isLast = count == 3 && byte(at: index) == 0xEF && byte(at: index + 1) == 0xBF
        return isLast && byte(at: index + 2) >= 0xBE ? 0 : count
    }
}
