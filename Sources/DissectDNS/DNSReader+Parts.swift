internal import Bytes
internal import Dissection

extension DNSReader {
    /// Reads one part of a record's data.
    ///
    /// - Parameter end: where the data ends by its length.  Parts are read from the message, as
    ///   tshark does, whatever that length says; only those that fill the data look at it.
    mutating func read(
        _ part: DNSPart, until end: Int, into message: inout Message
    ) throws(DNSStop) {
        switch part.kind {
        case .number8:
            let value: UInt8 = try input.read()
            addNumber(UInt64(value), part, to: &message)
        case .number16:
            let value: UInt16 = try input.read()
            addNumber(UInt64(value), part, to: &message)
        case .number32:
            let value: UInt32 = try input.read()
            addNumber(UInt64(value), part, to: &message)
        case .flag32:
            let value: UInt32 = try input.read()
            if wantsFields(&message) { message.add(part.field.id, .flag(value != 0)) }
        case .time32:
            let seconds: UInt32 = try input.read()
            addTime(UInt64(seconds), part.field, to: &message)
        case .time48:
            let high: UInt16 = try input.read()
            let low: UInt32 = try input.read()
            addTime(UInt64(high) << 32 | UInt64(low), part.field, to: &message)
        case .ipv4, .ipv6: try readAddress(part, into: &message)
        case .mac:
            let high: UInt16 = try input.read()
            let low: UInt32 = try input.read()
            let address = UInt64(high) << 32 | UInt64(low)
            if wantsFields(&message) { message.add(part.field.id, .mac(address)) }
        case .bytes8: try readBytes(part.field, count: 8, into: &message)
        case .name: try readName(part, into: &message)
        case .text8: try readText(part, into: &message)
        case .sized8:
            let count: UInt8 = try input.read()
            if wantsFields(&message) { message.add(part.lengthField, Int(count)) }
            try readBytes(part.field, count: Int(count), into: &message)
        case .sized16:
            let count: UInt16 = try input.read()
            if wantsFields(&message) { message.add(part.lengthField, Int(count)) }
            if part.field == .tsigMac, count > 0, wantsFields(&message) {
                message.add(part.field.id, .present)
                _ = try input.readRange(Int(count))
            } else if count > 0 {
                try readBytes(part.field, count: Int(count), into: &message)
            }
        case .texts:
            while input.offset != end { try readText(part, into: &message) }
        case .hash8: try readHash(part, into: &message)
        case .restOfText:
            try readText(part.field, count: end - input.offset, into: &message)
        case .rest: try readRest(part.field, until: end, into: &message)
        default: try readOwn(part, until: end, into: &message)
        }
    }

    private mutating func addNumber(
        _ value: UInt64, _ part: DNSPart, to message: inout Message
    ) {
        if part.isShown, writesSummary(message) {
            message.info.append(" ")
            message.info.append(decimal: value)
        }
        if wantsFields(&message) { message.add(part.field.id, .number(value)) }
    }

    private mutating func addTime(
        _ seconds: UInt64, _ field: DNSField, to message: inout Message
    ) {
        guard wantsFields(&message) else { return }
        let nanoseconds = Int64(clamping: seconds).multipliedReportingOverflow(by: 1_000_000_000)
        message.add(
            field.id, .time(nanoseconds.overflow ? .max : nanoseconds.partialValue))
    }

    private mutating func readAddress(
        _ part: DNSPart, into message: inout Message
    ) throws(DNSStop) {
        let isLong = part.kind == .ipv6
        try input.require(isLong ? 16 : 4, at: input.offset)
        let high: UInt64 = isLong ? try input.read() : 0
        let low: UInt64 = isLong ? try input.read() : UInt64(try input.read(UInt32.self))
        if part.isShown, writesSummary(message) {
            appendAddress(high, low, isLong: isLong, to: &message)
        }
        guard wantsFields(&message) else { return }
        message.add(
            part.field.id,
            isLong ? .ipv6(high: high, low: low) : .ipv4(UInt32(truncatingIfNeeded: low)))
    }

