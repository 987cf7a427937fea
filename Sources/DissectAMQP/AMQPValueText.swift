internal import Bytes
internal import Dissection

/// Writes values as text, for trees: name, type and value, as tshark has them.
struct AMQPValueText {
    /// How much text of one frame is written.
    static var byteCountMax: Int { 256 << 10 }
    /// How much of one text or one run of bytes is.
    static var valueByteCountMax: Int { 240 }

    /// Appends a line to ``Message/decoded``; `nil`: there is no more room.
    ///
    /// - Parameters:
    ///   - key: the value's name in a map.
    ///   - title: what to say where there is no name.
    func append(
        _ element: AMQPElement, key: AMQPElement, title: StaticString,
        _ source: borrowing AMQPSource, to message: inout Message
    ) -> StreamRange? {
        let start = message.decoded.count
        guard start < Self.byteCountMax + source.decodedEnd else { return nil }
        if key.isPresent || key.constructor == .null {
            append(value: key, source, to: &message.decoded)
        } else {
            message.decoded.append(title)
        }
        let constructor = element.constructor
        if constructor.isCompound {
            message.decoded.append(" (")
            message.decoded.append(constructor.typeName ?? "value")
            message.decoded.append(" of ")
            // Of a map a key and its value are one.
            let count = constructor.isMap ? element.count / 2 : element.count
            message.decoded.append(decimal: count)
            message.decoded.append(count == 1 ? " element)" : " elements)")
            append(element.descriptor, source, to: &message.decoded)
        } else {
            if constructor != .null {
                message.decoded.append(" (")
                message.decoded.append(constructor.typeName ?? "unknown")
                message.decoded.append(")")
            }
            append(element.descriptor, source, to: &message.decoded)
            message.decoded.append(": ")
            append(value: element, source, to: &message.decoded)
        }
        return StreamRange(offset: start, count: message.decoded.count - start)
    }

    func append(uuid bytes: RawSpan, to message: inout Message) -> StreamRange? {
        let start = message.decoded.count
        message.decoded.append(uuid: bytes)
        return StreamRange(offset: start, count: message.decoded.count - start)
    }

    private func append(
        _ descriptor: AMQPDescriptor, _ source: borrowing AMQPSource, to text: inout [UInt8]
    ) {
        guard descriptor.isPresent else { return }
        text.append(" @")
        if let code = descriptor.code {
            text.append("0x")
            text.append(hexadecimal: code)
        } else if let symbol = descriptor.symbol {
            text.append(source[symbol].start(count: Self.valueByteCountMax), xor: 0, phase: 0)
        } else {
            text.append("?")
        }
    }

    /// Appends a value that holds no others.
    private func append(
        value element: AMQPElement, _ source: borrowing AMQPSource, to text: inout [UInt8]
    ) {
        let signed = Int64(bitPattern: element.bits)
        switch element.constructor.code {
        case 0x40: text.append("(null)")
        case 0x41, 0x42, 0x56: text.append(element.bits != 0 ? "true" : "false")
        case 0x51, 0x54, 0x55, 0x61, 0x71, 0x81: text.append(decimal: signed)
        case 0x72:
            let bits = UInt32(truncatingIfNeeded: element.bits)
            text += Array("\(Float(bitPattern: bits))".utf8)
        case 0x82: text += Array("\(Double(bitPattern: element.bits))".utf8)
        case 0x73: append(character: UInt32(truncatingIfNeeded: element.bits), to: &text)
        case 0x74, 0x84, 0x94:
            text += Array(AMQPDecimal(source[element.content]).description.utf8)
        case 0x83:
            text.append(decimal: signed)
            text.append(" ms")
        case 0x98: text.append(uuid: source[element.content])
        case 0xA0, 0xB0: text.append(hexadecimal: source[element.content])
        case 0xA1, 0xA3, 0xB1, 0xB3:
            let bytes = source[element.content]
            text.append(bytes.start(count: Self.valueByteCountMax), xor: 0, phase: 0)
            if bytes.byteCount > Self.valueByteCountMax { text.append("…") }
        default:
            if element.constructor.isUnsigned {
                text.append(decimal: element.bits)
            } else {
                text.append(element.constructor.typeName ?? "(unknown)")
            }
        }
    }

    private func append(character: UInt32, to text: inout [UInt8]) {
        guard let scalar = Unicode.Scalar(character) else {
            text.append("U+")
            text.append(hexadecimal: UInt64(character))
            return
        }
        text += Array(String(scalar).utf8)
    }
}

extension AMQPSource {
    /// How much of ``Message/decoded`` is the message itself.
    var decodedEnd: Int { isDecoded ? end : 0 }
}

// MARK: - Text in bytes

extension Array where Element == UInt8 {
    mutating func append(_ text: StaticString) {
        text.withUTF8Buffer { unsafe append(contentsOf: $0) }
    }

    mutating func append(decimal number: some BinaryInteger) {
        self += Array("\(number)".utf8)
    }

    mutating func append(hexadecimal number: UInt64) {
        self += Array(String(number, radix: 16).utf8)
    }

    mutating func append(hexadecimal bytes: RawSpan) {
        let shown = bytes.start(count: AMQPValueText.valueByteCountMax / 2)
        for index in 0..<shown.byteCount {
            append(hexadecimalByte: shown.byte(at: index))
        }
        if shown.byteCount < bytes.byteCount { append("…") }
    }

    mutating func append(hexadecimalByte byte: UInt8) {
        for digit in [byte >> 4, byte & 0xF] { append(digit < 10 ? 0x30 + digit : 0x57 + digit) }
    }

    /// As in `12345678-1234-5678-1234-567812345678`.
    mutating func append(uuid bytes: RawSpan) {
        for index in 0..<bytes.byteCount {
            if index == 4 || index == 6 || index == 8 || index == 10 { append("-") }
            append(hexadecimalByte: bytes.byte(at: index))
        }
    }
}

extension RawSpan {
    /// The first bytes, whole characters of UTF-8 if it is that.
    @_lifetime(copy self)
    func start(count: Int) -> RawSpan {
        guard byteCount > count else { return self }
        var end = count
        while end > 0, end > count - 4, byte(at: end) & 0xC0 == 0x80 { end -= 1 }
        return extracting(first: end)
    }
}
