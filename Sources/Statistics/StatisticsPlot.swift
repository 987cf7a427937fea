/// A picture of what a statistic found out: what is drawn, not how.
public struct StatisticsPlot: Sendable {
    /// As in `mqtt.latency`; also the name of its file.
    public var name: String
    public var title: String
    /// The figures that matter most, in a sentence or two.
    public var summary: String
    public var horizontal: Axis
    public var vertical: Axis
    /// Whether each series has a vertical axis of its own, as values of very different size need.
    public var hasPanels: Bool
    public var series: [Series]

    public init(
        _ name: String, _ title: String, summary: String, horizontal: Axis, vertical: Axis,
        hasPanels: Bool = false, series: [Series]
    ) {
        self.name = name
        self.title = title
        self.summary = summary
        self.horizontal = horizontal
        self.vertical = vertical
        self.hasPanels = hasPanels
        self.series = series
    }

    public struct Axis: Sendable {
        /// Without the unit, which goes by how great the values are.
        public var title: String
        public var kind: StatisticsColumn.Kind
        public var isLogarithmic: Bool
        /// Names of equally wide places in place of numbers: from 0 to 1, from 1 to 2, …
        public var categories: [String]

        public init(
            _ title: String, _ kind: StatisticsColumn.Kind, isLogarithmic: Bool = false,
            categories: [String] = []
        ) {
            self.title = title
            self.kind = kind
            self.isLogarithmic = isLogarithmic
            self.categories = categories
        }
    }

    public struct Series: Sendable {
        public var name: String
        /// What there is to say of it in a few words, as in `20 in all`.
        public var figures: String
        public var shape: Shape
        /// In the units of the axes: seconds, bytes, …
        public var points: [Point]

        public init(_ name: String, figures: String, _ shape: Shape, _ points: [Point]) {
            self.name = name
            self.figures = figures
            self.shape = shape
            self.points = points
        }
    }

    public enum Shape: Sendable {
        /// A value that stays until the next point.
        case steps
        /// The same of what there is more or less of, as water in a glass.
        case level
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