    func appendAddress(
        _ high: UInt64, _ low: UInt64, isLong: Bool, to message: inout Message
    ) {
        var text = message.info.writer(room: TextWriter.addressByteCountMax + 1)
        text.append(byte: 0x20)
        if isLong {
            text.append(ipv6: high, low)
        } else {
            text.append(ipv4: UInt32(truncatingIfNeeded: low))
        }
        message.info.commit(text.count)
    }

    mutating func readName(_ part: DNSPart, into message: inout Message) throws(DNSStop) {
        let name = try readName(into: &message)
        if part.isShown, writesSummary(message) { append(name, to: &message) }
        guard wantsFields(&message) else { return dropText(of: name, from: &message) }
        if part.field == .naptrReplacement {
            message.add(.naptrReplacementLength, name.byteCount)
        }
        message.add(part.field.id, .decoded(name.text))
    }

    mutating func readBytes(
        _ field: DNSField, count: Int, into message: inout Message
    ) throws(DNSStop) {
        let range = try input.readRange(count)
        if count > 0, wantsFields(&message) { message.add(field.id, .bytes(range)) }
    }

    /// Reads what is left of the data.  Parts that go one byte over its end are let pass, since
    /// tshark reads a length of -1 as "all there is"; more than one is malformed to it.
    mutating func readRest(
        _ field: DNSField, until end: Int, into message: inout Message
    ) throws(DNSStop) {
        if end - input.offset == -1 {
            let place = StreamRange(offset: input.base + input.offset - 1, count: 1)
            return message.notes.append(Note("dns.data-too-short", .warning, at: place))
        }
        try readBytes(field, count: end - input.offset, into: &message)
    }

    /// A hash, shown in base 32 with the digits of RFC 4648, section 7, in lower case.
    private mutating func readHash(
        _ part: DNSPart, into message: inout Message
    ) throws(DNSStop) {
        let count: UInt8 = try input.read()
        let range = try input.readRange(Int(count))
        guard wantsFields(&message) else { return }
        message.add(part.lengthField, Int(count))
        let bytes = input.bytes(range)
        let start = message.decoded.count
        var (bits, bitCount): (UInt32, UInt32) = (0, 0)
        for index in 0..<bytes.byteCount {
            bits = bits << 8 | UInt32(bytes.byte(at: index))
            bitCount += 8
            while bitCount >= 5 {
                bitCount -= 5
                message.decoded.appendBase32(bits >> bitCount & 31)
            }
        }
        if bitCount > 0 { message.decoded.appendBase32(bits << (5 - bitCount) & 31) }
        let text = StreamRange(offset: start, count: message.decoded.count - start)
        message.add(part.field.id, .decoded(text))
    }

    mutating func readText(
        _ field: DNSField, count: Int, into message: inout Message
    ) throws(DNSStop) {
        let range = try input.readRange(count)
        if wantsFields(&message) { message.add(field.id, .text(range)) }
    }

    /// A text with its length in a byte before it.
    mutating func readText(_ part: DNSPart, into message: inout Message) throws(DNSStop) {
        let count: UInt8 = try input.read()
        if wantsFields(&message) { message.add(part.lengthField, Int(count)) }
        let range = try input.readRange(Int(count))
        if part.isShown, writesSummary(message) {
            message.info.append(" ")
            appendASCII(input.bytes(range), to: &message)
        }
        if wantsFields(&message) { message.add(part.field.id, .text(range)) }
    }
    /// Writes text that is ASCII and ends at a zero byte, wherever its length says it does.
    private func appendASCII(_ bytes: RawSpan, to message: inout Message) {
        let start = message.decoded.count
        for index in 0..<bytes.byteCount {
            let byte = bytes.byte(at: index)
            if byte == 0 { break }
            if byte < 0x80 {
                message.decoded.append(escaping: bytes.extracting(index..<(index + 1)))
            } else {
                message.decoded.append("\u{FFFD}")
            }
        }
        let count = message.decoded.count - start
        message.appendToSummary(decoded: StreamRange(offset: start, count: count))
        message.decoded.removeLast(count)
    }
}

extension [UInt8] {
    fileprivate mutating func appendBase32(_ digit: UInt32) {
        append(UInt8(digit) + (digit < 10 ? 0x30 : 0x57))
    }
}
