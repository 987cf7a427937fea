internal import Bytes
internal import Dissection

/// Reads the parts of a message (MQTT-SN 1.2, section 5.4).
enum MQTTSNReader {
    /// Reads one message, and returns whether it forwards the one behind it.
    static func read(
        _ input: inout ByteCursor, into message: inout Message
    ) throws(ParseError) -> Bool {
        let start = input.offset
        let header = try MQTTSNHeader(&input)
        if message.depth >= .fields { message.add(MQTTSNField.msg.id, .present) }
        message.add(.msgType, Int(header.type))
        message.add(.msgLen, header.length)
        let bodyCount = header.length - header.byteCount
        guard bodyCount >= 0 else {
            throw .malformed(.lengthTooShort, offset: start)
        }
        let type = MQTTSNType(header.type)
        if !type.hasBody {
            // tshark does not look at what is behind a kind of message that holds nothing.
            let rest = StreamRange(offset: input.offset, count: min(bodyCount, input.remaining))
            try input.skip(rest.count)
            if bodyCount > 0 {
                message.notes.append(Note("mqttsn.trailing-bytes", .warning, at: rest))
            }
            return false
        }
        var body = try input.readCursor(count: bodyCount)
        if type == .encapsulated {
            message.add(.controlInfo, Int(try body.readUInt8() & 3))
            try readNode(&body, into: &message)
            return true
        }
        try readFlags(&body, type, into: &message)
        try readBody(&body, type, into: &message)
        if !body.isAtEnd {
            let rest = StreamRange(offset: body.offset, count: body.remaining)
            message.notes.append(Note("mqttsn.trailing-bytes", .warning, at: rest))
        }
        return false
    }

    /// The number of who sent the message that is forwarded: as long as its network has them.
    private static func readNode(
        _ body: inout ByteCursor, into message: inout Message
    ) throws(ParseError) {
        guard !body.isAtEnd else {
            throw .truncated(needed: 1, available: 0, offset: body.offset)
        }
        var number = 0
        while !body.isAtEnd {
            let byte = Int(try body.readUInt8())
            number = (number & 0xFF_FFFF) << 8 | byte
        }
        message.add(.wirelessNodeId, number)
    }

    private static func readFlags(
        _ body: inout ByteCursor, _ type: MQTTSNType, into message: inout Message
    ) throws(ParseError) {
        guard type.hasFlags else { return }
        let flags = try body.readUInt8()
        switch type {
        case .connect:
            message.add(.will, flags & 8 != 0)
            message.add(.cleanSession, flags & 4 != 0)
        case .publish:
            message.add(.dup, flags & 0x80 != 0)
            message.add(MQTTSNField.qos, Int(flags >> 5 & 3))
            message.add(MQTTSNField.retain, flags & 0x10 != 0)
        default: break
        }
        message.add(.topicIdType, Int(flags & 3))
    }
}

extension MQTTSNReader {
    private static func readBody(
        _ body: inout ByteCursor, _ type: MQTTSNType, into message: inout Message
    ) throws(ParseError) {
        switch type {
        case .advertise:
            message.add(.gwId, Int(try body.readUInt8()))
            message.add(.advInterv, Int(try body.readBigEndian(UInt16.self)))
        case .searchGateway: message.add(.radius, Int(try body.readUInt8()))
        case .gatewayInfo:
            message.add(.gwId, Int(try body.readUInt8()))
            if !body.isAtEnd { try readText(&body, .gwAddr, into: &message) }
        case .connect:
            message.add(.protocolId, Int(try body.readUInt8()))
            message.add(.keepAlive, Int(try body.readBigEndian(UInt16.self)))
            try readText(&body, .clientId, into: &message)
        case .connack, .willTopicResponse, .willMessageResponse:
            message.add(.returnCode, Int(try body.readUInt8()))
        case .willTopic, .willTopicUpdate: try readText(&body, .willTopic, into: &message)
        case .willMessage, .willMessageUpdate: try readText(&body, .willMsg, into: &message)
        case .register, .publish:
            try readNumbers(&body, into: &message)
            try readText(&body, type == .publish ? .pubMsg : .topic, into: &message)
        case .registerAck, .publishAck, .subscribeAck:
            try readNumbers(&body, into: &message)
            message.add(.returnCode, Int(try body.readUInt8()))
        case .publishReceived, .publishRelease, .publishComplete, .unsubscribeAck:
            message.add(.msgId, Int(try body.readBigEndian(UInt16.self)))
        case .subscribe, .unsubscribe:
            message.add(.msgId, Int(try body.readBigEndian(UInt16.self)))
            try readText(&body, .topicNameOrId, into: &message)
        case .pingRequest:
            if !body.isAtEnd { try readText(&body, .clientId, into: &message) }
        case .disconnect:
            if !body.isAtEnd {
                message.add(.sleepTimer, Int(try body.readBigEndian(UInt16.self)))
            }
        default: try body.skip(body.remaining)
        }
    }

    private static func readNumbers(
        _ body: inout ByteCursor, into message: inout Message
    ) throws(ParseError) {
        message.add(.topicId, Int(try body.readBigEndian(UInt16.self)))
        message.add(.msgId, Int(try body.readBigEndian(UInt16.self)))
    }

    private static func readText(
        _ body: inout ByteCursor, _ field: MQTTSNField, into message: inout Message
    ) throws(ParseError) {
        let range = try body.readRange(count: body.remaining)
        if message.depth >= .fields { message.add(field.id, .text(range)) }
    }
}

extension Message {
    fileprivate mutating func add(_ field: MQTTSNField, _ number: Int) {
        if depth >= .fields { add(field.id, .number(UInt64(number))) }
    }

    fileprivate mutating func add(_ field: MQTTSNField, _ flag: Bool) {
        if depth >= .fields { add(field.id, .flag(flag)) }
    }
}

extension Defect {
    static let lengthTooShort = Defect("a length that leaves no room for the header")
}
