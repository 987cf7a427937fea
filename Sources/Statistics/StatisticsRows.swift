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
    /// Which of them take messages that have none of their fields; a bit for each.
    private let takingMessages: UInt64
    private let wanted: WantedFields
    private let totals: TotalsBox
    private var packet = StatisticsPacket()
    private var isInMessage = false
    private let hasher = KeyedHash()

    /// Where a run's totals can be read when it is over.
    public final class TotalsBox {
        public fileprivate(set) var totals = StatisticsTotals()

        public init() {}
    }

    public init(_ collectors: [any StatisticsCollector], _ totals: TotalsBox, table: FieldTable) {
        precondition(collectors.count <= 64, "a message has a bit for each collector")
        self.collectors = collectors
        self.totals = totals
        wanted = WantedFields(collectors, table)
        takingPackets = collectors.indices.filter { collectors[$0].wishes.contains(.packets) }
        takingMessages = collectors.indices.reduce(0) { bits, index in
            collectors[index].wishes.contains(.messages) ? bits | 1 << UInt64(index) : bits
        }
    }

    public var depth: Depth { .fields }
    public var takesMessages: Bool { true }
    public var wantsSummaries: Bool { false }
    public var takesHiddenPackets: Bool { false }
    public var wantsInfo: Bool { false }

    public func wants(_ id: FieldID) -> Bool { wanted.contains(id) }

    public mutating func beginMessage(_ head: MessageHead, summary: RawSpan) {
        let start = packet.facts.count
        packet.messages.append(
            StatisticsMessage(head: head, facts: start..<start, collectors: takingMessages))
        isInMessage = true
    }

    public mutating func add(
        _ field: Field, in bytes: RawSpan, at offset: Int, decoded: RawSpan
    ) {
        guard isInMessage else { return }
        var next = wanted.first(of: field.id)
        while next >= 0 {
            let entry = wanted.entries[next]
            let value = StatisticsFact.value(
                of: field.value, entry.use, in: bytes, at: offset, decoded: decoded, hasher)
            packet.facts.append(
                StatisticsFact(collector: entry.collector, field: entry.field, value: value))
            packet.messages[packet.messages.count - 1].collectors |= 1 << UInt64(entry.collector)
            next = entry.next
        }
    }

    public mutating func endMessage() {
        isInMessage = false
        let last = packet.messages.count - 1
        if last < 0 { return }
        packet.messages[last].facts =
            packet.messages[last].facts.lowerBound..<packet.facts.count
    }

    public mutating func dropMessage() {
        isInMessage = false
        guard let message = packet.messages.popLast() else { return }
        packet.facts.removeSubrange(message.facts.lowerBound...)
    }

    public mutating func discard() {
        isInMessage = false
        if !packet.messages.isEmpty { packet.messages.removeAll(keepingCapacity: true) }
        if !packet.facts.isEmpty { packet.facts.removeAll(keepingCapacity: true) }
    }

    public mutating func print(
        _ line: PacketLine, _ layers: borrowing PacketLayers, packet bytes: RawSpan,
        info: borrowing TextBuffer
    ) -> Bool {
        packet.line = line
        packet.layers = copy layers
        packet.capturedCount = bytes.byteCount
        count(line)
        if !packet.messages.isEmpty { feedMessages() }
        for index in takingPackets {
            packet.collector = UInt8(truncatingIfNeeded: index)
            collectors[index].take(packet)
        }
        discard()
        return true
    }

    private func count(_ line: PacketLine) {
        totals.totals.packetCount += 1
        totals.totals.messageCount += packet.messages.count
        totals.totals.byteCount &+= line.byteCount
        guard line.hasTime else { return }
        totals.totals.firstTime = line.firstTime
        totals.totals.lastTime = max(totals.totals.lastTime, line.time)
    }

    private mutating func feedMessages() {
        for place in packet.messages.indices {
            let message = packet.messages[place]
            var bits = message.collectors
            while bits != 0 {
                let index = bits.trailingZeroBitCount
                bits &= bits &- 1
                packet.collector = UInt8(truncatingIfNeeded: index)
                collectors[index].take(message, of: packet)
            }
        }
    }

    public mutating func finish() -> Int32 { 0 }
}
