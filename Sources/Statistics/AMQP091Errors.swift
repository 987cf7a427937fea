/// Why connections and channels of AMQP 0-9-1 were closed, and messages returned.
struct AMQP091Errors {
    /// Kinds of what, code and text that are told apart.
    static var countMax: Int { 4096 }

    private static let whats = ["Connection.Close", "Channel.Close", "Basic.Return"]

    private var counts = NumberTable<Int>(countMax: countMax, blank: 0)
    private var otherCount = 0

    mutating func take(_ frame: AMQP091FrameFacts, _ method: AMQP091FrameFacts.Method) {
        let what: UInt64
        switch method {
        case .connectionClose: what = 0
        case .channelClose: what = 1
        case .returned: what = 2
        default: return
        }
        guard let code = frame.replyCode else { return }
        let key = what << 48 | UInt64(code & 0xFFFF) << 32 | UInt64(frame.replyText ?? 0)
        if !counts.set(key, (counts[key] ?? 0) + 1) { otherCount += 1 }
    }

    func table(_ names: NameTable) -> StatisticsTable {
        var table = StatisticsTable(
            "amqp.closes", "AMQP 0-9-1 closes and returns by reason",
            columns: [
                StatisticsColumn("method", "method", .text),
                StatisticsColumn("code", "code", .count),
                StatisticsColumn("text", "text", .text),
                StatisticsColumn("count", "count", .count),
            ])
        for (key, count) in counts.sorted {
            table.append(
                .text(Self.whats[Int(key >> 48)]), .count(Int(key >> 32 & 0xFFFF)),
                names.value(Int(key & 0xFFFF_FFFF)), .count(count))
        }
        if otherCount > 0 { table.append(.text("(other)"), .none, .none, .count(otherCount)) }
        return table
    }
}
