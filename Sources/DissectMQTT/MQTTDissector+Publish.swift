internal import Bytes
internal import Dissection

extension MQTTDissector {
    /// PUBLISH (section 3.3).
    mutating func readPublish(
        _ body: inout ByteCursor, _ packet: MQTTPacketContext, _ facts: inout MQTTFacts,
        into message: inout Message
    ) throws(ParseError) {
        let header = packet.header
        let whole = body
        let start = body.offset
        let count = Int(try body.readBigEndian(UInt16.self))
        message.add(.topicLen, count)
        let topic = try body.readMQTTBytes(count: count)
        if count > 0 { message.add(.topic, text: topic.range) }
        if header.qos > 0 { try Self.readPacketID(&body, &facts, into: &message) }
        if session.reading.hasProperties {
            try readProperties(&body, .properties, packet, &facts, into: &message)
        }
        if facts.hasTopicAlias {
            try useAlias(facts.topicAlias, topic, packet, into: &message)
        } else {
            if count == 0 { Self.noteEmptyTopic(at: start, &message) }
            if message.wantsSummary { Self.append(topic: topic, to: &message) }
        }
        if count > 0, message.wantsNotes { Self.checkTopicName(topic, &message) }
        if header.qos == 3 {
            message.notes.append(Note("mqtt.qos-reserved", .error, at: packet.place))
        }
        try readPayload(&body, packet, facts.content, into: &message)
        if facts.content != .other, message.wantsSummary {
            var type = whole
            try type.skip(facts.contentType.offset - start)
            let name = try type.readSpan(count: facts.contentType.count)
            showContent(facts.content.kind, name, &message)
        }
    }

    /// A topic that has a number from now on, or a number that has a topic (section 3.3.2.3.4).
    private mutating func useAlias(
        _ alias: UInt16, _ topic: borrowing MQTTString, _ packet: MQTTPacketContext,
        into message: inout Message
    ) throws(ParseError) {
        session.checkAlias(alias, packet, &message.notes)
        guard topic.isEmpty else {
            session.setAlias(alias, topic.bytes, packet, &message.notes)
            if message.wantsSummary { Self.append(topic: topic, to: &message) }
            return
        }
        let known = session.topic(of: alias, from: packet.sender)
        if known == nil {
            message.notes.append(
                Note(
                    "mqtt.alias-unknown", .warning, .expert, at: packet.place,
                    .number(UInt64(alias))))
        }
        let bytes = known ?? []
        if message.depth >= .fields {
            let range = StreamRange(offset: message.decoded.count, count: bytes.count)
            message.decoded += bytes
            message.add(MQTTField.topic.id, .decoded(range))
            if known == nil { message.add(MQTTField.unknownTopicAlias.id, .present) }
        }
        if message.wantsSummary { Self.append(topic: bytes.rawSpan, to: &message) }
    }

    private mutating func readPayload(
        _ body: inout ByteCursor, _ packet: MQTTPacketContext, _ type: MediaType,
        into message: inout Message
    ) throws(ParseError) {
        if packet.isCut {
            let rest = message.body?.range.count ?? 0
            throw .truncated(
                needed: body.remaining + rest, available: body.remaining, offset: body.offset)
        }
        let payload = try body.readMQTTBytes(count: body.remaining)
        let range = message.body?.range ?? payload.range
        message.add(.msg, bytes: range)
        if type != .other, message.depth >= .fields {
            message.addCarrierLayer("mqtt")
            message.payload = Payload(type, .bytes(range))
        }
        guard message.isRich, message.wantsSummary else { return }
        message.appendRich(packet.header)
        message.appendRich(payload: payload.bytes, count: range.count)
    }

    /// A payload whose type tshark knows changes the row.
    private mutating func showContent(
        _ kind: MediaType.Kind, _ name: RawSpan, _ message: inout Message
    ) {
        switch kind {
        case .json: rename("MQTT/JSON", &message)
        case .xml: rename("MQTT/XML", &message)
        case .text, .form, .http, .data, .other: break
        }
        guard !message.isRich, kind.isTold else { return }
        message.info.append(kind == .json ? ", JavaScript Object Notation (" : " (")
        message.info.append(untrusted: name)
        message.info.append(")")
    }

    /// - Parameter topic: as sent: tshark shows it up to the first U+0000.
    static func append(topic: borrowing MQTTString, to message: inout Message) {
        guard topic.bytes.isPrintableASCII else { return append(topic: topic.shown, to: &message) }
        var text = message.info.writer(room: topic.bytes.byteCount + 3)
        text.append(" [")
        text.append(topic.bytes)
        text.append("]")
        message.info.commit(text.count)
    }

    static func append(topic: RawSpan, to message: inout Message) {
        message.info.append(" [")
        message.info.append(untrusted: topic)
        message.info.append("]")
    }

    static func noteEmptyTopic(at offset: Int, _ message: inout Message) {
        if message.depth >= .fields { message.add(MQTTField.illegalTopicLength.id, .present) }
        let place = StreamRange(offset: offset, count: 2)
        message.notes.append(Note("mqtt.topic-empty", .error, .expert, at: place))
    }

    /// The name of a topic has no wildcards: those are for those who subscribe.
    static func checkTopicName(_ topic: borrowing MQTTString, _ message: inout Message) {
        checkText(topic, &message)
        for index in 0..<topic.bytes.byteCount {
            let byte = topic.bytes.byte(at: index)
            guard byte == UInt8(ascii: "#") || byte == UInt8(ascii: "+") else { continue }
            message.notes.append(Note("mqtt.topic-wildcard", .error, at: topic.range))
            return
        }
    }
}

extension MediaType.Kind {
    /// Whether tshark names the type in the info column.
    fileprivate var isTold: Bool {
        switch self {
        case .json, .text, .form, .http: true
        case .xml, .data, .other: false
        }
    }
}
