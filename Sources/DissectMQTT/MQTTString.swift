internal import Bytes
internal import Dissection

/// A string or a run of bytes with its length in two bytes before it (section 1.5.4).
struct MQTTString: ~Escapable {
    let range: StreamRange
    let bytes: RawSpan

    @_lifetime(copy bytes)
    init(_ range: StreamRange, _ bytes: RawSpan) {
        self.range = range
        self.bytes = bytes
    }

    var isEmpty: Bool { range.count == 0 }

    /// The bytes up to the first U+0000: what tshark shows in an info column.
    var shown: RawSpan {
        @_lifetime(copy self)
        get {
            if bytes.isPrintableASCII { return bytes }
            for index in 0..<bytes.byteCount where bytes.byte(at: index) == 0 {
                return bytes.extracting(first: index)
            }
            return bytes
        }
    }
}

extension ByteCursor {
    /// Reads a string, adding its length and its text to the fields as far as they are there.
    @_lifetime(copy self)
    mutating func readMQTTString(
        _ length: MQTTField, _ text: MQTTField, into message: inout Message
    ) throws(ParseError) -> MQTTString {
        let count = Int(try readBigEndian(UInt16.self))
        message.add(length, count)
        let string = try readMQTTBytes(count: count)
        message.add(text, text: string.range)
        return string
    }

    @inline(__always)
    @_lifetime(copy self)
    mutating func readMQTTBytes(count: Int) throws(ParseError) -> MQTTString {
        let start = offset
        let bytes = try readSpan(count: count)
        return MQTTString(StreamRange(offset: start, count: count), bytes)
    }
}

extension RawSpan {
    /// Whether the bytes are text as the specification wants it: UTF-8 without U+0000.
    var isMQTTText: Bool {
        if isPrintableASCII { return true }
        var index = 0
        while index < byteCount {
            let byte = byte(at: index)
            if byte == 0 { return false }
            if byte < 0x80 {
                index += 1
                continue
            }
            let count = characterByteCount(at: index)
            guard count > 0 else { return false }
            index += count
        }
        return true
    }

    /// How many bytes the character has that begins with this one above 0x7F; 0: it is none.
    private func characterByteCount(at index: Int) -> Int {
        guard let shape = UTF8Shape(lead: byte(at: index)) else { return 0 }
        let wanted = shape.byteCount
        guard index + wanted <= byteCount, shape.second.contains(byte(at: index + 1)) else {
            return 0
        }
        for next in (index + 2)..<(index + max(2, wanted))
        where !(0x80...0xBF).contains(byte(at: next)) {
            return 0
        }
        return wanted
    }

    func equals(_ text: StaticString) -> Bool {
        guard byteCount == text.utf8CodeUnitCount else { return false }
        for index in 0..<byteCount where unsafe byte(at: index) != text.utf8Start[index] {
            return false
        }
        return true
    }
}
