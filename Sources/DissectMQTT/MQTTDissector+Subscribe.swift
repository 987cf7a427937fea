internal import Bytes
internal import Dissection

extension MQTTDissector {
    /// SUBSCRIBE (section 3.8).
    func readSubscribe(
        _ body: inout ByteCursor, _ packet: MQTTPacketContext, _ facts: inout MQTTFacts,
        into message: inout Message
    ) throws(ParseError) {
        try Self.readPacketID(&body, &facts, into: &message)
        if session.reading.hasProperties {
            try readProperties(&body, .properties, packet, &facts, into: &message)
        }
        // tshark shows the last topic again where one is empty.
        var shown = try body.readMQTTBytes(count: 0).shown
        while !body.isAtEnd {
            let filter = try readFilter(&body, &facts, into: &message)
            if !filter.isEmpty { shown = filter.shown }
            if message.wantsSummary { Self.append(topic: shown, to: &message) }
            let options = try body.readUInt8()
            addOptions(options, at: body.offset - 1, &message)
            if message.isRich, message.wantsSummary {
                message.appendRich(" qos=", UInt64(options & 3))
                if options & 4 != 0 { message.info.append(" no-local") }
                if options & 8 != 0 { message.info.append(" retain-as-published") }
                if options & 0x30 != 0 {
                    message.appendRich(" retain-handling=", UInt64(options >> 4 & 3))
                }
            }
        }
        noteMissingTopics(facts, packet, &message)
    }

    /// UNSUBSCRIBE (section 3.10).
    func readUnsubscribe(
        _ body: inout ByteCursor, _ packet: MQTTPacketContext, _ facts: inout MQTTFacts,
        into message: inout Message
    ) throws(ParseError) {
        try Self.readPacketID(&body, &facts, into: &message)
        if session.reading.hasProperties {
            try readProperties(&body, .properties, packet, &facts, into: &message)
        }
        while !body.isAtEnd {
            let filter = try readFilter(&body, &facts, into: &message)
            if message.isRich, message.wantsSummary {
                Self.append(topic: filter.shown, to: &message)
            }
        }
        noteMissingTopics(facts, packet, &message)
    }

    @_lifetime(copy body)
    private func readFilter(
        _ body: inout ByteCursor, _ facts: inout MQTTFacts, into message: inout Message
    ) throws(ParseError) -> MQTTString {
        let start = body.offset
        let count = Int(try body.readBigEndian(UInt16.self))
        message.add(.topicLen, count)
        let filter = try body.readMQTTBytes(count: count)
        facts.topicCount += 1
        if count == 0 {
            Self.noteEmptyTopic(at: start, &message)
        } else {
            message.add(.topic, text: filter.range)
            Self.checkText(filter, &message)
            if !filter.bytes.isTopicFilter {
                message.notes.append(Note("mqtt.topic-filter", .error, at: filter.range))
            }
        }
        return filter
    }

    private func addOptions(_ options: UInt8, at offset: Int, _ message: inout Message) {
        if session.reading.hasProperties {
            message.add(.subscriptionOptions, Int(options))
            message.add(.subscriptionOptionsReserved, Int(options >> 6))
            message.add(.subscriptionOptionsRetain, Int(options >> 4 & 3))
            message.add(.subscriptionOptionsRap, options & 8 != 0)
            message.add(.subscriptionOptionsNl, options & 4 != 0)
            message.add(.subscriptionOptionsQos, Int(options & 3))
        } else {
            message.add(.subQos, Int(options))
        }
        let place = StreamRange(offset: offset, count: 1)
        let reserved: UInt8 = session.reading.hasProperties ? 0xC0 : 0xFC
        if options & 3 == 3 {
            message.notes.append(Note("mqtt.qos-reserved", .error, at: place))
        } else if options & reserved != 0 || options & 0x30 == 0x30 {
            message.notes.append(
                Note("mqtt.subscription-options", .error, at: place, .number(UInt64(options))))
        }
    }

    private func noteMissingTopics(
        _ facts: MQTTFacts, _ packet: MQTTPacketContext, _ message: inout Message
    ) {
        guard facts.topicCount == 0 else { return }
        message.notes.append(Note("mqtt.no-topics", .error, at: packet.place))
    }

    /// SUBACK (section 3.9) and UNSUBACK (section 3.11).
    func readResults(
        _ body: inout ByteCursor, _ packet: MQTTPacketContext, _ facts: inout MQTTFacts,
        into message: inout Message
    ) throws(ParseError) {
        let type = packet.header.type
        try Self.readPacketID(&body, &facts, into: &message)
        if session.reading.hasProperties {
            try readProperties(&body, .properties, packet, &facts, into: &message)
        } else if type == .unsuback {
            return
        }
        let field: MQTTField =
            type == .unsuback
            ? .unsubackReasonCode : session.version.hasReturnCodes ? .subackQos : .subackReasonCode
        while !body.isAtEnd {
            let code = try body.readUInt8()
            facts.topicCount += 1
            message.add(field, Int(code))
            noteReason(code, type, packet, &message)
        }
    }
}

extension RawSpan {
    /// Whether wildcards stand for whole levels, `#` for the last one (section 4.7.1).
    fileprivate var isTopicFilter: Bool {
        let slash = UInt8(ascii: "/")
        for index in 0..<byteCount {
            let isHash = byte(at: index) == UInt8(ascii: "#")
            guard isHash || byte(at: index) == UInt8(ascii: "+") else { continue }
            let begins = index == 0 || byte(at: index - 1) == slash
            let isLast = index == byteCount - 1
            let ends = isLast || !isHash && byte(at: index + 1) == slash
            guard begins, ends else { return false }
        }
        return true
    }
}
