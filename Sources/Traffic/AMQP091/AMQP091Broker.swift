internal import DissectAMQP091

/// The server half of the plays in AMQP 0-9-1: exchanges, queues, consumers and confirmations, and
/// the refusals that a client can provoke.
final class AMQP091Broker: Peer {
    struct Rules {
        /// Who is let in, with which password; `nil`: everybody.
        var users: [String: String]?
        /// What it proposes, and keeps to.
        var frameByteCountMax = AMQP091Unit.byteCountMax
    }

    enum Exchange { case direct, fanout }

    /// Messages that wait in all queues together.
    static var messageCountMax: Int { 1 << 20 }
    /// Queues, exchanges and bindings, each.
    static var definitionCountMax: Int { 65_536 }

    let rules: Rules
    private let port: UInt16
    private var connections: [ConnectionID: AMQP091BrokerConnection] = [:]
    private(set) var exchanges: [String: Exchange] = [
        "": .direct, "amq.direct": .direct, "amq.fanout": .fanout,
    ]
    private(set) var queues: [String: AMQP091Queue] = [:]
    /// The queues in the order in which they were declared.
    private var queuesInOrder: [AMQP091Queue] = []
    private var bindings: [AMQP091Binding] = []
    private var madeCount = 0
    private var touched: [AMQP091Queue] = []
    private var spoken: [AMQP091BrokerConnection] = []
    var messageCount = 0

    init(port: UInt16, _ rules: Rules = Rules()) {
        self.port = port
        self.rules = rules
    }

    // MARK: - What happens

    func start(_ actions: PeerActions) { actions.listen(port) }

    func connected(_ connection: ConnectionID, _ route: Route, _ actions: PeerActions) {
        connections[connection] = AMQP091BrokerConnection(connection, self)
    }

    func received(_ bytes: [UInt8], on connection: ConnectionID, _ actions: PeerActions) {
        guard let end = connections[connection] else { return }
        end.read(bytes)
        goOn(actions)
        guard end.isOver else { return }
        end.leave()
        goOn(actions)
        actions.close(connection)
    }

    func closed(_ connection: ConnectionID, _ end: ConnectionEnd, _ actions: PeerActions) {
        if end == .finished { actions.close(connection) }
        connections.removeValue(forKey: connection)?.leave()
        goOn(actions)
    }

    /// Something has changed that may let messages of a queue go.
    func touch(_ queue: AMQP091Queue) {
        if !touched.contains(where: { $0 === queue }) { touched.append(queue) }
    }

    /// A connection has something to send.
    func noteSpoken(_ connection: AMQP091BrokerConnection) { spoken.append(connection) }

    /// After all is read that has come: gives out messages, and sends what was said.
    private func goOn(_ actions: PeerActions) {
        for queue in touched { deliver(queue) }
        touched = []
        for connection in spoken { connection.flush(actions) }
        spoken = []
    }

    // MARK: - Exchanges and queues

    /// Whether there is room for a queue, an exchange or a binding more.
    var hasRoom: Bool {
        max(queues.count, exchanges.count, bindings.count) < Self.definitionCountMax
    }

    func declare(exchange name: String, _ type: Exchange) { exchanges[name] = type }

    func declare(queue: AMQP091Queue) {
        queues[queue.name] = queue
        queuesInOrder.append(queue)
    }

    func delete(queue name: String) {
        guard let queue = queues.removeValue(forKey: name) else { return }
        messageCount -= queue.messages.count
        bindings.removeAll { $0.queue == name }
        queuesInOrder.removeAll { $0 === queue }
    }

    /// Deletes the queues that only a connection had, and that is gone.
    func deleteQueues(of owner: ConnectionID) {
        for queue in queuesInOrder where queue.isExclusive && queue.owner == owner {
            delete(queue: queue.name)
        }
    }

    /// A name for a queue whose client has none.
    func makeName() -> String {
        madeCount += 1
        return "amq.gen-\(madeCount)"
    }

    func bind(_ binding: AMQP091Binding) {
        if !bindings.contains(binding) { bindings.append(binding) }
    }

    /// The queues that a message goes to.
    func route(_ exchange: String, _ key: String) -> [AMQP091Queue] {
        guard exchange != "" else { return queues[key].map { [$0] } ?? [] }
        let isFanout = exchanges[exchange] == .fanout
        let names = bindings.filter { $0.exchange == exchange && (isFanout || $0.key == key) }
            .map(\.queue)
        return names.compactMap { queues[$0] }
    }

    private func deliver(_ queue: AMQP091Queue) {
        while !queue.messages.isEmpty, let consumer = queue.nextConsumer {
            let message = queue.messages.removeFirst()
            consumer.channel.deliver(message, from: queue, to: consumer)
        }
    }
}

struct AMQP091Binding: Equatable {
    var queue: String
    var exchange: String
    var key: String
}
