internal import Dissection

/// What became of the deliveries of AMQP 1.0, and after how long.
struct AMQPDeliveryTally {
    /// Ends of sessions that are told apart.
    static var sessionCountMax: Int { 65_536 }

    private static let labels = ["client to server", "server to client"]

    private(set) var deliveries = NumberedDeliveries(kindCount: 2)
    /// By direction and state.
    private var outcomes = [Int](repeating: 0, count: 2 * AMQPFrameFacts.State.allCases.count)
    private var presettledCounts = [0, 0]
    private var abortedCounts = [0, 0]
    private var settledCounts = [0, 0]
    private var deliveryCounts = [0, 0]
    /// Which session a channel of an end is; an end numbers its own channels.
    private var sessions = NumberTable<UInt32>(countMax: sessionCountMax, blank: 0)
    private var sessionCount: UInt32 = 0

    mutating func take(_ frame: AMQPFrameFacts) {
        switch frame.performative {
        case 17: begin(frame)
        case 20: transfer(frame)
        case 21: dispose(frame)
        default: break
        }
    }

    private static func key(_ frame: AMQPFrameFacts, _ sender: Endpoint, _ channel: UInt64)
        -> UInt64
    {
        frame.conversation << 17 | UInt64(sender.index) << 16 | channel
    }

    private mutating func begin(_ frame: AMQPFrameFacts) {
        if let remote = frame.remoteChannel,
            let session = sessions[Self.key(frame, frame.sender.other, remote)]
        {
            sessions.set(Self.key(frame, frame.sender, frame.channel), session)
        } else {
            sessionCount &+= 1
            sessions.set(Self.key(frame, frame.sender, frame.channel), sessionCount)
        }
    }

    /// A number for the session's deliveries in one direction.
    private mutating func channel(_ frame: AMQPFrameFacts, sentBy sender: Endpoint) -> UInt64? {
        let key = Self.key(frame, frame.sender, frame.channel)
        if let session = sessions[key] { return UInt64(session) << 1 | UInt64(sender.index) }
        // The capture began in the middle: most ends use the same channels.
        sessionCount &+= 1
        guard sessions.set(key, sessionCount) else { return nil }
        let other = Self.key(frame, frame.sender.other, frame.channel)
        if sessions[other] == nil { sessions.set(other, sessionCount) }
        return UInt64(sessionCount) << 1 | UInt64(sender.index)
    }

    private mutating func transfer(_ frame: AMQPFrameFacts) {
        let kind = frame.sender.index
        let isFirst = (frame.transfers ?? 1) == 1
        if isFirst { deliveryCounts[kind] += 1 }
        guard let id = frame.delivery, let channel = channel(frame, sentBy: frame.sender) else {
            if isFirst, frame.isSettled { presettledCounts[kind] += 1 }
            return
        }
        if frame.isAborted {
            abortedCounts[kind] += deliveries.withdraw(kind, id, on: channel) ? 1 : 0
        } else if frame.isSettled {
            let wasOpen = deliveries.withdraw(kind, id, on: channel)
            if isFirst || wasOpen { presettledCounts[kind] += 1 }
        } else if isFirst || !deliveries.isOpen(id, on: channel) {
            deliveries.open(kind, id, on: channel, at: frame.time)
        }
    }

    /// The receiver of deliveries says what became of them; their sender may settle them itself.
    private mutating func dispose(_ frame: AMQPFrameFacts) {
        let sender = frame.isReceiver ? frame.sender.other : frame.sender
        guard frame.state != nil || frame.isSettled, let first = frame.first,
            let channel = channel(frame, sentBy: sender)
        else { return }
        let kind = sender.index
        let last = max(first, frame.last ?? first)
        let count = deliveries.close(kind, first...last, on: channel, at: frame.time)
        if let state = frame.state {
            outcomes[kind * AMQPFrameFacts.State.allCases.count + state.rawValue] += count
        } else {
            settledCounts[kind] += count
        }
    }

    func table() -> StatisticsTable {
        var table = StatisticsTable(
            "amqp.deliveries", "AMQP 1.0 deliveries",
            columns: [
                StatisticsColumn("direction", "direction", .text),
                StatisticsColumn("deliveries", "deliveries", .count),
                StatisticsColumn("accepted", "accepted", .count),
                StatisticsColumn("rejected", "rejected", .count),
                StatisticsColumn("released", "released", .count),
                StatisticsColumn("modified", "modified", .count),
                StatisticsColumn("settled-without-outcome", "settled, no outcome", .count),
                StatisticsColumn("sent-settled", "sent settled", .count),
                StatisticsColumn("aborted", "aborted", .count),
                StatisticsColumn("unsettled", "unsettled at the end", .count),
            ] + LatencyHistogram.columns)
        let stateCount = AMQPFrameFacts.State.allCases.count
        for kind in 0..<2 where deliveryCounts[kind] > 0 {
            let trips = deliveries.trips.kinds[kind]
            let states = (0..<stateCount).map {
                StatisticsValue.count(outcomes[kind * stateCount + $0])
            }
            table.rows.append(
                StatisticsRow(
                    [.text(Self.labels[kind]), .count(deliveryCounts[kind])] + states + [
                        .count(settledCounts[kind]), .count(presettledCounts[kind]),
                        .count(abortedCounts[kind]), .count(trips.unansweredCount),
                    ] + trips.latencies.values))
        }
        if !table.rows.isEmpty {
            table.remarks.append(
                "Times are from a delivery's first transfer to the disposition that says what "
                    + "became of it.")
        }
        return table
    }

    var latencies: [(name: String, latencies: LatencyHistogram)] {
        zip(Self.labels, deliveries.trips.kinds.map(\.latencies)).map { ($0, $1) }
    }
}
