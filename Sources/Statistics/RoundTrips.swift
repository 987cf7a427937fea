/// Questions and their answers, of a few kinds: how many, how long they took, which are open.
struct RoundTrips {
    /// Open questions that are kept, all kinds and conversations together.
    static var openCountMax: Int { 262_144 }

    struct Kind {
        var askedCount = 0
        /// Asked once more before there was an answer.
        var repeatedCount = 0
        var answeredCount = 0
        /// Answered with a refusal.
        var refusedCount = 0
        var latencies = LatencyHistogram()

        var unansweredCount: Int { max(0, askedCount - answeredCount - refusedCount) }
    }

    private(set) var kinds: [Kind]
    private var open = NumberTable<Int64>(countMax: openCountMax, blank: 0)
    /// Questions for which there was no room.
    private(set) var lostCount = 0

    init(kindCount: Int) { kinds = Array(repeating: Kind(), count: kindCount) }

    /// - Parameters:
    ///   - key: what the answer has too; different for different kinds.
    ///   - isRepeated: whether it may be an open question that is asked again.
    mutating func ask(_ kind: Int, _ key: UInt64, at time: Int64, isRepeated: Bool = false) {
        if isRepeated, open[key] != nil {
            kinds[kind].repeatedCount += 1
            return
        }
        kinds[kind].askedCount += 1
        if !open.set(key, time) { lostCount += 1 }
    }

    /// Takes back a question.  Returns whether it was open.
    mutating func withdraw(_ kind: Int, _ key: UInt64) -> Bool {
        guard open.remove(key) != nil else { return false }
        kinds[kind].askedCount -= 1
        return true
    }

    func isOpen(_ key: UInt64) -> Bool { open[key] != nil }

    /// Returns whether there was such a question.
    @discardableResult
    mutating func answer(
        _ kind: Int, _ key: UInt64, at time: Int64, isRefusal: Bool = false
    ) -> Bool {
        guard let asked = open.remove(key) else { return false }
        answer(kind, after: time &- asked, isRefusal: isRefusal)
        return true
    }

    /// The same where somebody else knows which question an answer is of.
    mutating func ask(_ kind: Int, isRepeated: Bool) {
        if isRepeated { kinds[kind].repeatedCount += 1 } else { kinds[kind].askedCount += 1 }
    }

    mutating func answer(_ kind: Int, after time: Int64, isRefusal: Bool) {
        if isRefusal {
            kinds[kind].refusedCount += 1
        } else {
            kinds[kind].answeredCount += 1
            kinds[kind].latencies.add(time)
        }
    }

    /// Gives the kinds that there were a row each.
    func table(
        _ name: String, _ title: String, _ labels: [String]
    ) -> StatisticsTable {
        var table = StatisticsTable(
            name, title,
            columns: [
                StatisticsColumn("what", "what", .text), StatisticsColumn("asked", "asked", .count),
                StatisticsColumn("repeated", "repeated", .count),
                StatisticsColumn("answered", "answered", .count),
                StatisticsColumn("refused", "refused", .count),
                StatisticsColumn("unanswered", "unanswered", .count),
            ] + LatencyHistogram.columns)
        for (index, kind) in kinds.enumerated() where kind.askedCount > 0 {
            table.rows.append(
                StatisticsRow(
                    [
                        .text(labels[index]), .count(kind.askedCount), .count(kind.repeatedCount),
                        .count(kind.answeredCount), .count(kind.refusedCount),
                        .count(kind.unansweredCount),
                    ] + kind.latencies.values))
        }
        if lostCount > 0 {
            table.remarks.append(
                "\(lostCount) questions came when \(Self.openCountMax) were open: they count as "
                    + "unanswered.")
        }
        return table
    }
}

extension LatencyHistogram {
    /// What a table says of times.
    static let columns = [
        StatisticsColumn("p50", "p50", .duration), StatisticsColumn("p90", "p90", .duration),
        StatisticsColumn("p99", "p99", .duration), StatisticsColumn("max", "max", .duration),
    ]

    var values: [StatisticsValue] {
        [0.5, 0.9, 0.99, 1].map { share in quantile(share).map { .duration($0) } ?? .none }
    }
}
