internal import Dissection
internal import Packets
internal import Printing

/// Some packets in a row and their messages, as tallies see them; filled in again and again.
struct StatisticsBatch: ~Copyable {
    /// How many packets are handed over at a time: few enough that they stay in the cache.
    static var packetCountMax: Int { 256 }
    /// A batch with more facts is handed over before that.
    static var factCountMax: Int { 1 << 14 }

    /// The packet whose turn it is.
    var packet = StatisticsPacket()
    /// The tally whose turn it is: only facts for that are its own.
    var turn = TallySet.Kind.hierarchy
    /// The arrays never get shorter: emptying one takes longer than what is done with it.
    private var packets: [StatisticsPacket] = []
    private var entries: [StatisticsMessage] = []
    private var facts: [StatisticsFact] = []
    private var layerBytes: [UInt8] = []
    private var packetCount = 0
    private var entryCount = 0
    private var factCount = 0
    /// What the packet that is being filled in began with.
    private var firstEntry = 0
    private var messageCount = 0

    var isFull: Bool { packetCount >= Self.packetCountMax || factCount >= Self.factCountMax }

    /// The layers of a packet below its messages, if they are not those that nearly all packets
    /// have: as in `eth:ethertype:arp`.
    var layerNames: [UInt8] {
        let start = Int(packet.firstLayerByte)
        return Array(layerBytes[start..<(start + Int(packet.layerByteCount))])
    }

    /// The facts of a message that the tally wanted whose turn it is, by the numbers of the fields.
    @inline(__always)
    func forEachFact(of message: StatisticsMessage, _ body: (UInt8, UInt64) -> Void) {
        for index in message.facts where facts[index].tally == turn {
            body(facts[index].field, facts[index].value)
        }
    }

    /// The same by what the tally calls the fields.
    @inline(__always)
    func forEachFact<Field: StatisticsFieldName>(
        of message: StatisticsMessage, _ body: (Field, UInt64) -> Void
    ) {
        forEachFact(of: message) { (number: UInt8, value) in
            if let field = Field(rawValue: number) { body(field, value) }
        }
    }

    /// What a message says of what the tally wanted whose turn it is.
    @inline(__always)
    func read<Facts: MessageFacts>(_ message: StatisticsMessage, as type: Facts.Type) -> Facts {
        var facts = Facts(MessageOrigin(message, of: packet))
        forEachFact(of: message) { facts.read($0, $1) }
        return facts
    }
}

// MARK: - Filling

extension StatisticsBatch {
    @inline(__always)
    mutating func beginMessage(_ sender: Endpoint, byteCount: Int) {
        messageCount &+= 1
        append(StatisticsMessage(sender, byteCount: byteCount, firstFact: factCount))
    }

    @inline(__always)
    private mutating func append(_ entry: StatisticsMessage) {
        if entryCount < entries.count { entries[entryCount] = entry } else { entries.append(entry) }
        entryCount &+= 1
    }

    @inline(__always)
    mutating func add(_ fact: StatisticsFact) {
        if factCount < facts.count { facts[factCount] = fact } else { facts.append(fact) }
        factCount &+= 1
    }

    /// - Parameter tallies: one bit for each that has facts in the entry.
    @inline(__always)
    mutating func endEntry(for tallies: UInt16) {
        guard entryCount > firstEntry else { return }
        entries[entryCount &- 1].end(factCount, tallies)
    }

    /// Takes back the message that came last.
    mutating func dropMessage() {
        guard messageCount > 0 else { return }
        messageCount -= 1
        entryCount -= 1
        factCount = entries[entryCount].facts.lowerBound
    }

    /// Makes room for facts that are of no message, such as notes on bytes that nobody could read.
    /// Returns the bits of the tallies that have such facts already.
    mutating func beginLoose() -> UInt16 {
        if entryCount > firstEntry, let bits = entries[entryCount - 1].looseBits { return bits }
        append(StatisticsMessage(looseFrom: factCount))
        return 0
    }

    /// Takes back all that came since the last packet.
    @inline(__always)
    mutating func discard() {
        if entryCount == firstEntry { return }
        factCount = entries[firstEntry].facts.lowerBound
        entryCount = firstEntry
        messageCount = 0
    }

    /// Ends a packet, which has all that came since the one before.  Returns how many messages
    /// those were.
    @inline(__always)
    mutating func endPacket(
        _ line: PacketLine, _ layers: borrowing PacketLayers,
        link: (source: UInt64, destination: UInt64) = (0, 0), layerNames: [UInt8] = []
    ) -> Int {
        if packetCount == packets.count { packets.append(StatisticsPacket()) }
        packets[packetCount].set(line, layers)
        packets[packetCount].linkSource = link.source
        packets[packetCount].linkDestination = link.destination
        packets[packetCount].messageCount = Int32(truncatingIfNeeded: messageCount)
        packets[packetCount].firstEntry = Int32(truncatingIfNeeded: firstEntry)
        packets[packetCount].entryCount = Int32(truncatingIfNeeded: entryCount &- firstEntry)
        packets[packetCount].firstLayerByte = Int32(truncatingIfNeeded: layerBytes.count)
        packets[packetCount].layerByteCount = Int32(truncatingIfNeeded: layerNames.count)
        if !layerNames.isEmpty { layerBytes += layerNames }
        packetCount &+= 1
        firstEntry = entryCount
        defer { messageCount = 0 }
        return messageCount
    }
}

// MARK: - Counting

extension StatisticsBatch {
    /// Feeds the tallies with all packets, each behind its messages, and forgets them.
    mutating func count(into tallies: inout TallySet) {
        for index in 0..<packetCount {
            packet = packets[index]
            let start = Int(packet.firstEntry)
            for entry in start..<(start &+ Int(packet.entryCount)) {
                count(entries[entry], into: &tallies)
            }
            tallies.take(&self)
        }
        packetCount = 0
        entryCount = 0
        factCount = 0
        firstEntry = 0
        if !layerBytes.isEmpty { layerBytes.removeAll(keepingCapacity: true) }
    }

    @inline(__always)
    private mutating func count(_ message: StatisticsMessage, into tallies: inout TallySet) {
        var bits = message.tallies
        while bits != 0 {
            let number = UInt8(truncatingIfNeeded: bits.trailingZeroBitCount)
            bits &= bits &- 1
            guard let kind = TallySet.Kind(rawValue: number) else { continue }
            turn = kind
            tallies.take(message, of: &self, for: kind)
        }
    }
}
