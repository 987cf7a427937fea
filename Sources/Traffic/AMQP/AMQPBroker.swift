internal import DissectAMQP

/// The server half of the plays in AMQP 1.0: queues by name, with credit in both directions.
///
/// It answers every flow of a receiver with one of its own, settles in batches, and writes all that
/// the specification lets an end leave out at the end of a list, as RabbitMQ does.
final class AMQPBroker: Peer {
    struct Rules {
        /// Who is let in, with which password; `nil`: everybody.
        var users: [String: String]?
        /// The queues that there are; `nil`: each as it is asked for.
        var queues: Set<String>?
        /// The largest frame that it accepts, and says so.
        var frameByteCountMax = AMQPUnit.byteCountMax
        /// How many messages a sender may send before it is granted more.
        var credit: UInt32 = 65_536
        /// How long it takes over what it does, in seconds; `nil`: it does everything at once.
        var pace: Pace?
    }

    /// Two hands: one settles batches, one gives out messages.
    struct Pace {
        var settling = 0.00004
        var firstDelivery = 0.0001
        var delivery = 0.00003
    }

    /// Messages settled with one disposition.
    static var batchCountMax: Int { 8 }
    /// Messages that wait in all queues together.
    static var messageCountMax: Int { 1 << 20 }
    static var queueCountMax: Int { 65_536 }

    private static let settling = TimerID(1)
    private static let delivering = TimerID(2)

    let rules: Rules
    private let port: UInt16
    private var connections: [ConnectionID: AMQPBrokerConnection] = [:]
    private var queues: [String: AMQPQueue] = [:]
    /// Queues that may have messages to give out, once all is read that has come.
    private var touched: [AMQPQueue] = []
    private var messageCount = 0
    private var isSettling = false
    private var isDelivering = false

    init(port: UInt16, _ rules: Rules = Rules()) {
        self.port = port
        self.rules = rules
    }

    // MARK: - What happens

    func start(_ actions: PeerActions) { actions.listen(port) }

    func connected(_ connection: ConnectionID, _ route: Route, _ actions: PeerActions) {
        connections[connection] = AMQPBrokerConnection(connection, rules)
    }

    func received(_ bytes: [UInt8], on connection: ConnectionID, _ actions: PeerActions) {
        guard let end = connections[connection] else { return }
        for event in end.read(bytes) { handle(event, of: end, actions) }
        goOn(end, actions)
        end.flush(actions)
        if end.isOver { actions.close(connection) }
    }

    func closed(_ connection: ConnectionID, _ end: ConnectionEnd, _ actions: PeerActions) {
        if end == .finished { actions.close(connection) }
        guard let gone = connections.removeValue(forKey: connection) else { return }
        for link in gone.links { leave(link) }
        goOn(nil, actions)
    }

    func fired(_ timer: TimerID, _ actions: PeerActions) {
        if timer == Self.settling { settleSome(actions) } else { deliverOne(actions) }
    }

    private func handle(
        _ event: AMQPBrokerConnection.Event, of end: AMQPBrokerConnection, _ actions: PeerActions
    ) {
        switch event {
        case .attached(let link):
            guard queues.count < Self.queueCountMax else {
                return end.close("amqp:resource-limit-exceeded", "no more queues")
            }
            if !link.isFromClient { queue(link.address).consumers.append(link) }
        case .detached(let link): leave(link)
        case .published(let message, let link): publish(message, link)
        case .granted(let link):
            if link.isFromClient { return }
            end.answer(flow: link, available: queue(link.address).messages.count)
            end.flush(actions)
            while deliver(queue(link.address), to: link) {}
        case .judged(let message, let outcome, let link): judge(message, outcome, link)
        }
    }

    // MARK: - Queues

    private func queue(_ name: String) -> AMQPQueue {
        if let known = queues[name] { return known }
        let made = AMQPQueue()
        queues[name] = made
        return made
    }

    private func publish(_ message: AMQPQueue.Message, _ link: AMQPBrokerLink) {
        guard messageCount < Self.messageCountMax else {
            link.connection?.close("amqp:resource-limit-exceeded", "the queues are full")
            return
        }
        messageCount += 1
        let queue = queue(link.address)
        queue.messages.append(message)
        touch(queue)
    }

    /// Something has changed that may let messages of a queue go.
    private func touch(_ queue: AMQPQueue) {
        if !touched.contains(where: { $0 === queue }) { touched.append(queue) }
    }

    private func leave(_ link: AMQPBrokerLink) {
        guard !link.isFromClient else { return }
        let queue = queue(link.address)
        queue.consumers.removeAll { $0 === link }
        for message in link.takeUnsettled() { queue.putBack(message) }
        touch(queue)
    }

    /// What becomes of a message that was delivered (part 3, section 3.4).
    private func judge(
        _ message: AMQPQueue.Message, _ outcome: AMQPRecord, _ link: AMQPBrokerLink
    ) {
        var message = message
        switch outcome.type {
        case .released: break
        case .modified:
            if outcome[.deliveryFailed].flag == true { message.failureCount += 1 }
            if outcome[.undeliverableHere].flag == true { message.refusals.append(link.number) }
        default:
            messageCount -= 1
            return
        }
        let queue = queue(link.address)
        queue.putBack(message)
        touch(queue)
    }
}

// MARK: - At its pace, or at once

extension AMQPBroker {
    /// After something was heard: settles what a client has sent, and gives out messages.
    private func goOn(_ end: AMQPBrokerConnection?, _ actions: PeerActions) {
        defer { touched = [] }
        guard let pace = rules.pace else {
            while end?.settle(.max) ?? false {}
            for queue in touched { deliverAll(queue, actions) }
            return
        }
        if end?.hasUnsettled ?? false, !isSettling {
            isSettling = true
            actions.fire(Self.settling, after: pace.settling)
        }
        if !touched.isEmpty { scheduleDelivery(pace.firstDelivery, actions) }
    }

    private func settleSome(_ actions: PeerActions) {
        isSettling = false
        for end in inOrder where end.settle(Self.batchCountMax) {
            end.flush(actions)
            isSettling = true
            return actions.fire(Self.settling, after: rules.pace?.settling ?? 0)
        }
    }

    private func deliverOne(_ actions: PeerActions) {
        isDelivering = false
        for queue in queues.sorted(by: { $0.key < $1.key }).map(\.value) {
            guard let consumer = queue.nextConsumer, deliver(queue, to: consumer) else { continue }
            consumer.connection?.flush(actions)
            return scheduleDelivery(rules.pace?.delivery ?? 0, actions)
        }
    }

    private func scheduleDelivery(_ seconds: Double, _ actions: PeerActions) {
        guard !isDelivering else { return }
        isDelivering = true
        actions.fire(Self.delivering, after: seconds)
    }

    private func deliverAll(_ queue: AMQPQueue, _ actions: PeerActions) {
        while let consumer = queue.nextConsumer, deliver(queue, to: consumer) {}
        for consumer in queue.consumers { consumer.connection?.flush(actions) }
    }

    /// Gives a consumer the next message of a queue.  False: there is none for it, or no credit.
    private func deliver(_ queue: AMQPQueue, to link: AMQPBrokerLink) -> Bool {
        guard link.credit > 0, let message = queue.take(for: link) else { return false }
        link.connection?.transfer(message, over: link)
        return true
    }

    private var inOrder: [AMQPBrokerConnection] {
        connections.sorted { $0.key.number < $1.key.number }.map(\.value)
    }
}
