extension StatisticsPlot {
    /// So many for each second, over the time of the capture; none of what there was nothing of.
    static func rate(
        _ name: String, _ title: String, _ series: [(name: String, values: TimeSeries)]
    ) -> StatisticsPlot {
        let series = series.filter { !$0.values.values.isEmpty }
        return rate(
            name, title, intervals: series.map(\.values.shownInterval),
            series.map { ($0.name, $0.values.ratePoints) })
    }

    /// - Parameter intervals: what the points were counted in.
    static func rate(
        _ name: String, _ title: String, intervals: [Int64],
        _ series: [(name: String, points: [Point])]
    ) -> StatisticsPlot {
        let intervals = Set(intervals).sorted().map(StatisticsCell.shown)
        return StatisticsPlot(
            name, title, horizontal: Axis("time since the first packet", .time),
            vertical: Axis(
                "per second, in intervals of \(intervals.joined(separator: " and "))", .rate),
            series: series.map { Series($0.name, .bars, $0.points) })
    }

    /// Which share of all took no longer than a time; without those of which there are none.
    static func latencies(
        _ name: String, _ title: String, _ kinds: [(name: String, latencies: LatencyHistogram)]
    ) -> StatisticsPlot {
        let series = kinds.filter { $0.latencies.count > 0 }.map { kind in
            var seen = 0
            let points = kind.latencies.classes.map { part in
                seen += part.count
                let time = min(part.range.upperBound - 1, kind.latencies.greatest)
                return Point(
                    Double(max(1, time)) / 1e9, Double(seen) * 100 / Double(kind.latencies.count))
            }
            let first = points.first.map { [Point($0.x, 0)] } ?? []
            return Series("\(kind.name) (\(kind.latencies.count))", .steps, first + points)
        }
        return StatisticsPlot(
            name, title, horizontal: Axis("time to the answer", .duration, isLogarithmic: true),
            vertical: Axis("share that took no longer", .share), series: series)
    }
}
