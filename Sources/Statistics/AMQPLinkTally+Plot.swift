extension AMQPLinkTally {
    /// The credit of the first links over time, each in a panel of its own: some are given ten
    /// messages, and some a million.
    func plot(_ names: NameTable) -> StatisticsPlot {
        let drawn = zip(links, credits).filter { !$1.isEmpty }
        return StatisticsPlot(
            "amqp.credit", "AMQP 1.0: credit of links over time",
            summary: summary(drawnCount: drawn.count, names),
            horizontal: .init("time since the first packet", .time),
            vertical: .init("messages that the receiver still allows the sender", .count),
            hasPanels: true,
            series: drawn.map { link, credit in
                StatisticsPlot.Series(
                    Self.name(of: link, names), figures: figures(of: link), .level,
                    credit.points(until: end(of: link)))
            })
    }

    private static func name(of link: Link, _ names: NameTable) -> String {
        let name = String(decoding: StatisticsCell.text(names.value(link.name)), as: UTF8.self)
        return "\(name) (the \(link.isSentByClient ? "client" : "server") sends)"
    }

    private func figures(of link: Link) -> String {
        let greatest = "at most \(StatisticsCell.grouped(link.greatestCredit))"
        if link.stallCount == 0 { return "\(greatest), never none" }
        let times = link.stallCount == 1 ? "once" : "\(link.stallCount) times"
        return "\(greatest), \(times) none, for \(PlotWords.time(stalledTime(of: link))) in all"
    }

    private func summary(drawnCount: Int, _ names: NameTable) -> String {
        let all = links.count == 1 ? "1 link" : "\(StatisticsCell.grouped(links.count)) links"
        let drawn = drawnCount < links.count ? ", of which \(drawnCount) are drawn" : ""
        let stalled = links.filter { $0.stallCount > 0 }
        guard let longest = stalled.max(by: { stalledTime(of: $0) < stalledTime(of: $1) }) else {
            return "\(all)\(drawn); no sender had to wait for credit."
        }
        let count =
            stalled.count == 1
            ? "one stood at zero:" : "\(stalled.count) stood at zero, the longest"
        return "\(all)\(drawn). Without credit a sender waits; \(count) "
            + "\(Self.name(of: longest, names)), for "
            + "\(PlotWords.time(stalledTime(of: longest))) in all."
    }
}
