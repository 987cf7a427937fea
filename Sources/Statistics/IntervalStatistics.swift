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
        let rows = series.rows(countMax: Self.drawnCountMax)
        return [
            .rate(
                "io.packets", "Packets and messages over time", of: "packets or messages", .count,
                interval: rows.interval,
                [
                    ("packets", rows.cells.map(\.traffic.packetCount)),
                    ("messages", rows.cells.map(\.messageCount)),
                ]),
            .rate(
                "io.bytes", "Data over time", of: "data", .bytes, interval: rows.interval,
                [("data on the wire", rows.cells.map(\.traffic.byteCount))]),
        ]
    }

    /// Of more intervals none could be seen.
    private static let drawnCountMax = 240
}
