internal import Bytes
internal import Dissection
internal import Packets
internal import Printing

/// What a ``StatisticsFeed`` does, as a value: picks the wanted fields out of a packet's messages,
/// and fills batches of packets with them.
struct StatisticsFiller: ~Copyable {
    private(set) var totals = StatisticsTotals()
    let wanted: WantedFields
    private let wantsLayers: Bool
    private var layerNames = LayerNames()
    private var batch = StatisticsBatch()
    private var queue: TallyQueue
    private var isInMessage = false
    /// One bit for each tally that has facts in what is being filled.
    private var tallyBits: UInt16 = 0

    init(_ tallies: TallySet, _ table: FieldTable) {
        wanted = WantedFields(tallies, table)
        wantsLayers = tallies.wantsLayers
        queue = TallyQueue(tallies)
    }

    /// The tallies of all packets so far.
    mutating func settle() -> TallySet { queue.settle(&batch) }

    mutating func beginMessage(_ head: MessageHead) {
        begin(head.sender, byteCount: head.byteCount)
    }

    @inline(__always)
    private mutating func begin(_ sender: Endpoint, byteCount: Int) {
        batch.beginMessage(sender, byteCount: byteCount)
        tallyBits = 0
        isInMessage = true
    }

    mutating func add(_ field: Field, in bytes: RawSpan, at offset: Int, decoded: RawSpan) {
        let first = wanted.first(of: field.id)
        if first < 0 { return }
        if !isInMessage {
            // What a packet quotes of others is no message: only notes count.
            guard field.id.family == Int(FieldFamily.Number.earshot.rawValue) else { return }
            tallyBits = batch.beginLoose()
        }
        add(field.value, first, in: bytes, at: offset, decoded: decoded)
        if !isInMessage { batch.endEntry(for: tallyBits) }
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
        batch.add(StatisticsFact(tally: entry.tally, field: entry.field, value: value))
        tallyBits |= 1 &<< UInt16(entry.tally.rawValue)
    }

    @inline(__always)
    mutating func endMessage() {
        isInMessage = false
        batch.endEntry(for: tallyBits)
    }

    mutating func dropMessage() {
        isInMessage = false
        batch.dropMessage()
    }

    mutating func removeMessages() {
        isInMessage = false
        batch.discard()
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
        if !isInMessage { tallyBits = batch.beginLoose() }
        add(note)
        if !isInMessage { batch.endEntry(for: tallyBits) }
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
    /// Ends a packet, which has the messages that came since the one before.
    mutating func end(_ line: PacketLine, _ layers: borrowing PacketLayers, _ bytes: RawSpan) {
        let isCommon = wantsLayers ? layers.hasCommonLayers : true
        let names = isCommon ? [] : layerNames.names(of: bytes, layers, line)
        let hasLink = layers.link == .ethernet && bytes.byteCount >= 14
        let destination: UInt64 = hasLink ? bytes.bigEndian(at: 0) >> 16 : 0
        let source: UInt64 = hasLink ? bytes.bigEndian(at: 6) >> 16 : 0
        let messageCount = batch.endPacket(
            line, layers, link: (source, destination), layerNames: names)
        isInMessage = false
        count(line, messageCount)
        if batch.isFull { queue.handOver(&batch) }
    }

    @inline(__always)
    private mutating func count(_ line: PacketLine, _ messageCount: Int) {
        totals.packetCount &+= 1
        totals.messageCount &+= messageCount
        totals.byteCount &+= line.byteCount
        guard line.hasTime else { return }
        totals.firstTime = line.firstTime
        if line.time > totals.lastTime { totals.lastTime = line.time }
    }
}
