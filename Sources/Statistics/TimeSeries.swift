/// How much there was over time: a limited count of intervals, which grow twice as long when the
/// capture outgrows them.
struct TimeSeries: Sendable {
    static var intervalCountMax: Int { 512 }

    /// Nanoseconds.
    private(set) var interval: Int64 = 1_000_000
    private(set) var values: [Int] = []

    /// - Parameter time: since the first packet; what is before that counts there.
    mutating func add(_ value: Int, at time: Int64) {
        let time = max(0, time)
        while time / interval >= Int64(Self.intervalCountMax) { fold() }
        let index = Int(time / interval)
        if index >= values.count {
            values += Array(repeating: 0, count: index + 1 - values.count)
        }
        values[index] += value
    }

    private mutating func fold() {
        interval *= 2
        values = stride(from: 0, to: values.count, by: 2).map { index in
            values[index] + (index + 1 < values.count ? values[index + 1] : 0)
        }
    }

    /// How long an interval has to be, that each can be seen.
    var shownInterval: Int64 {
        var series = self
        while series.values.count > Self.shownCountMax { series.fold() }
        return series.interval
    }

    private static var shownCountMax: Int { 160 }

    /// The same in intervals of at least that length.
    func joined(to length: Int64) -> TimeSeries {
        var series = self
        while series.interval < length { series.fold() }
        return series
    }
}
