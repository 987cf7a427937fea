internal import Printing

/// How many packets there are of which length.
struct LengthStatistics: StatisticsTally {
    private var lengths = LengthRanges()

    mutating func take(_ packet: inout StatisticsPacket) { lengths.add(packet.line.byteCount) }

    func tables(_ totals: StatisticsTotals) -> [StatisticsTable] {
        var table = StatisticsTable(
            "lengths", "Lengths of packets",
            columns: [
                StatisticsColumn("length", "length", .text),
                StatisticsColumn("packets", "packets", .count),
                StatisticsColumn("share", "share", .share),
                StatisticsColumn("bytes", "bytes", .bytes),
                StatisticsColumn("average", "average", .bytes),
                StatisticsColumn("shortest", "shortest", .bytes),
                StatisticsColumn("longest", "longest", .bytes),
                StatisticsColumn("rate", "rate", .rate),
            ], shortRowCount: LengthRanges.names.count + 1)
        append("all", lengths.all, totals, to: &table)
        for (index, name) in LengthRanges.names.enumerated() {
            append(name, lengths.ranges[index], totals, to: &table)
        }
        return [table]
    }

    private func append(
        _ name: String, _ range: LengthRanges.Range, _ totals: StatisticsTotals,
        to table: inout StatisticsTable
    ) {
        let isEmpty = range.count == 0
        table.append(
            .text(name), .count(range.count), .share(range.count, of: lengths.all.count),
            .bytes(range.byteCount),
            isEmpty ? .none : .bytes((range.byteCount + range.count / 2) / range.count),
            isEmpty ? .none : .bytes(range.shortest), isEmpty ? .none : .bytes(range.longest),
            .rate(range.count, in: totals.duration))
    }

    func plots(_ totals: StatisticsTotals) -> [StatisticsPlot] {
        if lengths.all.count == 0 { return [] }
        let points = lengths.ranges.indices.map { index in
            StatisticsPlot.Point(
                Double(index == 0 ? 10 : 10 << index), Double(lengths.ranges[index].count))
        }
        return [
            StatisticsPlot(
                "lengths", "Lengths of packets",
                horizontal: StatisticsPlot.Axis("length", .bytes, isLogarithmic: true),
                vertical: StatisticsPlot.Axis("packets", .count),
                series: [StatisticsPlot.Series("packets", .bars, points)])
        ]
    }
}
