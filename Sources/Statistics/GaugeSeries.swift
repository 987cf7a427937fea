/// What something stood at over time: its last value in each of a limited count of intervals, which
/// grow twice as long when the capture outgrows them.
struct GaugeSeries: Sendable {
    private var interval: Int64 = 1000
    /// Nil: no change in the interval.
    private var values: [Int?] = []

    var isEmpty: Bool { values.isEmpty }

    /// - Parameter time: nanoseconds since the first packet.
    mutating func set(_ value: Int, at time: Int64) {
        let time = max(0, time)
        while time / interval >= Int64(TimeSeries.intervalCountMax) { fold() }
        let index = Int(time / interval)
        if index >= values.count {
            values += Array(repeating: nil, count: index + 1 - values.count)
        }
        values[index] = value
    }

    private mutating func fold() {
        interval *= 2
        values = stride(from: 0, to: values.count, by: 2).map { index in
            (index + 1 < values.count ? values[index + 1] : nil) ?? values[index]
        }
    }

    /// - Parameter end: how long the last value stayed.
    func points(until end: Int64) -> [StatisticsPlot.Point] {
        var points: [StatisticsPlot.Point] = []
        for (index, value) in values.enumerated() {
            guard let value else { continue }
            points.append(.init(Double(index) * Double(interval) / 1e9, Double(value)))
        }
        if let last = points.last { points.append(.init(max(last.x, Double(end) / 1e9), last.y)) }
        return points
    }
}
