public import Bytes
public import Dissection

extension MQTTDissector {
    /// Refuses a connection whose first bytes are not MQTT.
    ///
    /// A CONNECT is believed whatever it asks for; anything else has to be without fault, since
    /// the port alone proves nothing.
    ///
    /// - Returns: what to wait for while there are too few bytes to tell.
    func begin(
        _ input: inout ByteCursor, from sender: Endpoint
    ) throws(ParseError) -> Step? {
        let start = input.offset
        let available = input.remaining
        var beginning = input
        guard let header = try MQTTFixedHeader(&beginning) else {
            guard available == 0 || input.canBeginPacket(from: sender) else {
                throw .malformed(.notMQTT, offset: start)
            }
            return .needMore(byteCount: available + 1)
        }
        let byteCount = beginning.offset - start + header.remainingLength
        let fits: Bool?
        if header.type == .connect, header.flags == 0 {
            fits = try beginning.beginsWithProtocolName(header.remainingLength)
        } else {
            switch framing(&input, from: sender) {
            case .impossible: fits = false
            case .needMore: fits = nil
            case .message: fits = true
            }
        }
        guard let fits else {
            let isShort = byteCount > available && byteCount <= Self.beginningByteCountMax
            return isShort
                ? .needRest(byteCount: byteCount) : .needMore(byteCount: available + 1)
        }
        guard fits else { throw .malformed(.notMQTT, offset: start) }
        return nil
    }

    /// How much of a first packet is waited for before it is known to be one.
    private static var beginningByteCountMax: Int { 1024 }

    /// The head of a packet too long to be kept: all but the payload of a PUBLISH.  Other packets
    /// have no head worth reading, and are passed over.
    @inline(never)
    func readLongHead(
        _ input: inout ByteCursor, _ header: MQTTFixedHeader, from start: Int, depth: Depth
    ) -> Step {
        let headerCount = input.offset - start
        let byteCount = headerCount + header.remainingLength
        if depth == .counts { return .body(byteCount: header.remainingLength) }
        guard header.type == .publish else { return .needRest(byteCount: byteCount) }
        let available = headerCount + input.remaining
        do throws(ParseError) {
            try input.skip(Int(try input.readBigEndian(UInt16.self)))
            if header.qos > 0 { try input.skip(2) }
            if session.reading.hasProperties {
                guard let count = try input.readMQTTVariableInt() else {
                    return .needMore(byteCount: available + 1)
                }
                try input.skip(count)
            }
        } catch {
            return .needMore(byteCount: available + 1)
        }
        let bodyCount = byteCount - (input.offset - start)
        return bodyCount > 0 ? .body(byteCount: bodyCount) : .needRest(byteCount: byteCount)
    }

    /// Whether a packet may begin here: every bit that the specification fixes must be as it says.
    public func framing(_ input: inout ByteCursor, from sender: Endpoint) -> Framing {
        let start = input.offset
        do throws(ParseError) {
            guard let header = try MQTTFixedHeader(&input) else {
                return input.canBeginPacket(from: sender) ? .needMore : .impossible
            }
            guard header.permits(sender) else { return .impossible }
            let byteCount = input.offset - start + header.remainingLength
            guard let fits = try input.fits(header, session.reading) else { return .needMore }
            return fits ? .message(byteCount: byteCount) : .impossible
        } catch {
            return .impossible
        }
    }
}

extension Defect {
    static let notMQTT = Defect("a beginning that MQTT does not have")
}

extension MQTTFixedHeader {
    fileprivate func permits(_ sender: Endpoint) -> Bool {
        guard type != .reserved, type.onlySender ?? sender == sender else { return false }
        guard let fixed = type.fixedFlags else {
            return qos < 3 && !(qos == 0 && isDuplicate) && remainingLength >= 2
        }
        guard flags == fixed else { return false }
        switch type {
        case .pingreq, .pingresp: return remainingLength == 0
        case .connect: return remainingLength >= 12
        case .subscribe: return remainingLength >= 6
        case .unsubscribe: return remainingLength >= 5
        case .suback: return remainingLength >= 3
        case .disconnect, .auth: return true
        default: return remainingLength >= 2
        }
    }
}

extension ByteCursor {
    /// The same question with too few bytes for a header.
    fileprivate func canBeginPacket(from sender: Endpoint) -> Bool {
        var rest = self
        guard let first = try? rest.readUInt8(), let type = MQTTPacketType(rawValue: first >> 4)
        else { return true }
        return type != .reserved && type.onlySender ?? sender == sender
            && type.fixedFlags ?? first & 0xF == first & 0xF
    }

