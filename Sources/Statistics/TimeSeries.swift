/// How much there was over time: a limited count of intervals, which grow twice as long when the
/// capture outgrows them.
struct TimeSeries: Sendable {
    static var intervalCountMax: Int { 512 }

    /// Nanoseconds.
    private(set) var interval: Int64 = 1_000_000
    private(set) var values: [Int] = []
    /// Where the interval of the last value begins.
    private var start: Int64 = 0
    private var index = 0

    /// - Parameter time: since the first packet; what is before that counts there.
    @inline(__always)
    mutating func add(_ value: Int, at time: Int64) {
        let place = time &- start
        if place < 0 || place >= interval || values.isEmpty { move(to: time) }
        values[index] += value
    }

    @inline(never)
    private mutating func move(to time: Int64) {
        let time = max(0, time)
        while time / interval >= Int64(Self.intervalCountMax) { fold() }
        index = Int(time / interval)
        start = Int64(index) &* interval
        if index >= values.count {
            values += Array(repeating: 0, count: index + 1 - values.count)
        }
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
