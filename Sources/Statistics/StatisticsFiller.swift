internal import Bytes
internal import Dissection
internal import Packets
internal import Printing

/// What a ``StatisticsFeed`` does, as a value: picks the wanted fields out of a packet's messages,
/// and feeds the tallies when its row comes.
struct StatisticsFiller: ~Copyable {
    private(set) var tallies: TallySet
    private(set) var totals = StatisticsTotals()
    let wanted: WantedFields
    private let wantsLayers: Bool
    private var layerNames = LayerNames()
    private var packet = StatisticsPacket()
    private var isInMessage = false
    /// One bit for each tally that has facts in what is being filled.
    private var tallyBits: UInt16 = 0

    init(_ tallies: TallySet, _ table: FieldTable) {
        self.tallies = tallies
        wanted = WantedFields(tallies, table)
        wantsLayers = tallies.wantsLayers
    }

    mutating func beginMessage(_ head: MessageHead) {
        begin(head.sender, byteCount: head.byteCount)
    }

    @inline(__always)
    private mutating func begin(_ sender: Endpoint, byteCount: Int) {
        packet.beginMessage(sender, byteCount: byteCount)
        tallyBits = 0
        isInMessage = true
    }

    mutating func add(_ field: Field, in bytes: RawSpan, at offset: Int, decoded: RawSpan) {
        let first = wanted.first(of: field.id)
        if first < 0 { return }
        if !isInMessage {
            // What a packet quotes of others is no message: only notes count.
            guard field.id.family == Int(FieldFamily.Number.earshot.rawValue) else { return }
            tallyBits = packet.beginLoose()
        }
        add(field.value, first, in: bytes, at: offset, decoded: decoded)
        if !isInMessage { packet.endLoose(for: tallyBits) }
    }

    @inline(__always)
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
        packet.add(StatisticsFact(tally: entry.tally, field: entry.field, value: value))
        tallyBits |= 1 &<< UInt16(entry.tally.rawValue)
    }

    @inline(__always)
    mutating func endMessage() {
        isInMessage = false
        packet.endMessage(for: tallyBits)
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
    /// - Parameter message: not to be changed, as in ``MessageTaker``.
    @inline(__always)
    mutating func take(_ message: inout Message, _ bytes: MessageBytes) {
        begin(message.place.sender, byteCount: message.place.range.count)
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
        if !isInMessage { tallyBits = packet.beginLoose() }
        add(note)
        if !isInMessage { packet.endLoose(for: tallyBits) }
    }

    @inline(never)
    private mutating func add(_ note: Note) {
        var next = wanted.rule
        while next >= 0 {
            let entry = wanted.entries[next]
            add(wanted.number(of: note.rule, entry), entry)
            next = Int(entry.next)
        }
        next = wanted.severity
        while next >= 0 {
            let entry = wanted.entries[next]
            add(UInt64(note.severity.rawValue), entry)
            next = Int(entry.next)
        }
    }
}

// MARK: - Rows

extension StatisticsFiller {
    mutating func end(_ line: PacketLine, _ layers: borrowing PacketLayers, _ bytes: RawSpan) {
        packet.line = line
        packet.layers = copy layers
        if wantsLayers { lookAtLayers(bytes) }
        count()
        if packet.messageCount > 0 || !packet.loose.isEmpty { feedMessages() }
        tallies.take(&packet)
        removeMessages()
    }

    @inline(__always)
    private mutating func count() {
        totals.packetCount &+= 1
        totals.messageCount &+= packet.messageCount
        totals.byteCount &+= packet.line.byteCount
        guard packet.line.hasTime else { return }
        totals.firstTime = packet.line.firstTime
        if packet.line.time > totals.lastTime { totals.lastTime = packet.line.time }
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

    private mutating func feedMessages() {
        for index in 0..<packet.messageCount { feed(packet.message(at: index)) }
        for index in packet.loose.indices { feed(packet.loose[index]) }
    }

    @inline(__always)
    private mutating func feed(_ message: StatisticsMessage) {
        var bits = message.tallies
        while bits != 0 {
            let number = UInt8(truncatingIfNeeded: bits.trailingZeroBitCount)
            bits &= bits &- 1
            guard let kind = TallySet.Kind(rawValue: number) else { continue }
            tallies.take(message, of: &packet, for: kind)
        }
    }
}
