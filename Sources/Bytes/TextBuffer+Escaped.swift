extension TextBuffer {
    /// Appends bytes that are not all printable ASCII: nothing of what is written here can move a
    /// terminal's cursor or change its colours.
    @usableFromInline
    @inline(never)
    mutating func appendEscaped(_ bytes: RawSpan) {
        var index = 0
        while index < bytes.byteCount {
            let byte = bytes.byte(at: index)
            if byte < 0x80 {
                appendEscaped(byte)
                index += 1
            } else {
                index += appendSequence(bytes, at: index)
            }
        }
    }

    private mutating func appendEscaped(_ byte: UInt8) {
        switch byte {
        case 0x07: append("\\a")
        case 0x08: append("\\b")
        case 0x09: append("\\t")
        case 0x0A: append("\\n")
        case 0x0B: append("\\v")
        case 0x0C: append("\\f")
        case 0x0D: append("\\r")
        case 0x20..<0x7F: append(byte: byte)
        default:
            append("\\")
            for shift: UInt8 in [6, 3, 0] { append(byte: 0x30 + (byte >> shift & 7)) }
        }
    }

    /// Appends the character that begins at a byte above 0x7F, and returns how many bytes it has.
    ///
    /// As much as could begin a character and does not go on as one becomes one U+FFFD, as the
    /// Unicode standard recommends and Wireshark does.
    private mutating func appendSequence(_ bytes: RawSpan, at index: Int) -> Int {
        let lead = bytes.byte(at: index)
        let shape = UTF8Shape(lead: lead)
        let (wanted, second) = (shape?.byteCount ?? 1, shape?.second ?? 0x80...0xBF)
        var count = 1
        while count < wanted, index + count < bytes.byteCount {
            let range = count == 1 ? second : 0x80...0xBF
            guard range.contains(bytes.byte(at: index + count)) else { break }
            count += 1
        }
        if wanted == 1 || count < wanted {
            append("\u{FFFD}")
        } else if lead == 0xC2, bytes.byte(at: index + 1) < 0xA0 {
            appendControl(bytes.byte(at: index + 1))
        } else {
            append(bytes.extracting(index..<(index + count)))
        }
        return count
    }

    /// Appends one of the control characters U+0080 to U+009F, which some terminals obey.
    private mutating func appendControl(_ number: UInt8) {
        append("\\u00")
        var digits = writer(room: 2)
        digits.append(hexadecimalByte: number)
        commit(digits.count)
    }
}
