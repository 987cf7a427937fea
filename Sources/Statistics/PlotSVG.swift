public import Bytes
internal import Diagrams

/// Draws a ``StatisticsPlot`` as SVG that explains itself: title, the figures that matter, axes with
/// their units, what each colour is, and which capture it is of.
public struct PlotSVG: ~Copyable {
    private let plot: StatisticsPlot
    private let source: String
    private let series: [StatisticsPlot.Series]
    private let summary: [String]
    private let panels: [PlotPanel]
    private var canvas: SVGCanvas

    private static let width = 860.0
    private static let margin = 24.0
    /// Half of the last label of the horizontal axis has room here.
    private static let right = 44.0
    private static let summaryTop = 56.0
    private static let lineStep = 16.0
    private static let legendStep = 20.0
    /// There are as many colours.
    private static var seriesCountMax: Int { 6 }

    /// Writes the whole picture.
    ///
    /// - Parameter source: the name of the capture.
    public static func write(
        _ plot: StatisticsPlot, source: String, to output: inout OutputFile
    ) {
        var picture = PlotSVG(plot, source)
        picture.draw()
        _ = picture.canvas.write(to: &output)
    }

    private init(_ plot: StatisticsPlot, _ source: String) {
        self.plot = plot
        self.source = source
        series = Array(plot.series.prefix(Self.seriesCountMax))
        let room = Self.width - 2 * Self.margin
        summary = TextMeasure.lines(plot.summary, width: room, TextMeasure.smallColumn)
        panels = Self.panels(
            plot, series, top: Self.summaryTop + Double(summary.count) * Self.lineStep + 28)
        let legend = plot.hasPanels ? 0 : Double(series.count) * Self.legendStep
        let left = plot.series.count > series.count ? Self.legendStep : 0
        let bottom = panels.last?.bottom ?? Self.summaryTop
        canvas = SVGCanvas(
            width: Self.width, height: bottom + 84 + legend + left, title: plot.title,
            style: Self.style)
    }

    /// One for all series, or one for each; of all, the horizontal axis is the same.
    private static func panels(
        _ plot: StatisticsPlot, _ series: [StatisticsPlot.Series], top: Double
    ) -> [PlotPanel] {
        let groups = plot.hasPanels ? series.map { [$0] } : [series]
        let horizontal = PlotAxis(
            plot.horizontal, values: series.flatMap(\.points).map(\.x), tickCount: 8)
        let verticals = groups.map { group in
            PlotAxis(
                plot.vertical, values: group.flatMap(\.points).map(\.y),
                tickCount: plot.hasPanels ? 3 : 5)
        }
        let widest = verticals.flatMap(\.ticks).map { TextMeasure.width(ofSmall: $0.label) }.max()
        let left = max(64, margin + (widest ?? 0) + 12)
        let height = plot.hasPanels ? 84.0 : 300.0
        return zip(0..., verticals).map { index, vertical in
            PlotPanel(
                left: left, width: width - left - right,
                top: top + (plot.hasPanels ? 24 : 0) + Double(index) * (height + 44),
                height: height, horizontal: horizontal, vertical: vertical)
        }
    }

    /// Beside the look that all pictures share: areas that hide nothing, and curves that can be told
    /// apart without their colours.
    private static var style: StaticString {
        """
        .shade-1, .shade-2, .shade-3, .shade-4, .shade-5, .shade-6 { stroke: none; fill-opacity: 0.2; }
        .shade-1 { fill: var(--c1); } .shade-2 { fill: var(--c2); } .shade-3 { fill: var(--c3); }
        .shade-4 { fill: var(--c4); } .shade-5 { fill: var(--c5); } .shade-6 { fill: var(--c6); }
        .dash-2 { stroke-dasharray: 9 3; } .dash-3 { stroke-dasharray: 2 2; }
        .dash-4 { stroke-dasharray: 12 3 2 3; } .dash-5 { stroke-dasharray: 5 5; }
        .dash-6 { stroke-dasharray: 2 5; }

        """
    }
}

// MARK: - Drawing

extension PlotSVG {
    private mutating func draw() {
        canvas.text(plot.title, x: Self.margin, y: 34, class: "title")
        for (index, line) in summary.enumerated() {
            canvas.text(
                line, x: Self.margin, y: Self.summaryTop + Double(index) * Self.lineStep,
                class: "small")
        }
        if let first = panels.first {
            canvas.text(
                first.vertical.title, x: Self.margin, y: first.top - (plot.hasPanels ? 38 : 20),
                class: "faint")
        }
        for (index, panel) in panels.enumerated() {
            panel.drawAxes(on: &canvas, labelsTime: index == panels.count - 1)
            if plot.hasPanels {
                panel.draw(series[index], colour: index, isShaded: true, on: &canvas)
                drawName(index, x: panel.left, y: panel.top - 10)
            } else {
                for (colour, one) in series.enumerated() {
                    panel.draw(
                        one, colour: colour, isShaded: series.count > 1, on: &canvas)
                }
            }
        }
        drawBelow()
        canvas.finish()
    }

    private mutating func drawBelow() {
        guard let last = panels.last else { return }
        canvas.text(
            last.horizontal.title, x: last.left + last.width / 2, y: last.bottom + 40,
            anchor: .middle, class: "faint")
        var y = last.bottom + 66
        if !plot.hasPanels {
            for index in series.indices {
                drawName(index, x: last.left, y: y)
                y += Self.legendStep
            }
        }
        if plot.series.count > series.count {
            let left = plot.series.count - series.count
            canvas.text("and \(left) more", x: last.left + 32, y: y, class: "faint")
            y += Self.legendStep
        }
        let shown = TextMeasure.cut(
            source, to: Self.width - 2 * Self.margin, TextMeasure.smallColumn)
        canvas.text(shown, x: Self.width - Self.margin, y: y + 4, anchor: .end, class: "faint")
    }

    /// What a colour is, and the figures of it.
    private mutating func drawName(_ index: Int, x: Double, y: Double) {
        let one = series[index]
        if one.shape != .steps {
            canvas.rectangle(
                x: x, y: y - 9, width: 24, height: 10, radius: 2, class: PlotPanel.dot(index))
        } else {
            canvas.path([(x, y - 4), (x + 24, y - 4)], class: PlotPanel.curve(index))
        }
        let figures = one.figures.isEmpty ? "" : ": \(one.figures)"
        let room = Self.width - Self.margin - x - 32
        let name = TextMeasure.cut(
            one.name, to: room - TextMeasure.width(ofSmall: figures), TextMeasure.smallColumn)
        canvas.text(name + figures, x: x + 32, y: y, class: "small")
    }
}
