internal import Bytes
internal import Dissection

extension MQTTDissector {
    /// Reads a packet's body, and has the session look at what it says.
    mutating func read(
        _ body: inout ByteCursor, _ packet: MQTTPacketContext, into message: inout Message
    ) {
        var facts = MQTTFacts()
        let header = packet.header
        if message.wantsSummary { message.beginSummary(header.type.title) }
        if session.version == .unknown, header.type != .connect {
            session.guessVersion(header, body)
            noteUnknownVersion(packet, &message)
        }
        if message.depth >= .fields { Self.addHeader(header, session.version, to: &message) }
        do throws(ParseError) {
            try readBody(&body, packet, &facts, into: &message)
            // Cut between two of its parts.
            if packet.isCut { throw .truncated(needed: 1, available: 0, offset: body.offset) }
            if !body.isAtEnd, message.body == nil {
                let rest = StreamRange(offset: body.offset, count: body.remaining)
                message.notes.append(Note("mqtt.trailing-bytes", .warning, at: rest))
            }
        } catch {
            if message.wantsSummary {
                message.info.append(
                    packet.isCut ? message.cutWords : "[Malformed Packet]")
            }
            message.notes.append(
                packet.isCut
                    ? Note("mqtt.cut-short", error, .cutShort) : Note("mqtt.malformed", error))
        }
        if message.wantsNotes {
            session.observe(packet, facts, &message.notes)
        }
    }

    @inline(__always)
    private mutating func readBody(
        _ body: inout ByteCursor, _ packet: MQTTPacketContext, _ facts: inout MQTTFacts,
        into message: inout Message
    ) throws(ParseError) {
        switch packet.header.type {
        case .publish: try readPublish(&body, packet, &facts, into: &message)
        case .puback, .pubrec, .pubrel, .pubcomp:
            try readAcknowledgment(&body, packet, &facts, into: &message)
        case .connect: try readConnect(&body, packet, &facts, into: &message)
        case .connack: try readConnack(&body, packet, &facts, into: &message)
        case .subscribe: try readSubscribe(&body, packet, &facts, into: &message)
        case .unsubscribe: try readUnsubscribe(&body, packet, &facts, into: &message)
        case .suback, .unsuback: try readResults(&body, packet, &facts, into: &message)
        case .disconnect, .auth: try readClosing(&body, packet, &facts, into: &message)
        case .pingreq, .pingresp, .reserved: break
        }
    }

    private static func addHeader(
        _ header: MQTTFixedHeader, _ version: MQTTVersion, to message: inout Message
    ) {
        let type = header.type
        message.add(MQTTField.mqtt.id, .present)
        message.add(.hdrflags, Int(type.rawValue << 4 | header.flags))
        message.add(.msgtype, Int(type.rawValue))
        let isMarked = type == .pubrel || type == .subscribe || type == .unsubscribe
        if type == .publish || version == .v31 && isMarked {
            message.add(.dupflag, header.isDuplicate)
            message.add(.qos, Int(header.qos))
            if type == .publish {
                message.add(.retain, header.isRetained)
            } else {
                message.add(.retainReserved, Int(header.flags & 1))
            }
        } else {
            message.add(.hdrReserved, Int(header.flags))
        }
        message.add(.len, header.remainingLength)
    }

    private func noteUnknownVersion(_ packet: MQTTPacketContext, _ message: inout Message) {
        if message.depth >= .fields { message.add(MQTTField.unknownVersion.id, .present) }
        message.notes.append(
            Note("mqtt.version-unknown", .info, .expert, at: packet.place))
        guard session.hasGuessed else { return }
        message.notes.append(
            Note(
                "mqtt.version-guessed", .info, at: packet.place,
                .number(UInt64(session.guess.level))))
    }

    /// Reads the number of a packet that will be, or is, acknowledged.
    @inline(__always)
    static func readPacketID(
        _ body: inout ByteCursor, _ facts: inout MQTTFacts, into message: inout Message
    ) throws(ParseError) {
        let id: UInt16 = try body.readBigEndian()
        facts.packetID = id
        if message.wantsSummary {
            var text = message.info.writer(room: 16)
            text.append(" (id=")
            text.append(decimal: id)
            text.append(")")
            message.info.commit(text.count)
        }
        message.add(.msgid, Int(id))
    }
}

extension Message {
    /// Adds a number if fields are wanted.
    @inline(__always)
    mutating func add(_ field: MQTTField, _ number: Int) {
        if depth >= .fields { add(field.id, .number(UInt64(truncatingIfNeeded: number))) }
    }

    @inline(__always)
    mutating func add(_ field: MQTTField, _ flag: Bool) {
        if depth >= .fields { add(field.id, .flag(flag)) }
    }

    @inline(__always)
    mutating func add(_ field: MQTTField, text range: StreamRange) {
        if depth >= .fields { add(field.id, .text(range)) }
    }

    @inline(__always)
    mutating func add(_ field: MQTTField, bytes range: StreamRange) {
        if depth >= .fields { add(field.id, .bytes(range)) }
    }
}
