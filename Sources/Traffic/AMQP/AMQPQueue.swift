internal import DissectAMQP

/// Messages that wait, and who waits for them.
final class AMQPQueue {
    struct Message {
        var content: [UInt8]
        /// How often somebody failed with it.
        var failureCount: UInt32 = 0
        /// Links over which it may not go again.
        var refusals: [Int] = []
        /// Whether it was with somebody before.
        var isSecondHand = false
    }

    var messages: [Message] = []
    var consumers: [AMQPBrokerLink] = []
    private var turn = 0

    /// The next one in turn that has credit for a message that may go to it.
    var nextConsumer: AMQPBrokerLink? {
        guard !messages.isEmpty else { return nil }
        for offset in 0..<consumers.count {
            let index = (turn + offset) % consumers.count
            let consumer = consumers[index]
            guard consumer.credit > 0, place(for: consumer) != nil else { continue }
            turn = index + 1
            return consumer
        }
        return nil
    }

    func take(for link: AMQPBrokerLink) -> Message? {
        place(for: link).map { messages.remove(at: $0) }
    }

    /// To the front, where it was.
    func putBack(_ message: Message) {
        var message = message
        message.isSecondHand = true
        messages.insert(message, at: 0)
    }

    private func place(for link: AMQPBrokerLink) -> Int? {
        messages.firstIndex { !$0.refusals.contains(link.number) }
    }
}

/// One end of a link, as the broker sees it.
final class AMQPBrokerLink {
    let handle: UInt32
    let name: String
    let address: String
    /// Whether messages come over it, and do not go.
    let isFromClient: Bool
    /// Not of the connection alone, but of the broker's whole life.
    let number: Int
    weak var connection: AMQPBrokerConnection?
    /// How many messages may still go.
    var credit: UInt32
    var deliveryCount: UInt32 = 0
    /// A message of which more is to come.
    var partial: [UInt8] = []
    var partialID: UInt32?
    private var unsettled: [UInt32: AMQPQueue.Message] = [:]

    init(
        _ name: String, handle: UInt32, address: String, isFromClient: Bool, number: Int,
        credit: UInt32, _ connection: AMQPBrokerConnection
    ) {
        self.name = name
        self.handle = handle
        self.address = address
        self.isFromClient = isFromClient
        self.number = number
        self.credit = credit
        self.connection = connection
    }

    func keep(_ message: AMQPQueue.Message, _ id: UInt32) { unsettled[id] = message }

    func takeUnsettled(_ id: UInt32) -> AMQPQueue.Message? { unsettled.removeValue(forKey: id) }

    /// All of them, the last one first, so that each can be put in front.
    func takeUnsettled() -> [AMQPQueue.Message] {
        defer { unsettled = [:] }
        return unsettled.sorted { $0.key > $1.key }.map(\.value)
    }
}
