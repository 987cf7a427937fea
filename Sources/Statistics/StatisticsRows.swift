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
    private let box: TotalsBox
    private var totals = StatisticsTotals()
    private var packet = StatisticsPacket()
    private var isInMessage = false
    /// One bit for each collector that has facts in what is being filled.
    private var collectorBits: UInt64 = 0
    private let hasher = KeyedHash()

    /// Where a run's totals can be read when it is over.
    public final class TotalsBox {
        public fileprivate(set) var totals = StatisticsTotals()

        public init() {}
    }

    public init(_ collectors: [any StatisticsCollector], _ totals: TotalsBox, table: FieldTable) {
        precondition(collectors.count <= 64, "a message has a bit for each collector")
        self.collectors = collectors
        box = totals
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

    public func wantsLengthOnly(of id: FieldID) -> Bool { wanted.wantsLengthOnly(of: id) }

    public mutating func beginMessage(_ head: MessageHead, summary: RawSpan) {
        packet.beginMessage(head)
        collectorBits = takingMessages
        isInMessage = true
    }

    public mutating func add(
        _ field: Field, in bytes: RawSpan, at offset: Int, decoded: RawSpan
    ) {
        var next = wanted.first(of: field.id)
        if next < 0 { return }
        if !isInMessage { beginLoose() }
        repeat {
            let entry = wanted.entries[next]
            let value = wanted.value(
                of: field.value, entry, in: bytes, at: offset, decoded: decoded)
            packet.add(
                StatisticsFact(collector: entry.collector, field: entry.field, value: value))
            collectorBits |= 1 &<< UInt64(entry.collector)
            next = Int(entry.next)
        } while next >= 0
        if !isInMessage { packet.endLoose(for: collectorBits) }
    }

    @inline(never)
    private mutating func beginLoose() {
        if packet.loose == nil { collectorBits = 0 }
        packet.beginLoose()
    }

    public mutating func endMessage() {
        isInMessage = false
        packet.endMessage(for: collectorBits)
    }

    public mutating func dropMessage() {
        isInMessage = false
        packet.dropMessage()
    }

    public mutating func discard() {
        isInMessage = false
        packet.removeMessages()
    }

    public mutating func print(
        _ line: PacketLine, _ layers: borrowing PacketLayers, packet bytes: RawSpan,
        info: borrowing TextBuffer
    ) -> Bool {
        packet.line = line
        packet.layers = copy layers
        packet.capturedCount = bytes.byteCount
        count(line)
        if packet.messageCount > 0 || packet.loose != nil { feedMessages() }
        for index in takingPackets {
            packet.collector = UInt8(truncatingIfNeeded: index)
            collectors[index].take(packet)
        }
        packet.removeMessages()
        isInMessage = false
        return true
    }

    @inline(__always)
    private mutating func count(_ line: PacketLine) {
        totals.packetCount &+= 1
        totals.messageCount &+= packet.messageCount
        totals.byteCount &+= line.byteCount
        guard line.hasTime else { return }
        totals.firstTime = line.firstTime
        totals.lastTime = max(totals.lastTime, line.time)
    }

    private mutating func feedMessages() {
        for index in 0..<packet.messageCount { feed(packet.message(at: index)) }
        if let loose = packet.loose { feed(loose) }
    }

    @inline(__always)
    private mutating func feed(_ message: StatisticsMessage) {
        var bits = message.collectors
        while bits != 0 {
            let index = bits.trailingZeroBitCount
            bits &= bits &- 1
            packet.collector = UInt8(truncatingIfNeeded: index)
            collectors[index].take(message, of: packet)
        }
    }

    public mutating func finish() -> Int32 {
        box.totals = totals
        return 0
    }
}
