internal import Bytes
internal import Dissection
internal import Packets
internal import Printing

/// What a ``StatisticsFeed`` does, as a value.
struct StatisticsFiller: ~Copyable {
    private let wanted: WantedFields
    private let collectorsOfAll: UInt64
    private let wantsLayers: Bool
    private var layerNames = LayerNames()
    /// Who wants the fields of notes.
    private let rule: Int
    private let severity: Int
    private var packet = StatisticsPacket()
    private var isInMessage = false
    /// One bit for each collector that has facts in what is being filled.
    private var collectorBits: UInt64 = 0

    init(_ wanted: WantedFields, collectorsOfAll: UInt64, wantsLayers: Bool) {
        self.wanted = wanted
        self.collectorsOfAll = collectorsOfAll
        self.wantsLayers = wantsLayers
        rule = wanted.first(named: "earshot.note.rule")
        severity = wanted.first(named: "earshot.note.severity")
    }

    mutating func beginMessage(_ head: MessageHead) {
        packet.beginMessage(head)
        collectorBits = collectorsOfAll
        isInMessage = true
    }

    @inline(__always)
    mutating func add(_ field: Field, in bytes: RawSpan, at offset: Int, decoded: RawSpan) {
        let first = wanted.first(of: field.id)
        if first < 0 { return }
        if !isInMessage {
            // What a packet quotes of others is no message: only notes count.
            guard field.id.family == Int(FieldFamily.Number.earshot.rawValue) else { return }
            beginLoose()
        }
        add(field.value, first, in: bytes, at: offset, decoded: decoded)
        if !isInMessage { packet.endLoose(for: collectorBits) }
    }

    private mutating func add(
        _ value: FieldValue, _ first: Int, in bytes: RawSpan, at offset: Int, decoded: RawSpan
    ) {
        var next = first
        while next >= 0 {
            let entry = wanted.entries[next]
            let value = wanted.value(of: value, entry, in: bytes, at: offset, decoded: decoded)
            add(value, entry)
            next = Int(entry.next)
        }
    }

    @inline(__always)
    private mutating func add(_ value: UInt64, _ entry: WantedFields.Entry) {
        packet.add(StatisticsFact(collector: entry.collector, field: entry.field, value: value))
        collectorBits |= 1 &<< UInt64(entry.collector)
    }

    @inline(never)
    private mutating func beginLoose() {
        collectorBits = packet.beginLoose()
    }

    mutating func endMessage() {
        isInMessage = false
        packet.endMessage(for: collectorBits)
    }

    mutating func dropMessage() {
        isInMessage = false
        packet.dropMessage()
    }

    mutating func removeMessages() {
        isInMessage = false
        packet.removeMessages()
    }
}

// MARK: - Messages as they are found

extension StatisticsFiller {
    mutating func take(_ message: borrowing Message, _ bytes: MessageBytes) {
        beginMessage(
            MessageHead(
                protocolName: message.place.protocolName, sender: message.place.sender,
                stream: message.place.stream, byteCount: message.place.range.count))
        for index in message.fields.indices {
            let first = wanted.first(of: message.fields[index].id)
            if first < 0 { continue }
            add(
                message.fields[index].value, first, in: bytes.span, at: bytes.offset,
                decoded: message.decoded.rawSpan)
        }
        if !message.notes.isEmpty {
            for index in message.notes.indices { add(message.notes[index]) }
        }
        endMessage()
    }

    mutating func take(_ note: Note) {
        if !isInMessage { beginLoose() }
        add(note)
        if !isInMessage { packet.endLoose(for: collectorBits) }
    }

    @inline(never)
    private mutating func add(_ note: Note) {
        var next = rule
        while next >= 0 {
            let entry = wanted.entries[next]
            add(wanted.number(of: note.rule, entry), entry)
            next = Int(entry.next)
        }
        next = severity
        while next >= 0 {
            let entry = wanted.entries[next]
            add(UInt64(note.severity.rawValue), entry)
            next = Int(entry.next)
        }
    }
}

// MARK: - Rows

extension StatisticsFiller {
    mutating func end(
        _ line: PacketLine, _ layers: borrowing PacketLayers, _ bytes: RawSpan,
        _ collectors: [any StatisticsCollector], _ takingPackets: [Int]
    ) -> Int {
        packet.line = line
        packet.layers = copy layers
        packet.capturedCount = bytes.byteCount
        if wantsLayers { lookAtLayers(bytes) }
        if packet.messageCount > 0 || !packet.loose.isEmpty { feedMessages(to: collectors) }
        for index in takingPackets {
            packet.collector = UInt8(truncatingIfNeeded: index)
            collectors[index].take(packet)
        }
        let count = packet.messageCount
        removeMessages()
        return count
    }

    /// Finds what only the packet's bytes tell.
    @inline(__always)
    private mutating func lookAtLayers(_ bytes: RawSpan) {
        let hasLink = packet.layers.link == .ethernet && bytes.byteCount >= 14
        packet.linkDestination = hasLink ? bytes.bigEndian(at: 0) >> 16 : 0
        packet.linkSource = hasLink ? bytes.bigEndian(at: 6) >> 16 : 0
        if packet.layers.hasCommonLayers {
            if !packet.layerNames.isEmpty { packet.layerNames.removeAll(keepingCapacity: true) }
        } else {
            packet.layerNames = layerNames.names(of: bytes, packet.layers, packet.line)
        }
    }

    private mutating func feedMessages(to collectors: [any StatisticsCollector]) {
        for index in 0..<packet.messageCount { feed(packet.message(at: index), to: collectors) }
        for index in packet.loose.indices { feed(packet.loose[index], to: collectors) }
    }

    @inline(__always)
    private mutating func feed(
        _ message: StatisticsMessage, to collectors: [any StatisticsCollector]
    ) {
        var bits = message.collectors
        while bits != 0 {
            let index = bits.trailingZeroBitCount
            bits &= bits &- 1
            packet.collector = UInt8(truncatingIfNeeded: index)
            collectors[index].take(message, of: packet)
        }
    }
}
