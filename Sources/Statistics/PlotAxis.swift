/// Where the values of an axis lie in a picture, and what is written beside it.
struct PlotAxis {
    /// A place on the axis with its words.
    struct Tick {
        var value: Double
        var label: String
    }

    /// With the unit that the labels are in, if they have none themselves.
    let title: String
    let start: Double
    let end: Double
    let isLogarithmic: Bool
    let hasCategories: Bool
    let ticks: [Tick]

    /// - Parameter values: what has to find room.
    init(_ axis: StatisticsPlot.Axis, values: [Double], tickCount: Int) {
        isLogarithmic = axis.isLogarithmic
        hasCategories = !axis.categories.isEmpty
        let finite = values.filter(\.isFinite)
        if hasCategories {
            (title, start, end) = (axis.title, 0, Double(axis.categories.count))
            ticks = axis.categories.enumerated().map { Tick(value: Double($0) + 0.5, label: $1) }
        } else if isLogarithmic {
            let positive = finite.filter { $0 > 0 }
            let exponents = Self.exponents(positive.min() ?? 1, positive.max() ?? 1)
            title = axis.title + " (logarithmic)"
            start = Self.power(exponents.lowerBound)
            end = Self.power(exponents.upperBound)
            ticks = Self.ticks(exponents, axis.kind)
        } else {
            // Nothing is measured that is below nothing, but credit that was overdrawn.
            let least = min(0, finite.min() ?? 0)
            let most = axis.kind == .share ? 100 : max(finite.max() ?? 0, least)
            let unit = Self.unit(axis.kind, most)
            title = unit.name.isEmpty ? axis.title : "\(axis.title) (\(unit.name))"
            let range = (most - least) / unit.size
            let finest = axis.kind == .count ? 1 : 0.0
            let step = max(finest, Self.step(range, tickCount))
            let first = (least / unit.size / step).rounded(.down)
            let last = max(first + 1, (most / unit.size / step).rounded(.up))
            start = first * step * unit.size
            end = last * step * unit.size
            ticks = (Int(first)...Int(last)).map { index in
                let value = Double(index) * step
                return Tick(
                    value: value * unit.size, label: Self.label(value, axis.kind, step: step))
            }
        }
    }

    /// A tick for each power of ten, and some between if there are few.
    private static func ticks(
        _ exponents: ClosedRange<Int>, _ kind: StatisticsColumn.Kind
    ) -> [Tick] {
        let parts: [Double] = exponents.count <= 3 ? [1, 2, 5] : [1]
        return exponents.flatMap { exponent in
            (exponent == exponents.upperBound ? [1] : parts).map { part in
                let value = power(exponent) * part
                return Tick(value: value, label: label(value, kind, step: value))
            }
        }
    }

    /// The unit in which the greatest value is a number that one can read.
    private static func unit(
        _ kind: StatisticsColumn.Kind, _ most: Double
    ) -> (name: String, size: Double) {
        let units: [(name: String, size: Double)]
        switch kind {
        case .time: units = [("h", 3600), ("min", 60), ("s", 1), ("ms", 1e-3), ("µs", 1e-6)]
        case .bytes: units = [("GB", 1e9), ("MB", 1e6), ("kB", 1e3), ("bytes", 1)]
        default: return ("", 1)
        }
        let least = kind == .time ? 1.0 : 2
        let fitting = units.first { unit in
            most >= unit.size * (unit.size > 1 && kind == .time ? 5 : least)
        }
        return fitting ?? units[most > 0 || kind == .bytes ? units.count - 1 : 2]
    }

    /// From 0 to 1.
    func place(_ value: Double) -> Double {
        let value = min(max(value, start), end)
        if isLogarithmic { return Self.logarithm(value / start) / Self.logarithm(end / start) }
        return (value - start) / (end - start)
    }

    /// A round number such that about `count` of it make `range`.
    private static func step(_ range: Double, _ count: Int) -> Double {
        guard range > 0 else { return 1 }
        let rough = range / Double(count)
        var unit = 1.0
        while unit > rough { unit /= 10 }
        while unit * 10 <= rough { unit *= 10 }
        return unit * ([1, 2, 5].first { $0 * unit >= rough } ?? 10)
    }

    private static func exponents(_ least: Double, _ most: Double) -> ClosedRange<Int> {
        var lower = 0
        while power(lower) > least, lower > -12 { lower -= 1 }
        while power(lower + 1) <= least, lower < 12 { lower += 1 }
        var upper = lower + 1
        while power(upper) < most, upper < 18 { upper += 1 }
        return lower...upper
    }

    private static func power(_ exponent: Int) -> Double {
        (0..<abs(exponent)).reduce(1.0) { value, _ in exponent < 0 ? value / 10 : value * 10 }
    }

    /// Of numbers from 1 on; good enough to draw with, and without a library of C's.
    private static func logarithm(_ value: Double) -> Double {
        var (rest, sum) = (max(value, 1), 0.0)
        while rest >= 10 {
            rest /= 10
            sum += 1
        }
        // log10 of 1 to 10 by the series of the area tangent.
        let ratio = (rest - 1) / (rest + 1)
        var (term, series) = (ratio, 0.0)
        for index in 0..<60 {
            series += term / Double(2 * index + 1)
            term *= ratio * ratio
        }
        return sum + 2 * series / 2.302_585_092_994_046
    }

    private static func label(
        _ value: Double, _ kind: StatisticsColumn.Kind, step: Double
    ) -> String {
        var digits = 0
        var unit = 1.0
        while unit > step * 1.000_001, digits < 9 {
            unit /= 10
            digits += 1
        }
        switch kind {
        case .duration: return time(value)
        case .share: return StatisticsCell.fixed(value, digits: digits) + " %"
        default: return StatisticsCell.fixed(value, digits: digits, isGrouped: true)
        }
    }

    /// A round time in its unit.
    private static func time(_ value: Double) -> String {
        let units: [(name: String, seconds: Double)] = [("s", 1), ("ms", 1e-3), ("µs", 1e-6)]
        let unit = units.first { value >= $0.seconds * 0.999 } ?? ("ns", 1e-9)
        return StatisticsCell.fixed(value / unit.seconds, digits: 0, isGrouped: true) + " "
            + unit.name
    }
}
