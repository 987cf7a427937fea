internal import DissectAMQP091

/// One channel of a connection of ``AMQP091Broker``.
final class AMQP091BrokerChannel {
    private struct Delivery {
        var message: AMQP091Queue.Message
        var queue: AMQP091Queue
        var consumer: AMQP091BrokerConsumer?
    }

    private(set) var isOver = false
    private let number: UInt16
    private unowned let connection: AMQP091BrokerConnection
    /// Closed by us, and not yet by the client: what it says is passed over.
    private var isClosing = false
    private var confirms = false
    private var publishedCount: UInt64 = 0
    private var confirmedCount: UInt64 = 0
    private var prefetchCount = 0
    private var nextTag: UInt64 = 1
    private var unacknowledged: [UInt64: Delivery] = [:]
    private var oldest: UInt64 = 1
    private var consumed: [AMQP091Queue] = []
    private var assembly = AMQP091Assembly()
    private var lastQueue = ""

    init(_ number: UInt16, _ connection: AMQP091BrokerConnection) {
        self.number = number
        self.connection = connection
    }

    private var broker: AMQP091Broker { connection.broker }

    private func say(_ number: AMQP091MethodNumber) { say(AMQP091Call(number)) }

    private func say(_ call: AMQP091Call) { connection.say(call.frame(channel: number)) }

    private func say(_ content: AMQP091Content) {
        connection.say(
            content.bytes(channel: number, frameByteCountMax: connection.frameByteCountMax))
    }

    // MARK: - What comes

    func take(_ unit: AMQP091Unit) {
        guard !isClosing else {
            if case .method(let call, _) = unit { isOver = call.number == .channelCloseOk }
            return
        }
        switch unit {
        case .method(let call, _): take(call)
        case .header, .body:
            if let content = assembly.take(unit) { publish(content) }
            if assembly.isTooLong { refuse(311, "CONTENT_TOO_LARGE", .basicPublish) }
        case .protocolHeader, .heartbeat: break
        }
    }

    private func take(_ call: AMQP091Call) {
        switch call.number {
        case .basicPublish: assembly.begin(call)
        case .basicAck, .basicNack, .basicReject: settle(call)
        case .basicConsume: consume(call)
        case .basicCancel: cancel(call)
        case .basicGet: get(call)
        case .queueDeclare, .queueBind, .queueDelete, .queuePurge, .exchangeDeclare: define(call)
        case .basicQos:
            prefetchCount = Int(call[.prefetchCount].number)
            say(.basicQosOk)
        case .confirmSelect:
            confirms = true
            say(.confirmSelectOk)
        case .channelClose:
            leave()
            say(.channelCloseOk)
            isOver = true
        default:
            connection.close(540, "NOT_IMPLEMENTED - \(call.number)", call.number)
        }
    }

    /// Closes the channel: nothing else that the client said on it counts.
    private func refuse(_ code: UInt64, _ reason: String, _ number: AMQP091MethodNumber) {
        isClosing = true
        leave()
        say(
            AMQP091Call(
                .channelClose,
                [
                    .replyCode: .number(code), .replyText: .text(reason),
                    .classID: .number(UInt64(number.classID)),
                    .methodID: .number(UInt64(number.methodID)),
                ]))
    }

    /// What its consumers had not acknowledged goes back to the front of the queues.
    func leave() {
        for queue in consumed { queue.consumers.removeAll { $0.channel === self } }
        consumed = []
        for (_, delivery) in unacknowledged.sorted(by: { $0.key > $1.key }) {
            putBack(delivery)
        }
        unacknowledged = [:]
    }

    private func putBack(_ delivery: Delivery) {
        var message = delivery.message
        message.isRedelivered = true
        delivery.queue.messages.insert(message, at: 0)
        broker.touch(delivery.queue)
    }
}

// MARK: - Exchanges and queues

