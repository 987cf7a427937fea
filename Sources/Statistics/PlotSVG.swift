public import Bytes
internal import Diagrams

/// Draws a ``StatisticsPlot`` as SVG: title, axes with their units, what each colour is.
public enum PlotSVG {
    private static let width = 860.0
    private static let left = 84.0
    private static let right = 44.0
    private static let top = 68.0
    private static let plotHeight = 300.0
    private static let legendStep = 20.0
    /// There are as many colours.
    private static let seriesCountMax = 6

    private static var plotWidth: Double { width - left - right }
    private static var bottom: Double { top + plotHeight }

    public static func write(_ plot: StatisticsPlot, to output: inout OutputFile) {
        let series = Array(plot.series.prefix(seriesCountMax))
        let left = plot.series.count - series.count
        let lineCount = series.count + (left > 0 ? 1 : 0)
        let height = bottom + 72 + Double(lineCount) * legendStep
        var canvas = SVGCanvas(width: width, height: height, title: plot.title)
        canvas.text(plot.title, x: 24, y: 32, class: "strong")
        let points = series.flatMap(\.points)
        let axes = Axes(
            horizontal: PlotAxis(plot.horizontal, values: points.map(\.x), tickCount: 8),
            vertical: PlotAxis(plot.vertical, values: points.map(\.y), tickCount: 5))
        drawAxes(plot, axes, on: &canvas)
        for (index, one) in series.enumerated() {
            draw(one, colour: index, of: series.count, axes, on: &canvas)
        }
        drawLegend(series, more: left, on: &canvas)
        canvas.finish()
        _ = canvas.write(to: &output)
    }

    private struct Axes {
        let horizontal: PlotAxis
        let vertical: PlotAxis

        func x(_ value: Double) -> Double { left + horizontal.place(value) * plotWidth }
        func y(_ value: Double) -> Double { bottom - vertical.place(value) * plotHeight }
    }

    private static func drawAxes(
        _ plot: StatisticsPlot, _ axes: Axes, on canvas: inout SVGCanvas
    ) {
        for tick in axes.vertical.ticks {
            let y = axes.y(tick.value)
            canvas.line(x1: left, y1: y, x2: left + plotWidth, y2: y, class: "rule")
            canvas.text(tick.label, x: left - 8, y: y + 4, anchor: .end, class: "faint")
        }
        for tick in axes.horizontal.ticks {
            let x = axes.x(tick.value)
            canvas.line(x1: x, y1: bottom, x2: x, y2: bottom + 5, class: "rule")
            canvas.text(tick.label, x: x, y: bottom + 18, anchor: .middle, class: "faint")
        }
        canvas.line(x1: left, y1: bottom, x2: left + plotWidth, y2: bottom, class: "axis")
        canvas.text(
            title(plot.horizontal), x: left + plotWidth / 2, y: bottom + 40, anchor: .middle,
            class: "small")
        canvas.text(title(plot.vertical), x: 24, y: top - 14, class: "small")
    }

    /// Labels of durations and shares have their unit with them.
    private static func title(_ axis: StatisticsPlot.Axis) -> String {
        switch axis.kind {
        case .time: "\(axis.title) (s)"
        case .bytes: "\(axis.title) (bytes)"
        default: axis.title + (axis.isLogarithmic ? " (logarithmic)" : "")
        }
    }

    private static let lines: [StaticString] = [
        "series-1", "series-2", "series-3", "series-4", "series-5", "series-6",
    ]
    private static let areas: [StaticString] = [
        "area-1", "area-2", "area-3", "area-4", "area-5", "area-6",
    ]
    private static let dots: [StaticString] = [
        "dot-1", "dot-2", "dot-3", "dot-4", "dot-5", "dot-6",
    ]

    private static func draw(
        _ series: StatisticsPlot.Series, colour: Int, of count: Int, _ axes: Axes,
        on canvas: inout SVGCanvas
    ) {
        switch series.shape {
        case .line:
            canvas.path(
                series.points.map { (axes.x($0.x), axes.y($0.y)) }, class: lines[colour])
        case .steps: canvas.path(steps(series.points, axes), class: lines[colour])
        case .bars:
            var outline = steps(series.points, axes)
            guard let first = outline.first, let last = outline.last else { return }
            // Bars of several series would hide one another.
            if count > 1 { return canvas.path(outline, class: lines[colour]) }
            outline = [(first.x, axes.y(0))] + outline + [(last.x, axes.y(0))]
            canvas.path(outline, isClosed: true, class: areas[colour])
        }
    }

    private static func steps(
        _ points: [StatisticsPlot.Point], _ axes: Axes
    ) -> [(x: Double, y: Double)] {
        var corners: [(x: Double, y: Double)] = []
        for point in points {
            let x = axes.x(point.x)
            if let last = corners.last { corners.append((x, last.y)) }
            corners.append((x, axes.y(point.y)))
        }
        return corners
    }

    private static func drawLegend(
        _ series: [StatisticsPlot.Series], more: Int, on canvas: inout SVGCanvas
    ) {
        var y = bottom + 64
        for (index, one) in series.enumerated() {
            canvas.rectangle(
                x: left, y: y - 9, width: 12, height: 10, radius: 2, class: dots[index])
            canvas.text(shortened(one.name), x: left + 20, y: y, class: "small")
            y += legendStep
        }
        if more > 0 { canvas.text("and \(more) more", x: left + 20, y: y, class: "faint") }
    }

    /// A name that fits into a line.
    private static func shortened(_ name: String) -> String {
        name.count <= 100 ? name : name.prefix(99) + "…"
    }
}
