internal import Dissection

extension AMQP091Statistics {
    func tables(_ totals: StatisticsTotals) -> [StatisticsTable] {
        [methodTable()] + entities.tables(names) + [messages.table(), errors.table(names)]
    }

    func plots(_ totals: StatisticsTotals) -> [StatisticsPlot] {
        let rate = StatisticsPlot.rate(
            "amqp091.rate", "AMQP 0-9-1: messages over time", of: "messages",
            [("published messages", publishRate), ("delivered messages", deliveryRate)])
        let latency = StatisticsPlot.latencies(
            "amqp091.latency", "AMQP 0-9-1: from a message to its acknowledgement",
            messages.latencies)
        return [rate, latency].filter { !$0.series.isEmpty }
    }

    private func methodTable() -> StatisticsTable {
        var table = StatisticsTable(
            "amqp.methods", "AMQP 0-9-1 frames",
            columns: [
                StatisticsColumn("frame", "frame", .text),
                StatisticsColumn("count", "count", .count),
                StatisticsColumn("share", "share", .share),
            ], shortRowCount: 20)
        let rows = methods.sorted
        let all = rows.reduce(otherMethodCount + frameCounts.reduce(0, +)) { $0 + $1.value }
        let classes = FieldWords(Field.classID.name, self.table)
        for (key, count) in rows {
            let name = classes.text(key >> 16) + "." + methodName(key)
            table.append(.text(name), .count(count), .share(count, of: all))
        }
        let kinds = [(2, "content header"), (3, "content body"), (8, "heartbeat")]
        for (type, name) in kinds where frameCounts[type] > 0 {
            table.append(
                .text(name), .count(frameCounts[type]), .share(frameCounts[type], of: all))
        }
        if otherMethodCount > 0 {
            table.append(
                .text("(other)"), .count(otherMethodCount), .share(otherMethodCount, of: all))
        }
        return table
    }

    /// Each class has words of its own for the numbers of its methods, in the order of the classes
    /// here.
    private func methodName(_ key: UInt64) -> String {
        let classes: [UInt64] = [10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110, 85]
        let number = key & 0xFFFF
        guard let id = self.table.find(Field.method.name),
            let place = classes.firstIndex(of: key >> 16)
        else { return "\(number)" }
        let definitions =
            self.table.families.first { Int($0.number.rawValue) == id.family }?
            .fields.filter { "\($0.name)" == Field.method.name } ?? []
        guard place < definitions.count,
            let words = definitions[place].valueNames.first(where: { $0.0 == number })
        else { return "\(number)" }
        return "\(words.1)"
    }
}
