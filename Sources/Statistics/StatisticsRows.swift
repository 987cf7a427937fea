public import Bytes
public import Dissection
public import Packets
public import Printing

/// Feeds all chosen collectors with the packets and messages of a run, in one pass.
///
/// The collectors have what was found out when the run is over: ``StatisticsRows`` prints nothing.
public struct StatisticsRows: RowSink, ~Copyable {
    private let collectors: [any StatisticsCollector]
    /// Which of them take packets.
    private let takingPackets: [Int]
    /// Whether nobody stands in front who keeps messages back: then they come as they are found.
    private let isDirect: Bool
    private let wanted: WantedFields
    private let box: TotalsBox
    private var totals = StatisticsTotals()
    private let feed: StatisticsFeed

    /// Where a run's totals can be read when it is over.
    public final class TotalsBox {
        public fileprivate(set) var totals = StatisticsTotals()

        public init() {}
    }

    /// - Parameter isDirect: whether all messages count, no filter is in front.
    public init(
        _ collectors: [any StatisticsCollector], _ totals: TotalsBox, table: FieldTable,
        isDirect: Bool = false
    ) {
        precondition(collectors.count <= 64, "a message has a bit for each collector")
        self.collectors = collectors
        box = totals
        let wanted = WantedFields(collectors, table)
        self.wanted = wanted
        takingPackets = collectors.indices.filter { collectors[$0].wishes.contains(.packets) }
        let takingMessages: UInt64 = collectors.indices.reduce(0) { bits, index in
            collectors[index].wishes.contains(.messages) ? bits | 1 << UInt64(index) : bits
        }
        let wantsLayers = collectors.contains { $0.wishes.contains(.layers) }
        feed = StatisticsFeed(
            wanted, collectorsOfAll: takingMessages, wantsLayers: wantsLayers)
        self.isDirect = isDirect
    }

    public var depth: Depth { .fields }
    public var takesMessages: Bool { true }
    public var wantsSummaries: Bool { false }
    public var messageTaker: (any MessageTaker)? { isDirect ? feed : nil }
    public var takesHiddenPackets: Bool { false }
    public var wantsInfo: Bool { false }

    public func wants(_ id: FieldID) -> Bool { wanted.contains(id) }

    public func wantsLengthOnly(of id: FieldID) -> Bool { wanted.wantsLengthOnly(of: id) }

    public mutating func beginMessage(_ head: MessageHead, summary: RawSpan) {
        feed.beginMessage(head)
    }

    public mutating func add(
        _ field: Field, in bytes: RawSpan, at offset: Int, decoded: RawSpan
    ) {
        feed.add(field, in: bytes, at: offset, decoded: decoded)
    }

    public mutating func endMessage() { feed.endMessage() }

    public mutating func dropMessage() { feed.dropMessage() }

    public mutating func discard() { feed.removeMessages() }

    public mutating func print(
        _ line: PacketLine, _ layers: borrowing PacketLayers, packet bytes: RawSpan,
        info: borrowing TextBuffer
    ) -> Bool {
        totals.packetCount &+= 1
        totals.byteCount &+= line.byteCount
        if line.hasTime {
            totals.firstTime = line.firstTime
            totals.lastTime = max(totals.lastTime, line.time)
        }
        totals.messageCount &+= feed.end(
            line, layers, bytes, collectors, takingPackets)
        return true
    }

    public mutating func finish() -> Int32 {
        box.totals = totals
        return 0
    }
}
