internal import Bytes
internal import Dissection

extension AMQP091Dissector {
    /// Reads a frame's payload, and has the session look at what it says.
    mutating func read(
        _ payload: consuming ByteCursor, _ frame: AMQP091FrameContext, into message: inout Message
    ) {
        var input = payload
        if message.depth >= .fields { addHeader(frame.header, &message) }
        do throws(ParseError) {
            switch frame.header.kind {
            case .method: try readMethod(&input, frame, into: &message)
            case .header: try readContentHeader(&input, frame, into: &message)
            case .body: try readBody(&input, frame, into: &message)
            case .heartbeat:
                if message.wantsSummary { message.info.append("Heartbeat ") }
                if frame.header.channel != 0 {
                    message.notes.append(Note("amqp.heartbeat-channel", .error, at: frame.place))
                }
            case nil: noteUnknownType(frame, &message)
            }
        } catch {
            if message.wantsSummary {
                message.info.append(frame.isCut ? message.cutWords : "[Malformed Packet]")
            }
            message.notes.append(
                frame.isCut
                    ? Note("amqp.cut-short", error, .cutShort) : Note("amqp.malformed", error))
        }
        if message.isRich, message.wantsSummary, frame.header.channel > 0 {
            message.appendRich("ch=", UInt64(frame.header.channel))
        }
        // Nobody sees notes of a plain list.
        if message.wantsNotes { check(frame, &message) }
    }

    private func addHeader(_ header: AMQP091FrameHeader, _ message: inout Message) {
        message.add(AMQP091Field.amqp.id, .present)
        message.add(.type, Int(header.type))
        message.add(.channel, Int(header.channel))
        message.add(.length, header.payloadCount)
    }

    private func noteUnknownType(_ frame: AMQP091FrameContext, _ message: inout Message) {
        if message.depth >= .fields { message.add(AMQP091Field.unknownFrameType.id, .present) }
        message.notes.append(
            Note("amqp.frame-type", .error, at: frame.place, .number(UInt64(frame.header.type))))
    }

    /// What is wrong with a frame as such.
    private func check(_ frame: AMQP091FrameContext, _ message: inout Message) {
        if frame.end != AMQP091FrameHeader.end {
            message.add(.frameEnd, Int(frame.end))
            let end = StreamRange(offset: frame.place.end - 1, count: 1)
            message.notes.append(
                Note("amqp.frame-end", .error, at: end, .number(UInt64(frame.end))))
        }
        if !session.permits(frame.place.count) {
            message.notes.append(
                Note(
                    "amqp.frame-too-large", .error, at: frame.place,
                    .number(UInt64(frame.place.count))))
        }
        if session.channelMax > 0, frame.header.channel > session.channelMax {
            message.notes.append(
                Note(
                    "amqp.channel-over-maximum", .error, at: frame.place,
                    .number(UInt64(frame.header.channel))))
        }
    }
}

extension Message {
    /// Adds a number if fields are wanted.
    @inline(__always)
    mutating func add(_ field: AMQP091Field, _ number: Int) {
        if depth >= .fields { add(field.id, .number(UInt64(truncatingIfNeeded: number))) }
    }

    @inline(__always)
    mutating func add(_ field: AMQP091Field, long number: UInt64) {
        if depth >= .fields { add(field.id, .number(number)) }
    }

    @inline(__always)
    mutating func add(_ field: AMQP091Field, _ flag: Bool) {
        if depth >= .fields { add(field.id, .flag(flag)) }
    }

    @inline(__always)
    mutating func add(_ field: AMQP091Field, text range: StreamRange) {
        if depth >= .fields { add(field.id, .text(range)) }
    }

    @inline(__always)
    mutating func add(_ field: AMQP091Field, bytes range: StreamRange) {
        if depth >= .fields { add(field.id, .bytes(range)) }
    }
}
