internal import Dissection
internal import Packets
internal import Printing

/// A packet and its messages, as tallies see them; one for a run, filled in again and again.
struct StatisticsPacket: ~Copyable {
    var line = PacketLine(
        number: 0, time: 0, firstTime: 0, previousTime: 0, timeDigits: 9, byteCount: 0,
        protocolName: "")
    var layers = PacketLayers()
    /// The addresses of Ethernet; 0 if there are none.
    var linkSource: UInt64 = 0
    var linkDestination: UInt64 = 0
    /// The layers below messages, if they are not those that nearly all packets have: as in
    /// `eth:ethertype:arp`.
    var layerNames: [UInt8] = []
    /// Whose turn it is: only facts for that tally are its own.
    var turn = TallySet.Kind.hierarchy
    /// How many messages there are; of those, a filter has let all through.
    private(set) var messageCount = 0
    private var factCount = 0
    /// The arrays never get shorter: emptying one takes longer than what is done with it.
    private var messages: [StatisticsMessage] = []
    private var facts: [StatisticsFact] = []
    /// Fields that are of no message, such as notes on bytes that nobody could read.
    private(set) var loose: [StatisticsMessage] = []

    /// Which conversation the packet is of: the same number for TCP and UDP alike, and all others
    /// have none.
    var conversation: Int {
        line.stream < 0 ? -1 : line.stream &<< 1 | (layers.transport == .udp ? 1 : 0)
    }

    /// Since the first packet, in nanoseconds.
    @inline(__always) var time: Int64 { line.time &- line.firstTime }

    /// The messages in their order.
    @inline(__always)
    func message(at index: Int) -> StatisticsMessage { messages[index] }

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
        var facts = Facts(MessageOrigin(message, of: self))
        forEachFact(of: message) { facts.read($0, $1) }
        return facts
    }
}

// MARK: - Filling

extension StatisticsPacket {
    @inline(__always)
    mutating func beginMessage(_ sender: Endpoint, byteCount: Int) {
        let message = StatisticsMessage(sender, byteCount: byteCount, firstFact: factCount)
        if messageCount < messages.count {
            messages[messageCount] = message
        } else {
            messages.append(message)
        }
        messageCount &+= 1
    }

    @inline(__always)
    mutating func add(_ fact: StatisticsFact) {
        if factCount < facts.count { facts[factCount] = fact } else { facts.append(fact) }
        factCount &+= 1
    }

    /// - Parameter tallies: one bit for each that has facts in the message.
    @inline(__always)
    mutating func endMessage(for tallies: UInt16) {
        guard messageCount > 0 else { return }
        messages[messageCount &- 1].end(factCount, tallies)
    }

    mutating func dropMessage() {
        guard messageCount > 0 else { return }
        messageCount -= 1
        factCount = messages[messageCount].facts.lowerBound
    }

    /// Returns the bits of the tallies that have such fields already.
    mutating func beginLoose() -> UInt16 {
        if let last = loose.last, last.facts.upperBound == factCount { return last.tallies }
        loose.append(StatisticsMessage(.client, byteCount: 0, firstFact: factCount))
        return 0
    }

    mutating func endLoose(for tallies: UInt16) {
        loose[loose.count - 1].end(factCount, tallies)
    }

    @inline(__always)
    mutating func removeMessages() {
        messageCount = 0
        factCount = 0
        if !loose.isEmpty { loose.removeAll(keepingCapacity: true) }
    }
}
