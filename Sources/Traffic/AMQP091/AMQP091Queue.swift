internal import DissectAMQP091

/// Messages that wait, and who consumes them.
final class AMQP091Queue {
    struct Message {
        var content: AMQP091Content
        var isRedelivered = false
    }

    static var consumerCountMax: Int { 65_536 }

    let name: String
    let isDurable: Bool
    let isExclusive: Bool
    let isAutoDeleted: Bool
    /// Whose it is, if it is exclusive.
    let owner: ConnectionID
    var messages: [Message] = []
    var consumers: [AMQP091BrokerConsumer] = []
    private var turn = 0

    init(_ call: AMQP091Call, name: String, owner: ConnectionID) {
        self.name = name
        self.owner = owner
        isDurable = call[.durable].flag
        isExclusive = call[.exclusive].flag
        isAutoDeleted = call[.autoDelete].flag
    }

    /// What a declaration says otherwise than the one that made the queue; `nil`: nothing.
    func difference(from call: AMQP091Call) -> String? {
        if call[.durable].flag != isDurable { return "durable" }
        if call[.autoDelete].flag != isAutoDeleted { return "auto_delete" }
        return nil
    }

    /// The next one in turn whose channel has room for a message more.
    var nextConsumer: AMQP091BrokerConsumer? {
        for offset in 0..<consumers.count {
            let index = (turn + offset) % consumers.count
            guard consumers[index].hasRoom else { continue }
            turn = index + 1
            return consumers[index]
        }
        return nil
    }
}

/// A consumer of a queue, as the broker sees it.
final class AMQP091BrokerConsumer {
    let tag: String
    let acknowledges: Bool
    let channel: AMQP091BrokerChannel
    /// How many messages it may have in its hands; 0: any number.
    let prefetchCount: Int
    var unacknowledgedCount = 0

    init(_ tag: String, acknowledges: Bool, prefetchCount: Int, _ channel: AMQP091BrokerChannel) {
        self.tag = tag
        self.acknowledges = acknowledges
        self.prefetchCount = prefetchCount
        self.channel = channel
    }

    var hasRoom: Bool {
        !acknowledges || prefetchCount == 0 || unacknowledgedCount < prefetchCount
    }
}