extension AMQP091BrokerChannel {
    private func define(_ call: AMQP091Call) {
        guard broker.hasRoom else {
            return connection.close(506, "RESOURCE_ERROR - no room for it", call.number)
        }
        switch call.number {
        case .queueDeclare: declareQueue(call)
        case .exchangeDeclare: declareExchange(call)
        case .queueBind:
            guard let queue = queue(call) else { return }
            guard hasExchange(call) else { return }
            broker.bind(
                AMQP091Binding(
                    queue: queue.name, exchange: call[.exchange].text, key: call[.bindingKey].text))
            say(.queueBindOk)
        case .queuePurge:
            guard let queue = queue(call) else { return }
            say(AMQP091Call(.queuePurgeOk, [.messageCount: .number(UInt64(queue.messages.count))]))
            broker.messageCount -= queue.messages.count
            queue.messages = []
        default:
            guard let queue = queue(call) else { return }
            say(AMQP091Call(.queueDeleteOk, [.messageCount: .number(UInt64(queue.messages.count))]))
            broker.delete(queue: queue.name)
        }
    }

    private func declareQueue(_ call: AMQP091Call) {
        let name = call[.queue].text.isEmpty ? broker.makeName() : call[.queue].text
        if let known = broker.queues[name] {
            if known.isExclusive, known.owner != connection.id {
                return refuse(
                    405, "RESOURCE_LOCKED - queue '\(name)' belongs to another connection",
                    call.number)
            }
            if !call[.passive].flag, let difference = known.difference(from: call) {
                return refuse(
                    406,
                    "PRECONDITION_FAILED - queue '\(name)' was declared with another "
                        + "'\(difference)'", call.number)
            }
        } else if call[.passive].flag {
            return refuse(404, "NOT_FOUND - no queue '\(name)' in vhost '/'", call.number)
        } else {
            broker.declare(queue: AMQP091Queue(call, name: name, owner: connection.id))
        }
        lastQueue = name
        let queue = broker.queues[name]
        say(
            AMQP091Call(
                .queueDeclareOk,
                [
                    .queue: .text(name),
                    .messageCount: .number(UInt64(queue?.messages.count ?? 0)),
                    .consumerCount: .number(UInt64(queue?.consumers.count ?? 0)),
                ]))
    }

    private func declareExchange(_ call: AMQP091Call) {
        let name = call[.exchange].text
        let wanted: AMQP091Broker.Exchange? =
            switch call[.type].text {
            case "direct": .direct
            case "fanout": .fanout
            default: nil
            }
        if call[.passive].flag {
            guard hasExchange(call) else { return }
        } else if let wanted {
            if let known = broker.exchanges[name], known != wanted {
                return refuse(
                    406, "PRECONDITION_FAILED - exchange '\(name)' is of another type",
                    call.number)
            }
            broker.declare(exchange: name, wanted)
        } else {
            return connection.close(
                503, "COMMAND_INVALID - unknown exchange type '\(call[.type].text)'", call.number)
        }
        say(.exchangeDeclareOk)
    }

    /// The queue that a method is about; it is refused if there is none.
    private func queue(_ call: AMQP091Call) -> AMQP091Queue? {
        let name = call[.queue].text.isEmpty ? lastQueue : call[.queue].text
        if let queue = broker.queues[name] { return queue }
        refuse(404, "NOT_FOUND - no queue '\(name)' in vhost '/'", call.number)
        return nil
    }

    private func hasExchange(_ call: AMQP091Call) -> Bool {
        let name = call[.exchange].text
        if broker.exchanges[name] != nil { return true }
        refuse(404, "NOT_FOUND - no exchange '\(name)' in vhost '/'", call.number)
        return false
    }
}

// MARK: - Messages

extension AMQP091BrokerChannel {
    private func publish(_ content: AMQP091Content) {
        let call = content.method
        guard hasExchange(call) else { return }
        let queues = broker.route(call[.exchange].text, call[.routingKey].text)
        guard broker.messageCount < AMQP091Broker.messageCountMax else {
            return connection.close(506, "RESOURCE_ERROR - the queues are full", call.number)
        }
        if queues.isEmpty, call[.mandatory].flag {
            say(
                content.brought(
                    by: AMQP091Call(
                        .basicReturn,
                        [
                            .replyCode: 312, .replyText: "NO_ROUTE", .exchange: call[.exchange],
                            .routingKey: call[.routingKey],
                        ])))
        }
        broker.messageCount += queues.count
        for queue in queues {
            queue.messages.append(AMQP091Queue.Message(content: content))
            broker.touch(queue)
        }
        publishedCount += 1
    }

