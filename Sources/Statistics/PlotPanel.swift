internal import Diagrams

/// One pair of axes in a plot, and what is drawn between them.
struct PlotPanel {
    let left: Double
    let width: Double
    let top: Double
    let height: Double
    let horizontal: PlotAxis
    let vertical: PlotAxis

    var bottom: Double { top + height }

    private func x(_ value: Double) -> Double { left + horizontal.place(value) * width }

    private func y(_ value: Double) -> Double { bottom - vertical.place(value) * height }

    func drawAxes(on canvas: inout SVGCanvas, labelsTime: Bool) {
        for tick in vertical.ticks {
            let y = y(tick.value)
            canvas.line(x1: left, y1: y, x2: left + width, y2: y, class: "rule")
            canvas.text(tick.label, x: left - 8, y: y + 4, anchor: .end, class: "faint")
        }
        for tick in horizontal.ticks {
            let x = x(tick.value)
            if horizontal.isLogarithmic {
                canvas.line(x1: x, y1: top, x2: x, y2: bottom, class: "rule")
            }
            if !horizontal.hasCategories {
                canvas.line(x1: x, y1: bottom, x2: x, y2: bottom + 5, class: "rule")
            }
            guard labelsTime else { continue }
            canvas.text(tick.label, x: x, y: bottom + 18, anchor: .middle, class: "faint")
        }
        canvas.line(x1: left, y1: bottom, x2: left + width, y2: bottom, class: "axis")
    }

    /// - Parameter isShaded: whether an area lets see what is behind it.
    func draw(
        _ series: StatisticsPlot.Series, colour: Int, isShaded: Bool, on canvas: inout SVGCanvas
    ) {
        if horizontal.hasCategories { return drawColumns(series, colour, on: &canvas) }
        let outline = steps(series.points)
        guard let first = outline.first, let last = outline.last else { return }
        let isArea = series.shape != .steps
        if isArea {
            canvas.path(
                [(first.x, y(0))] + outline + [(last.x, y(0))], isClosed: true,
                class: isShaded ? Self.shade(colour) : Self.area(colour))
        }
        if isShaded || !isArea {
            canvas.path(outline, class: isArea ? Self.line(colour) : Self.curve(colour))
        }
    }

    /// A column for each category, with its number above it.
    private func drawColumns(
        _ series: StatisticsPlot.Series, _ colour: Int, on canvas: inout SVGCanvas
    ) {
        let step = width / Double(max(1, horizontal.ticks.count))
        for (point, tick) in zip(series.points, horizontal.ticks) where point.y > 0 {
            let (middle, top) = (x(tick.value), y(point.y))
            canvas.rectangle(
                x: middle - step * 0.4, y: top, width: step * 0.8, height: bottom - top,
                class: Self.area(colour))
            canvas.text(
                StatisticsCell.fixed(point.y, digits: 0, isGrouped: true), x: middle, y: top - 5,
                anchor: .middle, class: "small")
        }
    }

    private func steps(_ points: [StatisticsPlot.Point]) -> [(x: Double, y: Double)] {
        var corners: [(x: Double, y: Double)] = []
        for point in points {
            let x = x(point.x)
            if let last = corners.last { corners.append((x, last.y)) }
            corners.append((x, y(point.y)))
        }
        return corners
    }
}

// MARK: - Classes

extension PlotPanel {
    private static func area(_ colour: Int) -> StaticString {
        [
            "area-1" as StaticString, "area-2", "area-3", "area-4", "area-5", "area-6",
        ][colour]
    }

    private static func shade(_ colour: Int) -> StaticString {
        [
            "shade-1" as StaticString, "shade-2", "shade-3", "shade-4", "shade-5", "shade-6",
        ][colour]
    }

    private static func line(_ colour: Int) -> StaticString {
        [
            "series-1" as StaticString, "series-2", "series-3", "series-4", "series-5", "series-6",
        ][colour]
    }

    static func curve(_ colour: Int) -> StaticString {
        [
            "series-1" as StaticString, "series-2 dash-2", "series-3 dash-3", "series-4 dash-4",
            "series-5 dash-5", "series-6 dash-6",
        ][colour]
    }

    static func dot(_ colour: Int) -> StaticString {
        ["dot-1" as StaticString, "dot-2", "dot-3", "dot-4", "dot-5", "dot-6"][colour]
    }
}
