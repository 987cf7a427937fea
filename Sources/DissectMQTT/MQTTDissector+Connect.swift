internal import Bytes
internal import Dissection

extension MQTTDissector {
    /// CONNECT (section 3.1).
    mutating func readConnect(
        _ body: inout ByteCursor, _ packet: MQTTPacketContext, _ facts: inout MQTTFacts,
        into message: inout Message
    ) throws(ParseError) {
        let name = try body.readMQTTString(.protoLen, .protoname, into: &message)
        let version = MQTTVersion(level: try body.readUInt8())
        session.begin(version)
        message.add(.ver, Int(version.level))
        if !name.bytes.equals(version == .v31 ? "MQIsdp" : "MQTT") {
            message.notes.append(Note("mqtt.protocol-name", .warning, at: name.range))
        }
        let flags = MQTTConnectFlags(rawValue: try body.readUInt8())
        addFlags(flags, &message)
        let keepAlive: UInt16 = try body.readBigEndian()
        message.add(.kalive, Int(keepAlive))
        if version.hasProperties {
            try readProperties(&body, .properties, packet, &facts, into: &message)
        }
        let clientID = try body.readMQTTString(.clientidLen, .clientid, into: &message)
        Self.checkText(clientID, &message)
        if message.isRich, message.wantsSummary {
            message.info.append(" [")
            message.info.append(untrusted: clientID.bytes)
            message.info.append("]")
            message.appendRich(" version=", version)
            message.appendRich(" keep-alive=", UInt64(keepAlive))
            if flags.contains(.cleanSession) { message.info.append(" clean") }
        }
        if flags.contains(.will) { try readWill(&body, packet, flags, into: &message) }
        try readCredentials(&body, flags, into: &message)
        checkFlags(flags, version, packet, &message)
    }

    private func addFlags(_ flags: MQTTConnectFlags, _ message: inout Message) {
        message.add(.conflags, Int(flags.rawValue))
        message.add(.conflagUname, flags.contains(.userName))
        message.add(.conflagPasswd, flags.contains(.password))
        message.add(.conflagRetain, flags.contains(.willRetain))
        message.add(.conflagQos, Int(flags.willQoS))
        message.add(.conflagWillflag, flags.contains(.will))
        message.add(.conflagCleansess, flags.contains(.cleanSession))
        message.add(.conflagReserved, flags.contains(.reserved))
    }

    private mutating func readWill(
        _ body: inout ByteCursor, _ packet: MQTTPacketContext, _ flags: MQTTConnectFlags,
        into message: inout Message
    ) throws(ParseError) {
        if session.version.hasProperties {
            var facts = MQTTFacts()
            try readProperties(&body, .willProperties, packet, &facts, into: &message)
        }
        let start = body.offset
        let count = Int(try body.readBigEndian(UInt16.self))
        message.add(.willtopicLen, count)
        let topic = try body.readMQTTBytes(count: count)
        if count > 0 {
            message.add(.willtopic, text: topic.range)
            Self.checkTopicName(topic, &message)
        } else {
            Self.noteEmptyTopic(at: start, &message)
        }
        let payloadCount = Int(try body.readBigEndian(UInt16.self))
        message.add(.willmsgLen, payloadCount)
        let payload = try body.readMQTTBytes(count: payloadCount)
        message.add(.willmsg, bytes: payload.range)
        guard message.isRich, message.wantsSummary else { return }
        message.info.append(" will=[")
        message.info.append(untrusted: topic.bytes)
        message.info.append("]")
        message.appendRich(" will-qos=", UInt64(flags.willQoS))
        if flags.contains(.willRetain) { message.info.append(" will-retain") }
        message.appendRich(payload: payload.bytes, count: payloadCount)
    }

    private func readCredentials(
        _ body: inout ByteCursor, _ flags: MQTTConnectFlags, into message: inout Message
    ) throws(ParseError) {
        // tshark takes a flag without bytes for an oversight, not for a broken packet.
        if flags.contains(.userName), body.remaining > 0 {
            let name = try body.readMQTTString(.usernameLen, .username, into: &message)
            Self.checkText(name, &message)
            if message.isRich, message.wantsSummary {
                message.info.append(" user=")
                message.append(secret: name.bytes)
            }
        } else if flags.contains(.userName) {
            let end = StreamRange(offset: body.offset, count: 0)
            message.notes.append(Note("mqtt.user-name-missing", .error, at: end))
        }
        if flags.contains(.password), body.remaining > 0 {
            _ = try body.readMQTTString(.passwdLen, .passwd, into: &message)
        } else if flags.contains(.password) {
            let end = StreamRange(offset: body.offset, count: 0)
            message.notes.append(Note("mqtt.password-missing", .error, at: end))
        }
    }

    private func checkFlags(
        _ flags: MQTTConnectFlags, _ version: MQTTVersion, _ packet: MQTTPacketContext,
        _ message: inout Message
    ) {
        let isLost = !flags.contains(.will) && (flags.willQoS > 0 || flags.contains(.willRetain))
        if version != .v31, flags.contains(.reserved) || isLost {
            message.notes.append(
                Note(
                    "mqtt.connect-flags", .warning, at: packet.place,
                    .number(UInt64(flags.rawValue))))
        }
        if flags.willQoS == 3 {
            message.notes.append(Note("mqtt.qos-reserved", .error, at: packet.place))
        }
        if version != .v5, flags.contains(.password), !flags.contains(.userName) {
            message.notes.append(Note("mqtt.password-without-user", .warning, at: packet.place))
        }
        if !(3...5).contains(version.level) {
            message.notes.append(
                Note(
                    "mqtt.protocol-level", .warning, at: packet.place,
                    .number(UInt64(version.level))))
        }
    }

    /// CONNACK (section 3.2).
    mutating func readConnack(
        _ body: inout ByteCursor, _ packet: MQTTPacketContext, _ facts: inout MQTTFacts,
        into message: inout Message
    ) throws(ParseError) {
        let flags = try body.readUInt8()
        if session.version == .v31 {
            message.add(.conackFlagsReserved, flags != 0)
        } else {
            message.add(.conackFlags, Int(flags))
            message.add(.conackFlagsReserved, flags & 0xFE != 0)
            message.add(.conackFlagsSp, flags & 1 != 0)
            facts.hasSession = flags & 1 != 0
        }
        if flags > 1 {
            message.notes.append(Note("mqtt.connack-flags", .warning, at: packet.place))
        }
        let code = try body.readUInt8()
        facts.reason = code
        message.add(session.version.hasReturnCodes ? .conackVal : .connackReasonCode, Int(code))
        if message.isRich, message.wantsSummary {
            if facts.hasSession { message.info.append(" session-present") }
        }
        noteReason(code, .connack, packet, &message)
        if session.reading.hasProperties, !body.isAtEnd || session.version == .v5 {
            try readProperties(&body, .properties, packet, &facts, into: &message)
        }
    }
}

/// The flags of a CONNECT.
struct MQTTConnectFlags: OptionSet, BitwiseCopyable {
    let rawValue: UInt8

    static let reserved = MQTTConnectFlags(rawValue: 1)
    static let cleanSession = MQTTConnectFlags(rawValue: 2)
    static let will = MQTTConnectFlags(rawValue: 4)
    static let willRetain = MQTTConnectFlags(rawValue: 0x20)
    static let password = MQTTConnectFlags(rawValue: 0x40)
    static let userName = MQTTConnectFlags(rawValue: 0x80)

    var willQoS: UInt8 { rawValue >> 3 & 3 }
}
