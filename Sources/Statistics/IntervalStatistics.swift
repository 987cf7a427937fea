internal import Printing

/// How much there was in each interval of the capture.
struct IntervalStatistics: StatisticsTally {
    private var series = TrafficSeries()

    mutating func take(_ packet: inout StatisticsPacket) {
        series.add(packet.line.byteCount, messages: packet.messageCount, at: packet.time)
    }

    /// How wide the plot beside the numbers is, in characters.
    private static let plotWidth = 40
    private static let rowCountMax = 30

    func tables(_ totals: StatisticsTotals) -> [StatisticsTable] {
        let rows = series.rows(countMax: Self.rowCountMax)
        let table = StatisticsTable(
            "io", "Packets over time",
            columns: [
                StatisticsColumn("start", "from", .time),
                StatisticsColumn("packets", "packets", .count),
                StatisticsColumn("messages", "messages", .count),
                StatisticsColumn("bytes", "bytes", .bytes),
                StatisticsColumn("bit-rate", "bits", .rate),
                StatisticsColumn("plot", "bytes", .text),
            ], shortRowCount: Self.rowCountMax)
        return [fill(table, rows.cells, rows.interval)]
    }

    private func fill(
        _ table: StatisticsTable, _ cells: [TrafficSeries.Cell], _ interval: Int64
    ) -> StatisticsTable {
        var table = table
        let greatest = cells.map(\.traffic.byteCount).max() ?? 0
        for (index, cell) in cells.enumerated() {
            let byteCount = cell.traffic.byteCount
            table.append(
                .time(Int64(index) &* interval), .count(cell.traffic.packetCount),
                .count(cell.messageCount), .bytes(byteCount),
                .rate(byteCount &* 8, in: interval),
                .text(Self.bar(byteCount, of: greatest)))
        }
        if !cells.isEmpty {
            table.remarks.append(
                "Each interval is \(StatisticsCell.shown(interval)) long.")
        }
        return table
    }

    /// Eighths of a character tell values apart.
    private static func bar(_ value: Int, of greatest: Int) -> String {
        if greatest == 0 { return "" }
        let share = Double(value) / Double(greatest)
        let eighths = Int((share * Double(plotWidth * 8)).rounded(.up))
        let parts = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
        return String(repeating: "█", count: eighths / 8) + parts[eighths % 8]
    }

    func plots(_ totals: StatisticsTotals) -> [StatisticsPlot] {
        if totals.packetCount == 0 { return [] }
        let rows = series.rows(countMax: TrafficSeries.cellCountMax)
        let seconds = Double(rows.interval) / 1e9
        func points(_ value: (TrafficSeries.Cell) -> Int) -> [StatisticsPlot.Point] {
            zip(0..., rows.cells).map { index, cell in
                StatisticsPlot.Point(Double(index) * seconds, Double(value(cell)) / seconds)
            } + [StatisticsPlot.Point(Double(rows.cells.count) * seconds, 0)]
        }
        return [
            .rate(
                "io.packets", "Packets and messages over time", intervals: [rows.interval],
                [
                    ("packets", points(\.traffic.packetCount)),
                    ("messages", points(\.messageCount)),
                ]),
            .rate(
                "io.bytes", "Bytes over time", intervals: [rows.interval],
                [("bytes", points(\.traffic.byteCount))]),
        ]
    }
}
