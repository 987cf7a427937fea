/// Where the values of an axis lie in a picture, and what is written beside it.
struct PlotAxis {
    /// A place on the axis with its words.
    struct Tick {
        var value: Double
        var label: String
    }

    let start: Double
    let end: Double
    let isLogarithmic: Bool
    let ticks: [Tick]

    /// - Parameter values: what has to find room.
    init(_ axis: StatisticsPlot.Axis, values: [Double], tickCount: Int) {
        isLogarithmic = axis.isLogarithmic
        let finite = values.filter(\.isFinite)
        if isLogarithmic {
            let positive = finite.filter { $0 > 0 }
            let exponents = Self.exponents(positive.min() ?? 1, positive.max() ?? 1)
            start = Self.power(exponents.lowerBound)
            end = Self.power(exponents.upperBound)
            ticks = exponents.map { exponent in
                let value = Self.power(exponent)
                return Tick(value: value, label: Self.label(value, axis.kind, step: value))
            }
        } else {
            // Nothing is measured that is below nothing, but credit that was overdrawn.
            let least = min(0, finite.min() ?? 0)
            let most = axis.kind == .share ? 100 : max(finite.max() ?? 0, least)
            let step = Self.step(most - least, tickCount)
            let first = (least / step).rounded(.down)
            let last = max(first + 1, (most / step).rounded(.up))
            start = first * step
            end = last * step
            ticks = (Int(first)...Int(last)).map { index in
                let value = Double(index) * step
                return Tick(value: value, label: Self.label(value, axis.kind, step: step))
            }
        }
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

    /// A power of ten of a second in its unit.
    private static func time(_ value: Double) -> String {
        let units: [(name: String, seconds: Double)] = [("s", 1), ("ms", 1e-3), ("µs", 1e-6)]
        let unit = units.first { value >= $0.seconds * 0.999 } ?? ("ns", 1e-9)
        return StatisticsCell.fixed(value / unit.seconds, digits: 0, isGrouped: true) + " "
            + unit.name
    }
}
