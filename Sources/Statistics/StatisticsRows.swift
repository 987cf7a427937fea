public import Bytes
public import Dissection
public import Packets
public import Printing

/// Feeds all chosen tallies with the packets and messages of a run, in one pass.
///
/// ``StatisticsSelection`` has what was found out when the run is over: this prints nothing.
public struct StatisticsRows: RowSink, ~Copyable {
    private let feed: StatisticsFeed
    private let wanted: WantedFields
    /// Whether nobody stands in front who keeps messages back: then they come as they are found.
    private let isDirect: Bool

    /// - Parameter isDirect: whether all messages count, no filter is in front.
    init(_ feed: StatisticsFeed, isDirect: Bool) {
        self.feed = feed
        wanted = feed.wanted
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
        feed.end(line, layers, bytes)
        return true
    }

    public mutating func finish() -> Int32 { 0 }
}
