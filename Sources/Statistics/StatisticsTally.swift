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
@safe
final class TallyCollector<Tally: StatisticsTally>: StatisticsCollector {
    /// In memory of its own: a variable of an object is looked up in a list of all that is being
    /// changed, each time somebody changes it, which takes longer than most tallies do.
    private let tally: UnsafeMutablePointer<Tally>

    init(_ tally: Tally) {
        unsafe self.tally = .allocate(capacity: 1)
        unsafe self.tally.initialize(to: tally)
    }

    deinit {
        unsafe tally.deinitialize(count: 1)
        unsafe tally.deallocate()
    }

    var fields: [StatisticsField] { unsafe tally.pointee.fields }
    var wishes: StatisticsWishes { unsafe tally.pointee.wishes }

    func take(_ packet: borrowing StatisticsPacket) { unsafe tally.pointee.take(packet) }

    func take(_ message: StatisticsMessage, of packet: borrowing StatisticsPacket) {
        unsafe tally.pointee.take(message, of: packet)
    }

    func tables(_ totals: StatisticsTotals) -> [StatisticsTable] {
        unsafe tally.pointee.tables(totals)
    }

    func plots(_ totals: StatisticsTotals) -> [StatisticsPlot] {
        unsafe tally.pointee.plots(totals)
    }
}
