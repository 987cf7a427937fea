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
        let all = lengths.all
        if all.count == 0 { return [] }
        let points = lengths.ranges.indices.map { index in
            StatisticsPlot.Point(Double(index), Double(lengths.ranges[index].count))
        }
        let mean = PlotWords.size((Double(all.byteCount) / Double(all.count)).rounded())
        let figures =
            all.shortest == all.longest
            ? "all of \(PlotWords.size(Double(all.shortest)))"
            : "from \(StatisticsCell.grouped(all.shortest)) to "
                + "\(PlotWords.size(Double(all.longest))), \(mean) on average"
        return [
            StatisticsPlot(
                "lengths", "Lengths of packets",
                summary: "\(StatisticsCell.grouped(all.count)) packets, \(figures).",
                horizontal: StatisticsPlot.Axis(
                    "length (bytes)", .count, categories: Self.categories),
                vertical: StatisticsPlot.Axis("packets", .count),
                series: [
                    StatisticsPlot.Series(
                        "packets", figures: "number of each length", .bars, points)
                ])
        ]
    }

    private static var categories: [String] {
        LengthRanges.names.map { name in
            let ends = name.split(separator: "-")
            return ends.count == 2 ? "\(ends[0])–\(ends[1])" : "≥ \(name.prefix { $0 != " " })"
        }
    }
}
