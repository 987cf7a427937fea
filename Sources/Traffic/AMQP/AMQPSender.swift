internal import DissectAMQP

/// A client that sends messages as far as it has credit, and is told what became of each.
final class AMQPSender: AMQPClient {
    /// Messages that go out in one write at most.
    static var batchCountMax: Int { 100 }

    private(set) var sentCount = 0
    /// How many met with which outcome.
    private(set) var outcomes: [AMQPComposite: Int] = [:]
    private var credit: UInt32 = 0
    private var unsettled: Set<UInt32> = []
    /// Transfers for which the other end's window has no room yet.
    private var outbox: [AMQPFrame] = []

    override func attach() -> [AMQPFrame] {
        [
            AMQPFrame(
                .attach,
                [
                    .linkName: .string(name), .handle: 0, .role: .sender, .sndSettleMode: 2,
                    .rcvSettleMode: 0, .source: .record(.source),
                    .target: .record(.target, [.address: .string(address)]),
                    .initDeliveryCount: 0,
                ])
        ]
    }

    override func takesAside(_ frame: AMQPFrame, _ stage: Stage) -> Bool {
        let isTaken = super.takesAside(frame, stage)
        switch frame.type {
        case .flow:
            take(credit: frame)
            flush(stage)
        case .disposition:
            take(disposition: frame, stage)
            return true
        default: break
        }
        return isTaken
    }

    /// The receiver counts what it has got; what is on its way is to be taken off (2.6.7).
    private func take(credit frame: AMQPFrame) {
        guard frame[.handle].number != nil, let granted = frame[.linkCredit].number else { return }
        let count = frame[.deliveryCount].number ?? 0
        credit = UInt32(truncatingIfNeeded: count &+ granted) &- UInt32(sentCount)
        if credit > UInt32(Int32.max) { credit = 0 }
    }

    private func take(disposition frame: AMQPFrame, _ stage: Stage) {
        guard frame[.role].flag == true, let first = frame[.first].number else { return }
        let outcome = frame[.state].type ?? .accepted
        let last = min(frame[.last].number ?? first, first &+ UInt64(sentCount))
        for number in first...max(first, last) {
            guard unsettled.remove(UInt32(truncatingIfNeeded: number)) != nil else { continue }
            outcomes[outcome, default: 0] += 1
        }
        // Who receives may wait for the sender to forget first.
        guard frame[.settled].flag != true else { return }
        say(
            [
                AMQPFrame(
                    .disposition,
                    [
                        .role: .sender, .first: frame[.first], .last: frame[.last],
                        .settled: true, .state: frame[.state],
                    ])
            ], stage)
    }

    // MARK: - The lines

    /// Sends messages, as many at once as there is credit for, or at a rate.
    func sends(_ count: Int, rate: Double?, _ content: @escaping (Int) -> AMQPMessageContent)
        -> Line
    {
        .all([
            .repeating(
                while: { [self] _ in sentCount < count },
                [
                    .until("credit to send with") { [self] _ in credit > 0 && outbox.isEmpty },
                    .act("transfer") { [self] stage in
                        let room = min(Int(credit), rate == nil ? Self.batchCountMax : 1)
                        for number in sentCount..<min(count, sentCount + room) {
                            put(content(number))
                        }
                        flush(stage)
                    },
                    rate.map { .pause(1 / max($0, 0.001)) } ?? .all([]),
                ]),
            .until("what became of \(count) messages") { [self] _ in
                outbox.isEmpty && unsettled.isEmpty
            },
        ])
    }

    /// Tells what became of all that was sent.
    var tells: Line {
        .act("tells") { [self] stage in
            let words = outcomes.sorted { $0.key.rawValue < $1.key.rawValue }
                .map { "\($0.value) \($0.key)" }
            stage.report("\(sentCount) sent: \(words.joined(separator: ", "))")
        }
    }

    /// Cuts a message into as many transfers as frames of the other end's size need.
    private func put(_ content: AMQPMessageContent) {
        let id = UInt32(sentCount)
        let transfer = AMQPFrame(
            .transfer,
            [
                .handle: 0, .deliveryID: .uint(id), .deliveryTag: .string("\(id + 1)"),
                .messageFormat: 0, .settled: false,
            ])
        outbox += transfer.cut(content.bytes, byteCountMax: frameByteCountMax)
        unsettled.insert(id)
        sentCount += 1
        credit -= 1
    }

    private func flush(_ stage: Stage) {
        let count = min(outbox.count, Int(remoteWindow))
        guard count > 0 else { return }
        say(Array(outbox.prefix(count)), stage)
        outbox.removeFirst(count)
        nextOutgoingID &+= UInt32(count)
        remoteWindow -= UInt32(count)
    }
}
