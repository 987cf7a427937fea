internal import DissectAMQP091

/// A client that publishes messages, and may have the server confirm them.
final class AMQP091Publisher: AMQP091Client {
    private(set) var publishedCount = 0
    private(set) var confirmedCount = 0
    private(set) var refusedCount = 0
    private(set) var returnedCount = 0
    private var unconfirmed: Set<UInt64> = []
    private var oldest: UInt64 = 1

    override func received(_ content: AMQP091Content, _ stage: Stage) {
        guard content.method.number == .basicReturn else { return }
        returnedCount += 1
        let code = content.method[.replyCode].number
        stage.report("returned: \(code) \(content.method[.replyText].text)")
    }

    override func acknowledged(_ call: AMQP091Call, _ stage: Stage) {
        let last = call[.deliveryTag].number
        let first = call[.multiple].flag ? oldest : last
        guard first <= last, last <= UInt64(publishedCount) else { return }
        for tag in first...last where unconfirmed.remove(tag) != nil {
            if call.number == .basicAck { confirmedCount += 1 } else { refusedCount += 1 }
        }
        if call[.multiple].flag { oldest = max(oldest, last + 1) }
    }

    // MARK: - The lines

    /// Publishes messages at a rate, and does not ask what becomes of them.
    func publishes(
        _ count: Int, rate: Double, _ message: @escaping (Int) -> AMQP091Content
    ) -> Line {
        .times(count) { [self] number in
            [
                .act("Basic.Publish") { [self] stage in say(message(number), stage) },
                .pause(1 / max(rate, 0.001)),
            ]
        }
    }

    /// Publishes messages as fast as the server confirms them, or at a rate.
    ///
    /// - Parameters:
    ///   - batch: how many go out in one write.
    ///   - window: how many may go out before the first of them is confirmed.
    func publishesConfirmed(
        _ count: Int, batch: Int, window: Int, rate: Double?,
        _ message: @escaping (Int) -> AMQP091Content
    ) -> Line {
        .all([
            .repeating(
                while: { [self] _ in publishedCount < count },
                [
                    .until("confirmations") { [self] _ in
                        unconfirmed.count + batch <= window
                    },
                    .act("Basic.Publish") { [self] stage in
                        let end = min(count, publishedCount + (rate == nil ? batch : 1))
                        var bytes: [UInt8] = []
                        for number in publishedCount..<end {
                            bytes += self.bytes(message(number))
                            unconfirmed.insert(UInt64(number + 1))
                        }
                        publishedCount = end
                        say(bytes, stage)
                    },
                    rate.map { .pause(1 / max($0, 0.001)) } ?? .all([]),
                ]),
            .until("the last confirmations") { [self] _ in unconfirmed.isEmpty },
        ])
    }

    /// Waits for messages that come back because nobody wants them.
    func getsBack(_ count: Int) -> Line {
        .until("Basic.Return") { [self] _ in returnedCount >= count }
    }

    var tells: Line {
        .act("tells") { [self] stage in
            var words = ["\(publishedCount) published", "\(confirmedCount) confirmed"]
            if refusedCount > 0 { words.append("\(refusedCount) refused") }
            stage.report(words.joined(separator: ", "))
        }
    }

    func say(_ content: AMQP091Content, _ stage: Stage) { say(bytes(content), stage) }

    private func bytes(_ content: AMQP091Content) -> [UInt8] {
        content.bytes(channel: channel, frameByteCountMax: frameByteCountMax)
    }
}
