/// One kind of statistics: is fed with what it asks for, in the order of the capture, and gives
/// tables at the end.
///
/// What is fed is for the duration of the call.  A collector makes no String and allocates nothing
/// for a packet or a message; what it keeps has a named limit, and tables say when that was reached.
public protocol StatisticsCollector: AnyObject {
    /// The fields of messages that are wanted; their places here are their numbers in
    /// ``StatisticsMessage``.  Asked once.
    var fields: [StatisticsField] { get }

    /// Asked once.
    var wishes: StatisticsWishes { get }

    /// Takes a packet, with all its messages, if packets are wished for.
    func take(_ packet: borrowing StatisticsPacket)

    /// Takes a message that has one of the wanted fields, or any if all are wished for.
    func take(_ message: StatisticsMessage, of packet: borrowing StatisticsPacket)

    /// What was found out; the same each time it is asked.
    func tables(_ totals: StatisticsTotals) -> [StatisticsTable]

    /// Pictures of it.
    func plots(_ totals: StatisticsTotals) -> [StatisticsPlot]
}

extension StatisticsCollector {
    public var fields: [StatisticsField] { [] }
    public var wishes: StatisticsWishes { [] }
    public func take(_ packet: borrowing StatisticsPacket) {}
    public func take(_ message: StatisticsMessage, of packet: borrowing StatisticsPacket) {}
    public func plots(_ totals: StatisticsTotals) -> [StatisticsPlot] { [] }
}

public struct StatisticsWishes: OptionSet, Sendable {
    public let rawValue: UInt8

    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// All packets.
    public static let packets = StatisticsWishes(rawValue: 1)
    /// All messages, whether they have a wanted field or not.
    public static let messages = StatisticsWishes(rawValue: 2)
    /// What layers and link addresses a packet has.
    public static let layers = StatisticsWishes(rawValue: 4)
}

/// A field of messages that a collector wants, and what it wants to know of its value.
public struct StatisticsField {
    /// Wireshark's name, or ours.
    public let name: String
    public let use: Use

    public init(_ name: String, _ use: Use) {
        self.name = name
        self.use = use
    }

    public enum Use {
        /// Numbers, flags (0, 1), durations and times (nanoseconds); 1 for a field that is there
        /// and has no value.
        case number
        /// How many bytes its text or its bytes have.
        case byteCount
        /// Its text or its bytes, by their number in a table.
        case name(NameTable)
        /// A hash of its text or its bytes, the same for the same in all packets of a run.
        case hash
    }
}

/// What a run has seen in all, for shares and rates.
public struct StatisticsTotals: Equatable, Sendable {
    public var packetCount = 0
    public var messageCount = 0
    /// On the wire.
    public var byteCount = 0
    /// The times of the first packet and of the latest, in nanoseconds since 1970.
    public var firstTime: Int64 = 0
    public var lastTime: Int64 = 0

    public init() {}

    public var duration: Int64 {
        let (difference, overflow) = lastTime.subtractingReportingOverflow(firstTime)
        return overflow ? 0 : max(0, difference)
    }
}