    /// Confirms all that was published since the last time.
    func confirm() {
        guard confirms, !isClosing, confirmedCount < publishedCount else { return }
        let isOne = publishedCount == confirmedCount + 1
        confirmedCount = publishedCount
        say(
            AMQP091Call(
                .basicAck,
                [.deliveryTag: .number(publishedCount), .multiple: .flag(!isOne)]))
    }

    private func consume(_ call: AMQP091Call) {
        guard let queue = queue(call) else { return }
        guard queue.consumers.count < AMQP091Queue.consumerCountMax else {
            return refuse(506, "RESOURCE_ERROR - no more consumers", call.number)
        }
        let tag =
            call[.consumerTag].text.isEmpty
            ? "amq.ctag-\(nextTag)-\(number)" : call[.consumerTag].text
        queue.consumers.append(
            AMQP091BrokerConsumer(
                tag, acknowledges: !call[.noAck].flag, prefetchCount: prefetchCount, self))
        consumed.append(queue)
        broker.touch(queue)
        say(AMQP091Call(.basicConsumeOk, [.consumerTag: .text(tag)]))
    }

    private func cancel(_ call: AMQP091Call) {
        let tag = call[.consumerTag].text
        for queue in consumed {
            queue.consumers.removeAll { $0.channel === self && $0.tag == tag }
            if queue.isAutoDeleted, queue.consumers.isEmpty { broker.delete(queue: queue.name) }
        }
        say(AMQP091Call(.basicCancelOk, [.consumerTag: .text(tag)]))
    }

    func deliver(
        _ message: AMQP091Queue.Message, from queue: AMQP091Queue,
        to consumer: AMQP091BrokerConsumer
    ) {
        let tag = hand(message, from: queue, to: consumer, keeps: consumer.acknowledges)
        say(
            message.content.brought(
                by: AMQP091Call(
                    .basicDeliver,
                    [
                        .consumerTag: .text(consumer.tag), .deliveryTag: .number(tag),
                        .redelivered: .flag(message.isRedelivered),
                        .exchange: message.content.method[.exchange],
                        .routingKey: message.content.method[.routingKey],
                    ])))
    }

    private func get(_ call: AMQP091Call) {
        guard let queue = queue(call) else { return }
        guard !queue.messages.isEmpty else { return say(.basicGetEmpty) }
        let message = queue.messages.removeFirst()
        let tag = hand(message, from: queue, to: nil, keeps: !call[.noAck].flag)
        say(
            message.content.brought(
                by: AMQP091Call(
                    .basicGetOk,
                    [
                        .deliveryTag: .number(tag), .redelivered: .flag(message.isRedelivered),
                        .exchange: message.content.method[.exchange],
                        .routingKey: message.content.method[.routingKey],
                        .messageCount: .number(UInt64(queue.messages.count)),
                    ])))
    }

    /// - Returns: the tag by which the client knows the message.
    private func hand(
        _ message: AMQP091Queue.Message, from queue: AMQP091Queue,
        to consumer: AMQP091BrokerConsumer?, keeps: Bool
    ) -> UInt64 {
        let tag = nextTag
        nextTag += 1
        if keeps {
            consumer?.unacknowledgedCount += 1
            unacknowledged[tag] = Delivery(message: message, queue: queue, consumer: consumer)
        } else {
            broker.messageCount -= 1
        }
        return tag
    }

    private func settle(_ call: AMQP091Call) {
        let isMultiple = call.number != .basicReject && call[.multiple].flag
        // 0 is for all that there are.
        let isAll = isMultiple && call[.deliveryTag].number == 0
        let last = isAll ? nextTag - 1 : call[.deliveryTag].number
        guard last < nextTag, unacknowledged[last] != nil || isMultiple else {
            return refuse(406, "PRECONDITION_FAILED - unknown delivery tag \(last)", call.number)
        }
        let comesBack = call.number != .basicAck && call[.requeue].flag
        for tag in (isMultiple ? min(oldest, last) : last)...last {
            guard let delivery = unacknowledged.removeValue(forKey: tag) else { continue }
            delivery.consumer?.unacknowledgedCount -= 1
            broker.touch(delivery.queue)
            if comesBack { putBack(delivery) } else { broker.messageCount -= 1 }
        }
        if isMultiple { oldest = max(oldest, last + 1) }
    }
}
