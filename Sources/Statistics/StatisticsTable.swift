/// What a statistic found out: columns and rows of typed values, for any printer.
public struct StatisticsTable: Sendable {
    /// As in `mqtt.topics`: what `earshot stats` and programs call it.  Its first part is the name
    /// of the group that it is chosen with.
    public var name: String
    /// A few words for people.
    public var title: String
    public var columns: [StatisticsColumn]
    public var rows: [StatisticsRow]
    /// Sentences below the table: what was left out because of a limit, how something is counted.
    public var remarks: [String]
    /// Of more rows the short form shows the first.
    public var shortRowCount: Int
    /// Whether the short form has the table at all.
    public var isInShortForm: Bool

    public init(
        _ name: String, _ title: String, columns: [StatisticsColumn], rows: [StatisticsRow] = [],
        remarks: [String] = [], shortRowCount: Int = 10, isInShortForm: Bool = true
    ) {
        self.name = name
        self.title = title
        self.columns = columns
        self.rows = rows
        self.remarks = remarks
        self.shortRowCount = shortRowCount
        self.isInShortForm = isInShortForm
    }

    public mutating func append(_ values: StatisticsValue..., indent: Int = 0) {
        rows.append(StatisticsRow(values, indent: indent))
    }

    /// The group that the table belongs to.
    public var group: Substring { name.prefix { $0 != "." } }
}

public struct StatisticsColumn: Sendable {
    /// The name for programs: a few words with hyphens.
    public var name: String
    /// The heading for people.
    public var title: String
    public var kind: Kind

    public init(_ name: String, _ title: String, _ kind: Kind) {
        self.name = name
        self.title = title
        self.kind = kind
    }

    /// What the values of a column are.
    public enum Kind: String, Sendable {
        case text, count, bytes, share, duration, time, rate, flag

        /// What JSON and CSV give the values in, and the heading of plain text if it needs one.
        public var unit: String? {
            switch self {
            case .bytes: "bytes"
            case .share: "%"
            case .duration, .time: "s"
            case .rate: "1/s"
            case .text, .count, .flag: nil
            }
        }

        public var isRightAligned: Bool { self != .text && self != .flag }
    }
}

public struct StatisticsRow: Sendable {
    /// One for each column.
    public var values: [StatisticsValue]
    /// How deep the row stands below one before it, as in the hierarchy of protocols.
    public var indent: Int

    public init(_ values: [StatisticsValue], indent: Int = 0) {
        self.values = values
        self.indent = indent
    }
}

public enum StatisticsValue: Equatable, Sendable {
    /// There is none, as a latency of no answers.
    case none
    /// Words of ours.
    case text(String)
    /// Bytes of a sender's making, which are not to be trusted.
    case name([UInt8])
    case count(Int)
    case bytes(Int)
    /// Hundredths.
    case percent(Double)
    /// Nanoseconds.
    case duration(Int64)
    /// Nanoseconds since the first packet.
    case time(Int64)
    case rate(Double)
    case flag(Bool)

    /// `part` of `whole` in hundredths; none of nothing.
    public static func share(_ part: Int, of whole: Int) -> StatisticsValue {
        whole == 0 ? .none : .percent(Double(part) * 100 / Double(whole))
    }

    /// So many in nanoseconds, for each second; none if no time went by.
    public static func rate(_ count: Int, in nanoseconds: Int64) -> StatisticsValue {
        nanoseconds <= 0 ? .none : .rate(Double(count) * 1e9 / Double(nanoseconds))
    }
}
