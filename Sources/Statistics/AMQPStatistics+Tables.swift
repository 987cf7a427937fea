extension AMQPStatistics {
    func tables(_ totals: StatisticsTotals) -> [StatisticsTable] {
        [
            frameTable(), connections.table(names, table),
            links.table(names, table), deliveries.table(),
            conditions.table(
                "amqp.errors", "AMQP 1.0 errors by condition", column: "condition", names),
        ]
    }

    func plots(_ totals: StatisticsTotals) -> [StatisticsPlot] {
        let rate = StatisticsPlot.rate(
            "amqp.rate", "AMQP 1.0: transfers over time", of: "transfers",
            [("transfers", transferRate)])
        let latency = StatisticsPlot.latencies(
            "amqp.latency", "AMQP 1.0: from transfer to disposition", deliveries.latencies)
        return [rate, latency, links.plot(names)].filter { !$0.series.isEmpty }
    }

    private func frameTable() -> StatisticsTable {
        var table = StatisticsTable(
            "amqp.frames", "AMQP 1.0 frames",
            columns: [
                StatisticsColumn("frame", "frame", .text),
                StatisticsColumn("count", "count", .count),
                StatisticsColumn("share", "share", .share),
                StatisticsColumn("bytes", "bytes", .bytes),
            ], shortRowCount: 16)
        let performatives = FieldWords(Field.performative.name, self.table)
        let methods = FieldWords(Field.saslMethod.name, self.table)
        let all = frameCounts.reduce(headerCount, +)
        if headerCount > 0 {
            table.append(
                .text("protocol header"), .count(headerCount), .share(headerCount, of: all),
                .bytes(headerCount * 8))
        }
        for (number, count) in frameCounts.enumerated() where count > 0 {
            let words = number >= 64 ? methods : performatives
            let name = number == 256 ? "empty (heartbeat)" : words.text(UInt64(number))
            table.append(
                .text(name), .count(count), .share(count, of: all),
                .bytes(frameByteCounts[number]))
        }
        return table
    }
}