    /// Whether the name of the protocol stands here; `nil`: that cannot be seen yet.
    mutating func beginsWithProtocolName(_ remainingLength: Int) throws(ParseError) -> Bool? {
        guard remainingLength >= 2 else { return false }
        guard remaining >= 2 else { return nil }
        let count = Int(try readBigEndian(UInt16.self))
        guard count > 0, count <= 23 else { return false }
        // One that the packet cuts off is a broken CONNECT, if it is the name.
        let available = min(count, remainingLength - 2)
        let isWhole = remaining >= available
        let name = try readSpan(count: min(available, remaining))
        for index in 0..<name.byteCount where !name.byte(at: index).isLetter { return false }
        if isWhole, available < count { return name.byteCount > 0 && name.byte(at: 0) == 0x4D }
        return isWhole ? true : nil
    }

    /// Whether a body of that kind begins here; `nil`: that cannot be seen yet.
    fileprivate mutating func fits(
        _ header: MQTTFixedHeader, _ version: MQTTVersion
    ) throws(ParseError) -> Bool? {
        switch header.type {
        case .connect:
            guard let isName = try beginsWithProtocolName(header.remainingLength) else {
                return nil
            }
            return isName
        case .publish: return try fitsPublish(header)
        case .puback, .pubrec, .pubrel, .pubcomp:
            return try fitsAnswer(header, version)
        case .subscribe, .unsubscribe: return try fitsTopics(header)
        case .connack:
            guard header.remainingLength == 2 || version != .v311 && version != .v31 else {
                return false
            }
            guard remaining >= 2 else { return nil }
            let (flags, code) = (try readUInt8(), try readUInt8())
            return flags <= 1 && MQTTWords.reason(code, of: .connack, in: version) != nil
        case .suback, .unsuback:
            guard remaining >= min(header.remainingLength, 3) else { return nil }
            return try readBigEndian(UInt16.self) != 0
        case .disconnect, .auth:
            guard header.remainingLength > 0 else { return header.type == .disconnect }
            guard version == .v5 || version == .unknown else { return false }
            guard remaining >= min(2, header.remainingLength) else { return nil }
            let code = try readUInt8()
            guard MQTTWords.reason(code, of: header.type, in: .v5) != nil else { return false }
            return try fitsProperties(header.remainingLength - 1)
        case .pingreq, .pingresp: return true
        case .reserved: return false
        }
    }

    private mutating func fitsPublish(_ header: MQTTFixedHeader) throws(ParseError) -> Bool? {
        guard remaining >= 2 else { return nil }
        let count = Int(try readBigEndian(UInt16.self))
        guard count + (header.qos > 0 ? 4 : 2) <= header.remainingLength, count > 0 else {
            return false
        }
        let isWhole = remaining >= count
        let topic = try readSpan(count: min(count, remaining))
        guard topic.isPlainTopic(mayBeCut: !isWhole) else { return false }
        return isWhole ? true : nil
    }

    private mutating func fitsAnswer(
        _ header: MQTTFixedHeader, _ version: MQTTVersion
    ) throws(ParseError) -> Bool? {
        guard remaining >= min(header.remainingLength, 4) else { return nil }
        guard try readBigEndian(UInt16.self) != 0 else { return false }
        guard header.remainingLength > 2 else { return true }
        guard version == .v5 || version == .unknown else { return false }
        let code = try readUInt8()
        guard MQTTWords.reason(code, of: header.type, in: .v5) != nil else { return false }
        return try fitsProperties(header.remainingLength - 3)
    }

    /// Properties and nothing behind them.
    private mutating func fitsProperties(_ byteCount: Int) throws(ParseError) -> Bool? {
        guard byteCount > 0 else { return true }
        let start = offset
        guard let count = try readMQTTVariableInt() else { return nil }
        return offset - start + count == byteCount
    }

    private mutating func fitsTopics(_ header: MQTTFixedHeader) throws(ParseError) -> Bool? {
        guard remaining >= 5 else { return nil }
        guard try readBigEndian(UInt16.self) != 0 else { return false }
        // A version 5 has a byte or more of properties here.
        let count = Int(try readBigEndian(UInt16.self))
        return count < header.remainingLength
    }
}

extension UInt8 {
    fileprivate var isLetter: Bool { (0x41...0x5A).contains(self & 0xDF) }
}

extension RawSpan {
    /// Whether the bytes can be the name of a topic: text without wildcards and control
    /// characters.
    fileprivate func isPlainTopic(mayBeCut: Bool) -> Bool {
        for index in 0..<byteCount {
            let byte = byte(at: index)
            if byte < 0x20 || byte == 0x23 || byte == 0x2B || byte == 0x7F || byte > 0xF4 {
                return false
            }
        }
        return mayBeCut || isMQTTText
    }
}
