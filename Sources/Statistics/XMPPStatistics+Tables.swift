extension XMPPStatistics {
    func tables(_ totals: StatisticsTotals) -> [StatisticsTable] {
        [
            stanzaTable(), users.table(names), presenceTable(),
            trips.table(
                "xmpp.requests", "XMPP requests (iq)", ["by clients", "by servers"]),
            conditions.table(
                "xmpp.errors", "XMPP errors by condition", column: "condition", names),
            logins.table(names), repetition.table(),
        ]
    }

    func plots(_ totals: StatisticsTotals) -> [StatisticsPlot] {
        let rate = StatisticsPlot.rate(
            "xmpp.rate", "XMPP: stanzas over time", of: "stanzas", [("stanzas", stanzaRate)])
        let latency = StatisticsPlot.latencies(
            "xmpp.latency", "XMPP: how long answers to an iq took",
            zip(["by clients", "by servers"], trips.kinds.map(\.latencies)).map { ($0, $1) })
        return [rate, latency].filter { !$0.series.isEmpty }
    }

    private func stanzaTable() -> StatisticsTable {
        var table = StatisticsTable(
            "xmpp.stanzas", "XMPP stanzas and other elements",
            columns: [
                StatisticsColumn("kind", "kind", .text), StatisticsColumn("type", "type", .text),
                StatisticsColumn("namespace", "namespace", .text),
                StatisticsColumn("count", "count", .count),
                StatisticsColumn("from-clients", "from clients", .count),
                StatisticsColumn("bytes", "bytes", .bytes),
            ], shortRowCount: 16)
        let rows = stanzas.sorted.sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }
        for (key, tally) in rows {
            let kind = Field(rawValue: UInt8(truncatingIfNeeded: key >> 40))
            let (type, namespace) = (Int(key >> 20 & 0xFFFFF), Int(key & 0xFFFFF))
            table.append(
                .text(kind.map { $0 == .layer ? "other" : String($0.name.dropFirst(5)) } ?? ""),
                type == 0 ? .none : names.value(type),
                namespace == 0 ? .none : names.value(namespace), .count(tally.count),
                .count(tally.fromClientCount), .bytes(tally.byteCount))
        }
        if otherStanzas.count > 0 {
            table.append(
                .text("(other)"), .none, .none, .count(otherStanzas.count),
                .count(otherStanzas.fromClientCount), .bytes(otherStanzas.byteCount))
        }
        return table
    }

    private func presenceTable() -> StatisticsTable {
        var table = StatisticsTable(
            "xmpp.presence", "XMPP presence",
            columns: [
                StatisticsColumn("type", "type", .text), StatisticsColumn("show", "show", .text),
                StatisticsColumn("count", "count", .count),
            ])
        for (key, count) in presences.sorted {
            let (type, show) = (Int(key >> 32), Int(key & 0xFFFF_FFFF))
            table.append(
                type == 0 ? .text("available") : names.value(type),
                show == 0 ? .none : names.value(show), .count(count))
        }
        return table
    }
}
