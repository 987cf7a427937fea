/// A ``StatisticsCollector`` as a value: what it keeps is opened once for a message, not for each
/// part of it that changes.
protocol StatisticsTally {
    var fields: [StatisticsField] { get }
    var wishes: StatisticsWishes { get }
    mutating func take(_ packet: borrowing StatisticsPacket)
    mutating func take(_ message: StatisticsMessage, of packet: borrowing StatisticsPacket)
    func tables(_ totals: StatisticsTotals) -> [StatisticsTable]
    func plots(_ totals: StatisticsTotals) -> [StatisticsPlot]
}

extension StatisticsTally {
    var wishes: StatisticsWishes { [] }
    mutating func take(_ packet: borrowing StatisticsPacket) {}
    mutating func take(_ message: StatisticsMessage, of packet: borrowing StatisticsPacket) {}
    func plots(_ totals: StatisticsTotals) -> [StatisticsPlot] { [] }
}

/// Has a tally take what comes.
final class TallyCollector<Tally: StatisticsTally>: StatisticsCollector {
    private var tally: Tally

    init(_ tally: Tally) { self.tally = tally }

    var fields: [StatisticsField] { tally.fields }
    var wishes: StatisticsWishes { tally.wishes }

    func take(_ packet: borrowing StatisticsPacket) { tally.take(packet) }

    func take(_ message: StatisticsMessage, of packet: borrowing StatisticsPacket) {
        tally.take(message, of: packet)
    }

    func tables(_ totals: StatisticsTotals) -> [StatisticsTable] { tally.tables(totals) }
    func plots(_ totals: StatisticsTotals) -> [StatisticsPlot] { tally.plots(totals) }
}
