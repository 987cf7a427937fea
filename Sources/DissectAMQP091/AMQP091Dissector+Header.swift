internal import Bytes
internal import Dissection

extension AMQP091Dissector {
    /// The protocol header (section 4.2.2).  The client's is the first that it sends; a server
    /// sends one when it does not speak the client's version.
    @inline(never)
    mutating func readProtocolHeader(
        _ input: inout ByteCursor, _ head: AMQP091FrameHeader, from start: Int,
        _ delivery: Delivery, into message: inout Message
    ) throws(ParseError) -> Step {
        // The bytes of a frame's header stand for these: type, channel and length.
        let name =
            UInt32(head.type) << 24 | UInt32(head.channel) << 8
            | UInt32(truncatingIfNeeded: head.payloadCount >> 24)
        guard name == AMQP091ProtocolHeader.name else {
            throw .malformed(.notAMQP, offset: start)
        }
        guard !input.isAtEnd else {
            return .needMore(byteCount: AMQP091ProtocolHeader.byteCount)
        }
        let last = try input.readUInt8()
        let header = AMQP091ProtocolHeader(
            UInt32(truncatingIfNeeded: head.payloadCount) << 8 | UInt32(last))
        let place = StreamRange(offset: start, count: AMQP091ProtocolHeader.byteCount)
        session.begin(header, from: delivery.sender)
        message.type = MessageType(UInt16(UInt8(ascii: "A")))
        if message.depth == .counts { return .message }
        rows.take(&message)
        if message.wantsSummary { append(header, to: &message) }
        if message.depth >= .fields { addFields(header, start, &message) }
        note(header, place, delivery.sender, &message)
        return .message
    }

    private func append(_ header: AMQP091ProtocolHeader, to message: inout Message) {
        switch header.version {
        case .v091: message.info.append("Protocol-Header 0-9-1 ")
        case .v10:
            message.info.append("Protocol-Header")
            if header.bytes >> 24 == 2 { message.info.append("(TLS)") }
            message.info.append(" 1-0-0 ")
        case .v010: message.info.append("Protocol-Header 0-10 ")
        case .v08, .v09, .unknown:
            // tshark's words; the version is right only in 0-9-1 and 1.0.
            message.info.append("AMQP (unknown version)")
            guard message.isRich else { return }
            for shift: UInt32 in [24, 16, 8, 0] {
                message.info.append(shift == 24 ? " " : "-")
                message.info.append(decimal: UInt64(header.bytes >> shift & 0xFF))
            }
        }
    }

    private func addFields(
        _ header: AMQP091ProtocolHeader, _ start: Int, _ message: inout Message
    ) {
        let bytes = (0..<4).map { Int(header.bytes >> UInt32(24 - 8 * $0) & 0xFF) }
        message.add(AMQP091Field.amqp.id, .present)
        message.add(.initProtocol, text: StreamRange(offset: start, count: 4))
        switch header.version {
        case .v08, .v09, .v010:
            message.add(.initIDMajor, bytes[0])
            message.add(.initIDMinor, bytes[1])
            message.add(.initVersionMajor, bytes[2])
            message.add(.initVersionMinor, bytes[3])
        case .v091, .v10, .unknown:
            message.add(.initID, bytes[0])
            message.add(.initVersionMajor, bytes[1])
            message.add(.initVersionMinor, bytes[2])
            message.add(.initVersionRevision, bytes[3])
        }
    }

    private func note(
        _ header: AMQP091ProtocolHeader, _ place: StreamRange, _ sender: Endpoint,
        _ message: inout Message
    ) {
        let number = Note.Detail.number(UInt64(header.bytes))
        if sender == .server {
            message.notes.append(Note("amqp.version-refused", .warning, at: place, number))
        } else if header.version != .v091 {
            message.notes.append(Note("amqp.version-other", .warning, at: place, number))
        }
    }
}
