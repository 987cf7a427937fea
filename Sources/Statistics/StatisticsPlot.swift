/// A picture of what a statistic found out: what is drawn, not how.
public struct StatisticsPlot: Sendable {
    /// As in `mqtt.latency`; also the name of its file.
    public var name: String
    public var title: String
    public var horizontal: Axis
    public var vertical: Axis
    public var series: [Series]

    public init(
        _ name: String, _ title: String, horizontal: Axis, vertical: Axis, series: [Series]
    ) {
        self.name = name
        self.title = title
        self.horizontal = horizontal
        self.vertical = vertical
        self.series = series
    }

    public struct Axis: Sendable {
        public var title: String
        public var kind: StatisticsColumn.Kind
        public var isLogarithmic: Bool

        public init(_ title: String, _ kind: StatisticsColumn.Kind, isLogarithmic: Bool = false) {
            self.title = title
            self.kind = kind
            self.isLogarithmic = isLogarithmic
        }
    }

    public struct Series: Sendable {
        public var name: String
        public var shape: Shape
        /// In the units of the axes: seconds, bytes, …
        public var points: [Point]

        public init(_ name: String, _ shape: Shape, _ points: [Point]) {
            self.name = name
            self.shape = shape
            self.points = points
        }
    }

    public enum Shape: Sendable {
        /// From point to point.
        case line
        /// A value that stays until the next point.
        case steps
        /// A bar from each point to the next one's place; the last point only ends it.
        case bars
    }

    public struct Point: Equatable, Sendable {
        public var x: Double
        public var y: Double

        public init(_ x: Double, _ y: Double) {
            self.x = x
            self.y = y
        }
    }
}
