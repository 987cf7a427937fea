internal import Bytes
internal import Dissection

extension AMQP091Session {
    /// Takes over what a method says.
    ///
    /// - Parameters:
    ///   - payload: its arguments.
    mutating func observe(
        _ facts: AMQP091MethodFacts, _ payload: borrowing ByteCursor,
        _ frame: AMQP091FrameContext, _ message: inout Message
    ) {
        checkMethod(facts, frame, &message)
        if facts.classID == AMQP091Class.connection {
            return observeConnection(facts, frame, &message)
        }
        if facts.number == 20 << 16 | 10 { return open(frame, &message) }
        guard frame.header.channel > 0, let channel = channel(frame, &message) else { return }
        checkContent(channel, frame, &message)
        switch facts.classID {
        case AMQP091Class.channel: observeChannel(facts, frame, &message)
        case AMQP091Class.basic: observeBasic(facts, payload, channel, frame, &message)
        case AMQP091Class.confirm where facts.methodID == 10:
            channel.hasConfirms = true
            channel.publishCount = 0
            channel.publishes.restart()
        default: break
        }
    }

    /// The same of a method whose arguments could not be read.
    mutating func observeUnreadable(_ frame: AMQP091FrameContext, _ message: inout Message) {
        guard frame.header.channel > 0, let channel = channel(frame, &message) else { return }
        channel.loseTrack(of: frame.sender)
    }

    private mutating func observeConnection(
        _ facts: AMQP091MethodFacts, _ frame: AMQP091FrameContext, _ message: inout Message
    ) {
        switch facts.methodID {
        case 31: tune(facts)
        case 50: noteReply(facts, .connectionError, frame, &message)
        case 51: closeAll()
        default: break
        }
    }

    private mutating func observeChannel(
        _ facts: AMQP091MethodFacts, _ frame: AMQP091FrameContext, _ message: inout Message
    ) {
        switch facts.methodID {
        case 40: noteReply(facts, .channelError, frame, &message)
        case 41: close(frame.header.channel)
        default: break
        }
    }

    /// Reply codes below this are no failures.
    private static var failureCodeMin: UInt16 { 300 }

    /// What tshark's expert says of failures.
    private func noteReply(
        _ facts: AMQP091MethodFacts, _ field: AMQP091Field, _ frame: AMQP091FrameContext,
        _ message: inout Message
    ) {
        guard facts.replyCode >= Self.failureCodeMin else { return }
        if message.depth >= .fields { message.add(field.id, .present) }
        let (rule, words): (StaticString, StaticString) =
            switch field {
            case .connectionError: ("amqp.connection-error", "Connection error")
            case .channelError: ("amqp.channel-error", "Channel error")
            default: ("amqp.undeliverable", "Message was not delivered")
            }
        message.notes.append(
            Note(rule, .warning, .expert, at: frame.place, .words(Note.Words(words))))
    }

    private func observeBasic(
        _ facts: AMQP091MethodFacts, _ payload: borrowing ByteCursor, _ channel: AMQP091Channel,
        _ frame: AMQP091FrameContext, _ message: inout Message
    ) {
        switch facts.methodID {
        case 20:
            channel.consumers.ask(
                payload.part(facts.consumerTag), payload.part(facts.queue),
                isUnacknowledged: facts.isUnacknowledged, isNowait: facts.isNowait)
        case 21: channel.consumers.confirm(payload.part(facts.consumerTag))
        case 30 where facts.isNowait || frame.sender == .server, 31:
            channel.consumers.cancel(payload.part(facts.consumerTag))
        case 40: observePublish(channel, frame, &message)
        case 50:
            noteReply(facts, .undeliverable, frame, &message)
            channel[frame.sender].begin(facts.classID, packet: message.packetNumber)
        case 60: observeDelivery(facts, payload, channel, frame, &message)
        case 70: channel.ask(isUnacknowledged: facts.isUnacknowledged)
        case 71:
            deliver(
                facts.deliveryTag, isUnacknowledged: channel.answer(), channel, frame, &message)
        case 72: _ = channel.answer()
        case 80, 90, 120: settle(facts, channel, frame, &message)
        // All that was not acknowledged is sent again, under new numbers.
        case 100, 111: channel.deliveries.removeAll()
        default: break
        }
    }
}

extension ByteCursor {
    /// Bytes behind the cursor, none if they are not there.
    @_lifetime(copy self)
    func part(_ range: StreamRange) -> RawSpan {
        var input = self
        guard (try? input.skip(range.offset - offset)) != nil, range.count <= input.remaining,
            let part = try? input.readSpan(count: range.count)
        else { return RawSpan() }
        return part
    }
}
