extension StatisticsPlot {
    /// How many of something there were for each second, over the time of the capture; none of what
    /// there was nothing of.
    static func rate(
        _ name: String, _ title: String, of what: String,
        _ series: [(name: String, values: TimeSeries)]
    ) -> StatisticsPlot {
        let series = series.filter { !$0.values.values.isEmpty }
        let interval = series.map(\.values.shownInterval).max() ?? 0
        return rate(
            name, title, of: what, .count, interval: interval,
            series.map { ($0.name, $0.values.joined(to: interval).values) })
    }

    /// - Parameters:
    ///   - kind: whether these are counts or bytes.
    ///   - series: how many there were in each interval.
    static func rate(
        _ name: String, _ title: String, of what: String, _ kind: StatisticsColumn.Kind,
        interval: Int64, _ series: [(name: String, counts: [Int])]
    ) -> StatisticsPlot {
        let length = PlotWords.time(interval)
        let amounts = series.map { one in
            PlotWords.amount(one.counts.reduce(0, +), one.name, kind)
        }
        return StatisticsPlot(
            name, title,
            summary: amounts.isEmpty
                ? "" : "\(PlotWords.list(amounts)), counted in intervals of \(length).",
            horizontal: Axis("time since the first packet", .time),
            vertical: Axis("\(what) per second", kind == .bytes ? .bytes : .rate),
            series: series.map { one in
                Series(
                    one.name, figures: PlotWords.rates(one.counts, kind, interval), .bars,
                    ratePoints(one.counts, interval))
            })
    }

    private static func ratePoints(_ counts: [Int], _ interval: Int64) -> [Point] {
        let seconds = Double(interval) / 1e9
        return counts.enumerated().map { index, count in
            Point(Double(index) * seconds, Double(count) / seconds)
        } + [Point(Double(counts.count) * seconds, 0)]
    }

    /// Which share of all took no longer than a time; without those of which there are none.
    static func latencies(
        _ name: String, _ title: String, _ kinds: [(name: String, latencies: LatencyHistogram)]
    ) -> StatisticsPlot {
        let kinds = kinds.filter { $0.latencies.count > 0 }
        return StatisticsPlot(
            name, title, summary: latencySummary(kinds),
            horizontal: Axis("time to the answer", .duration, isLogarithmic: true),
            vertical: Axis("share of the answers that took no longer", .share),
            series: kinds.map { kind in
                Series(
                    kind.name, figures: PlotWords.quantiles(kind.latencies), .steps,
                    sharePoints(kind.latencies))
            })
    }

    private static func latencySummary(
        _ kinds: [(name: String, latencies: LatencyHistogram)]
    ) -> String {
        guard let slowest = kinds.max(by: { $0.latencies.greatest < $1.latencies.greatest })
        else { return "" }
        let count = kinds.reduce(0) { $0 + $1.latencies.count }
        let longest = PlotWords.time(slowest.latencies.greatest)
        if count == 1 { return "1 answer, after \(longest)." }
        let whose = kinds.count > 1 ? " (\(slowest.name))" : ""
        return "\(StatisticsCell.grouped(count)) answers; the longest took \(longest)\(whose). "
            + "The steeper a curve and the farther left, the better."
    }

    private static func sharePoints(_ latencies: LatencyHistogram) -> [Point] {
        var seen = 0
        let points = latencies.classes.map { part in
            seen += part.count
            let time = min(part.range.upperBound - 1, latencies.greatest)
            return Point(
                Double(max(1, time)) / 1e9, Double(seen) * 100 / Double(latencies.count))
        }
        return (points.first.map { [Point($0.x, 0)] } ?? []) + points
    }
}
