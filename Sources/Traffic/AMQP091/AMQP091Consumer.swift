internal import DissectAMQP091

/// A client that consumes from a queue, and acknowledges what it gets.
final class AMQP091Consumer: AMQP091Client {
    /// How many messages it wants in its hands at once.
    static var prefetchCount: UInt64 { 100 }

    private(set) var receivedCount = 0
    private var unacknowledged: [UInt64] = []

    override func received(_ content: AMQP091Content, _ stage: Stage) {
        guard content.method.number == .basicDeliver else { return }
        guard UInt64(unacknowledged.count) < Self.prefetchCount else {
            return stage.fail("the server sends more than \(Self.prefetchCount) messages at once")
        }
        unacknowledged.append(content.method[.deliveryTag].number)
    }

    // MARK: - The lines

    /// Says how many messages may come before it has acknowledged the first of them.
    var asksForFew: Line { calls(.basicQos, [.prefetchCount: .number(Self.prefetchCount)]) }

    /// Receives messages until there are so many.
    ///
    /// - Parameter pause: how long it takes to look at what has come.
    func receives(_ count: Int, pause: Double) -> Line {
        .repeating(
            while: { [self] _ in receivedCount < count },
            [
                .until("\(count) messages") { [self] _ in !unacknowledged.isEmpty },
                pause > 0 ? .pause(pause) : .all([]),
                acknowledges,
            ])
    }

    /// One acknowledgement for all that has come.
    private var acknowledges: Line {
        .act("Basic.Ack") { [self] stage in
            guard let last = unacknowledged.last else { return }
            receivedCount += unacknowledged.count
            say(
                AMQP091Call(
                    .basicAck,
                    [
                        .deliveryTag: .number(last), .multiple: .flag(unacknowledged.count > 1),
                    ]), stage)
            unacknowledged = []
        }
    }

    var tells: Line {
        .act("tells") { [self] stage in stage.report("\(receivedCount) received") }
    }
}
