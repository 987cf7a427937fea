/// Figures as a plot says them, in a few words.
enum PlotWords {
    /// A time in the unit that suits it, without zeros that say nothing, as in `5 ms`.
    static func time(_ nanoseconds: Int64) -> String {
        let text = StatisticsCell.shown(nanoseconds)
        let parts = text.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, let number = parts.first, number.contains(".") else { return text }
        var digits = number
        while digits.last == "0" { digits.removeLast() }
        if digits.last == "." { digits.removeLast() }
        return "\(digits) \(parts[1])"
    }

    /// As in `1,234 packets`, `1 packet` and `3.1 MB of data`.
    static func amount(
        _ number: Int, _ names: String, _ kind: StatisticsColumn.Kind
    ) -> String {
        if kind == .bytes { return "\(size(Double(number))) of \(names)" }
        let name = number == 1 && names.hasSuffix("s") ? String(names.dropLast()) : names
        return "\(StatisticsCell.grouped(number)) \(name)"
    }

    static func size(_ byteCount: Double) -> String {
        let units: [(name: String, size: Double)] = [("GB", 1e9), ("MB", 1e6), ("kB", 1e3)]
        for unit in units where byteCount >= unit.size * 2 {
            let value = byteCount / unit.size
            return StatisticsCell.fixed(value, digits: value < 100 ? 1 : 0, isGrouped: true)
                + " " + unit.name
        }
        return StatisticsCell.fixed(byteCount, digits: 0, isGrouped: true)
            + (byteCount == 1 ? " byte" : " bytes")
    }

    /// `a`, `a and b`, `a, b and c`.
    static func list(_ words: [String]) -> String {
        guard let last = words.last, words.count > 1 else { return words.first ?? "" }
        return words.dropLast().joined(separator: ", ") + " and " + last
    }

    /// How many there were for each second, on average and at most, of counts in intervals.
    static func rates(
        _ counts: [Int], _ kind: StatisticsColumn.Kind, _ interval: Int64
    ) -> String {
        guard let most = counts.max(), let place = counts.firstIndex(of: most), interval > 0
        else { return "" }
        let seconds = Double(interval) / 1e9
        func rate(_ value: Double) -> String {
            kind == .bytes
                ? size(value)
                : StatisticsCell.fixed(value, digits: value < 10 ? 2 : 0, isGrouped: true)
        }
        let mean = Double(counts.reduce(0, +)) / (Double(counts.count) * seconds)
        let start = time(Int64(place) &* interval)
        return "\(rate(mean)) per second on average, at most \(rate(Double(most) / seconds)) "
            + "(\(place == 0 ? "at the beginning" : "after \(start)"))"
    }

    static func quantiles(_ latencies: LatencyHistogram) -> String {
        guard latencies.count > 1, let half = latencies.quantile(0.5),
            let most = latencies.quantile(0.99)
        else { return "1 answer, after \(time(latencies.greatest))" }
        return "\(StatisticsCell.grouped(latencies.count)) answers, half within \(time(half)), "
            + "99 % within \(time(most)), the longest after \(time(latencies.greatest))"
    }
}
