/// Packets, messages and bytes over time: a limited count of intervals, which grow longer when the
/// capture outgrows them, and always have a length that people like.
struct TrafficSeries: Sendable {
    struct Cell: Sendable {
        var traffic = TrafficCount()
        var messageCount = 0

        static func += (one: inout Cell, other: Cell) {
            one.traffic += other.traffic
            one.messageCount &+= other.messageCount
        }
    }

    static var cellCountMax: Int { 1024 }
    /// Nanoseconds.
    private static let shortest: Int64 = 1_000_000
    /// How much longer the next lengths are: 1, 5, 10, 50 ms and so on up to 10 s, then minutes.
    private static let steps: [Int64] = [5, 2, 5, 2, 5, 2, 5, 2, 6, 5, 2, 6, 6, 4]

    private var step = 0
    private(set) var interval = shortest
    private var cells: [Cell] = []
    /// Where the interval that the last packet was in begins.
    private var start: Int64 = 0
    private var index = 0

    /// - Parameter time: since the first packet; what is before that counts there.
    @inline(__always)
    mutating func add(_ byteCount: Int, messages: Int, at time: Int64) {
        let place = time &- start
        if place < 0 || place >= interval || cells.isEmpty { move(to: time) }
        cells[index].traffic.add(byteCount)
        cells[index].messageCount &+= messages
    }

    @inline(never)
    private mutating func move(to time: Int64) {
        let time = max(0, time)
        while time / interval >= Int64(Self.cellCountMax) { lengthen() }
        index = Int(time / interval)
        start = Int64(index) &* interval
        while cells.count <= index { cells.append(Cell()) }
    }

    private mutating func lengthen() {
        let factor = step < Self.steps.count ? Self.steps[step] : 2
        step += 1
        interval = interval.multipliedReportingOverflow(by: factor).partialValue
        cells = Self.join(cells, Int(factor))
    }

    private static func join(_ cells: [Cell], _ factor: Int) -> [Cell] {
        stride(from: 0, to: cells.count, by: factor).map { start in
            cells[start..<min(start + factor, cells.count)].reduce(into: Cell()) { $0 += $1 }
        }
    }

    /// The same with so few intervals.
    func rows(countMax: Int) -> (interval: Int64, cells: [Cell]) {
        var other = self
        while other.cells.count > countMax { other.lengthen() }
        return (other.interval, other.cells)
    }
}
