/// What something stood at over time: its least and its last value in each of a limited count of
/// intervals, which grow twice as long when the capture outgrows them.
struct GaugeSeries: Sendable {
    private struct Value {
        var least: Int
        var last: Int
    }

    private var interval: Int64 = 1000
    /// Nil: no change in the interval.
    private var values: [Value?] = []

    var isEmpty: Bool { values.isEmpty }

    /// - Parameter time: nanoseconds since the first packet.
    mutating func set(_ value: Int, at time: Int64) {
        let time = max(0, time)
        while time / interval >= Int64(TimeSeries.intervalCountMax) { fold() }
        let index = Int(time / interval)
        if index >= values.count {
            values += Array(repeating: nil, count: index + 1 - values.count)
        }
        values[index] = Value(least: min(value, values[index]?.least ?? value), last: value)
    }

    private mutating func fold() {
        interval *= 2
        values = stride(from: 0, to: values.count, by: 2).map { index in
            Self.joined(values[index], index + 1 < values.count ? values[index + 1] : nil)
        }
    }

    private static func joined(_ first: Value?, _ second: Value?) -> Value? {
        guard let first, let second else { return first ?? second }
        return Value(least: min(first.least, second.least), last: second.last)
    }

    /// Where an interval has two values, the least comes first.
    ///
    /// - Parameter end: how long the last value stayed.
    func points(until end: Int64) -> [StatisticsPlot.Point] {
        var points: [StatisticsPlot.Point] = []
        for (index, value) in values.enumerated() {
            guard let value else { continue }
            let start = Double(index) * Double(interval) / 1e9
            if value.least < value.last { points.append(.init(start, Double(value.least))) }
            let place = value.least < value.last ? start + Double(interval) / 2e9 : start
            points.append(.init(place, Double(value.last)))
        }
        if let last = points.last { points.append(.init(max(last.x, Double(end) / 1e9), last.y)) }
        return points
    }
}
