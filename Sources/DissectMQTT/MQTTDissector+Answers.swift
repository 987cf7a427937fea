internal import Bytes
internal import Dissection

extension MQTTDissector {
    /// PUBACK, PUBREC, PUBREL and PUBCOMP (sections 3.4 to 3.7).
    func readAcknowledgment(
        _ body: inout ByteCursor, _ packet: MQTTPacketContext, _ facts: inout MQTTFacts,
        into message: inout Message
    ) throws(ParseError) {
        let type = packet.header.type
        try Self.readPacketID(&body, &facts, into: &message)
        guard session.reading.hasProperties, packet.header.remainingLength > 2 else { return }
        facts.reason = try body.readUInt8()
        let field: MQTTField =
            switch type {
            case .puback: .pubackReasonCode
            case .pubrec: .pubrecReasonCode
            case .pubrel: .pubrelReasonCode
            default: .pubcompReasonCode
            }
        message.add(field, Int(facts.reason))
        noteReason(facts.reason, type, packet, &message)
        guard packet.header.remainingLength > 3 else { return }
        try readProperties(&body, .properties, packet, &facts, into: &message)
    }

    /// DISCONNECT (section 3.14) and AUTH (section 3.15).
    func readClosing(
        _ body: inout ByteCursor, _ packet: MQTTPacketContext, _ facts: inout MQTTFacts,
        into message: inout Message
    ) throws(ParseError) {
        let type = packet.header.type
        guard session.reading.hasProperties, packet.header.remainingLength > 0 else { return }
        facts.reason = try body.readUInt8()
        message.add(
            type == .auth ? .authReasonCode : .disconnectReasonCode, Int(facts.reason))
        noteReason(facts.reason, type, packet, &message)
        guard packet.header.remainingLength > 1 else { return }
        try readProperties(&body, .properties, packet, &facts, into: &message)
    }

    /// Says what a code means, if that is asked for, and that it means nothing, if so.
    func noteReason(
        _ code: UInt8, _ type: MQTTPacketType, _ packet: MQTTPacketContext,
        _ message: inout Message
    ) {
        let words = MQTTWords.reason(code, of: type, in: session.version)
        if words == nil {
            message.notes.append(
                Note("mqtt.reason-unknown", .warning, at: packet.place, .number(UInt64(code))))
        }
        guard message.isRich, message.wantsSummary else { return }
        if let words {
            message.info.append(" \"")
            message.info.append(words)
            message.info.append("\"")
        } else {
            message.appendRich(" reason=", UInt64(code))
        }
    }
}
