internal import Bytes
internal import Dissection

// MARK: - Messages and their acknowledgements

extension AMQP091Session {
    /// The number of a message that is published: what its confirmation will name.
    mutating func countPublish(_ frame: AMQP091FrameContext, kept: OpenCount) -> UInt64? {
        guard frame.sender == .client, let channel = channel(frame.header.channel, kept: kept)
        else { return nil }
        channel.publishCount += 1
        return channel.publishCount
    }

    func observePublish(
        _ channel: AMQP091Channel, _ frame: AMQP091FrameContext, _ message: inout Message
    ) {
        channel[frame.sender].begin(AMQP091Class.basic, packet: message.packetNumber)
        guard channel.hasConfirms, frame.sender == .client else { return }
        take(channel.publishes.add(channel.publishCount, packet: message.packetNumber), &message)
        message.add(.unsettledCount, channel.publishes.openCount)
    }

    private func take(_ arrival: AMQP091Outstanding.Arrival, _ message: inout Message) {
        guard message.depth >= .fields, case .acknowledged(let packet) = arrival else { return }
        message.add(.ackIn, packet)
    }

    func observeDelivery(
        _ facts: AMQP091MethodFacts, _ payload: borrowing ByteCursor, _ channel: AMQP091Channel,
        _ frame: AMQP091FrameContext, _ message: inout Message
    ) {
        let consumer = channel.consumers.find(payload.part(facts.consumerTag))
        if let consumer {
            if message.depth >= .fields {
                let range = StreamRange(
                    offset: message.decoded.count, count: consumer.queue.count)
                message.decoded += consumer.queue
                message.add(AMQP091Field.consumerQueue.id, .decoded(range))
            }
        } else if !channel.consumers.isIncomplete {
            message.notes.append(Note("amqp.consumer-unknown", .warning, at: facts.consumerTag))
        }
        deliver(
            facts.deliveryTag, isUnacknowledged: consumer?.isUnacknowledged ?? false, channel,
            frame, &message)
    }

    func deliver(
        _ tag: UInt64, isUnacknowledged: Bool, _ channel: AMQP091Channel,
        _ frame: AMQP091FrameContext, _ message: inout Message
    ) {
        channel[frame.sender].begin(AMQP091Class.basic, packet: message.packetNumber)
        guard frame.sender == .server else { return }
        if isUnacknowledged { return channel.deliveries.pass(tag) }
        let arrival = channel.deliveries.add(tag, packet: message.packetNumber)
        take(arrival, &message)
        if arrival == .outOfOrder {
            message.notes.append(
                Note("amqp.delivery-tag-order", .warning, at: frame.place, .number(tag)))
        }
        message.add(.unsettledCount, channel.deliveries.openCount)
    }

    /// An acknowledgement of either end, or its opposite.
    func settle(
        _ facts: AMQP091MethodFacts, _ channel: AMQP091Channel, _ frame: AMQP091FrameContext,
        _ message: inout Message
    ) {
        let isFound: Bool
        if frame.sender == .client {
            isFound = settle(facts, &channel.deliveries, &message)
        } else {
            isFound = settle(facts, &channel.publishes, &message)
        }
        let hasForgotten =
            frame.sender == .client
            ? channel.deliveries.hasForgotten : channel.publishes.hasForgotten
        guard !isFound, channel.isWhole, !hasForgotten else { return }
        message.notes.append(
            Note(
                "amqp.delivery-tag-unknown", .warning, at: frame.place,
                .number(facts.deliveryTag)))
    }

    private func settle(
        _ facts: AMQP091MethodFacts, _ waiting: inout AMQP091Outstanding,
        _ message: inout Message
    ) -> Bool {
        var count = 0
        let isFound = waiting.settle(
            facts.deliveryTag, isMultiple: facts.isMultiple, packet: message.packetNumber
        ) { packet in
            count += 1
            message.add(.messageIn, packet)
        }
        message.add(.settledCount, count)
        message.add(.unsettledCount, waiting.openCount)
        if message.isRich, message.wantsSummary {
            message.appendRich("settled=", UInt64(count))
            message.appendRich("unsettled=", UInt64(waiting.openCount))
        }
        return isFound
    }
}

// MARK: - Contents

extension AMQP091Session {
    /// A method, or whatever is no body, while a body has not ended.
    func checkContent(
        _ channel: AMQP091Channel, _ frame: AMQP091FrameContext, _ message: inout Message
    ) {
        guard channel[frame.sender].phase != .none else { return }
        message.notes.append(Note("amqp.content-incomplete", .warning, at: frame.place))
        channel[frame.sender].end()
    }

    mutating func beginBody(
        _ classID: UInt16, _ bodySize: UInt64, _ weight: UInt16, _ frame: AMQP091FrameContext,
        _ message: inout Message
    ) {
        if weight != 0 {
            message.notes.append(
                Note("amqp.weight", .warning, at: frame.place, .number(UInt64(weight))))
        }
        guard let channel = channel(frame, &message) else { return }
        let phase = channel[frame.sender].phase
        if phase == .body { checkContent(channel, frame, &message) }
        if phase != .header, channel.isWhole {
            message.notes.append(Note("amqp.content-without-method", .error, at: frame.place))
        }
        if phase == .header, channel[frame.sender].classID != classID {
            message.notes.append(
                Note("amqp.content-class", .error, at: frame.place, .number(UInt64(classID))))
        }
        channel[frame.sender].beginBody(bodySize, packet: message.packetNumber)
        if channel[frame.sender].methodPacket > 0 {
            message.add(.contentMethodIn, channel[frame.sender].methodPacket)
        }
    }

    mutating func observeBody(
        _ payload: RawSpan, _ frame: AMQP091FrameContext, _ message: inout Message
    ) -> AMQP091BodyPart {
        guard let channel = channel(frame, &message) else { return .whole }
        guard channel[frame.sender].phase == .body else {
            if channel.isWhole, frame.header.payloadCount > 0 {
                message.notes.append(Note("amqp.body-without-header", .error, at: frame.place))
            }
            return .whole
        }
        var part = AMQP091BodyPart.other
        channel[frame.sender].add(
            payload, count: frame.header.payloadCount, keeps: message.depth >= .fields)
        if message.depth >= .fields { part = addContent(channel[frame.sender], &message) }
        let content = channel[frame.sender]
        guard content.isComplete else { return part }
        if content.frameCount == 1 { part = .whole }
        if content.received > content.bodySize {
            message.notes.append(
                Note("amqp.body-too-long", .error, at: frame.place, .number(content.received)))
        }
        channel[frame.sender].end()
        return part
    }

    /// Where the message began that the frame is a part of, and all of its body if this is the end.
    private func addContent(
        _ content: AMQP091Content, _ message: inout Message
    ) -> AMQP091BodyPart {
        if content.methodPacket > 0 { message.add(.contentMethodIn, content.methodPacket) }
        message.add(.contentHeaderIn, content.headerPacket)
        message.add(.contentBodyFrame, content.frameCount)
        message.add(.contentReceived, long: content.received)
        guard content.isComplete, content.frameCount > 1, content.isKept else { return .other }
        let range = StreamRange(offset: message.decoded.count, count: content.kept.count)
        message.decoded += content.kept
        message.add(AMQP091Field.contentData.id, .decoded(range))
        return .last(range)
    }
}

/// What a frame brings of a body.
enum AMQP091BodyPart: BitwiseCopyable {
    case whole
    /// The end of a body in several frames, all of which is decoded text of the message.
    case last(StreamRange)
    /// One of several, or one of a body that is not kept.
    case other
}
