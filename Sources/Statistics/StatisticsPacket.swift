internal import Dissection
public import Packets
public import Printing

/// A packet and its messages, as collectors see them; one for a run, filled in again and again.
public struct StatisticsPacket: ~Copyable {
    public internal(set) var line = PacketLine(
        number: 0, time: 0, firstTime: 0, previousTime: 0, timeDigits: 9, byteCount: 0,
        protocolName: "")
    public internal(set) var layers = PacketLayers()
    /// How many of its bytes were captured.
    public internal(set) var capturedCount = 0
    /// The addresses of Ethernet; 0 if there are none.
    public internal(set) var linkSource: UInt64 = 0
    public internal(set) var linkDestination: UInt64 = 0
    /// The layers below messages, if they are not those that nearly all packets have: as in
    /// `eth:ethertype:arp`.
    public internal(set) var layerNames: [UInt8] = []
    /// How many messages there are; of those, a filter has let all through.
    public private(set) var messageCount = 0
    private var factCount = 0
    /// The arrays never get shorter: emptying one takes longer than what is done with it.
    private var messages: [StatisticsMessage] = []
    private var facts: [StatisticsFact] = []
    /// Fields that are of no message, such as notes on bytes that nobody could read.
    private(set) var loose: [StatisticsMessage] = []

    init() {}

    /// Which conversation the packet is of: the same number for TCP and UDP alike, and all others
    /// have none.
    public var conversation: Int {
        line.stream < 0 ? -1 : line.stream &<< 1 | (layers.transport == .udp ? 1 : 0)
    }

    /// Whose turn it is: which of ``facts`` are its own.
    public internal(set) var collector: UInt8 = 0

    /// The messages in their order.
    public func message(at index: Int) -> StatisticsMessage { messages[index] }

    /// A fact of a message, if the collector wanted it whose turn it is.
    @inline(__always)
    func fact(at index: Int) -> StatisticsFact? {
        let fact = facts[index]
        return fact.collector == collector ? fact : nil
    }

    /// The first value of a field that the collector wanted whose turn it is.
    public func first(_ field: Int, of message: StatisticsMessage) -> UInt64? {
        for index in message.facts {
            if let fact = fact(at: index), fact.field == field { return fact.value }
        }
        return nil
    }
}

// MARK: - Filling

extension StatisticsPacket {
    mutating func beginMessage(_ head: MessageHead) {
        let message = StatisticsMessage(head: head, firstFact: factCount)
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

    /// - Parameter collectors: one bit for each that has facts in the message.
    mutating func endMessage(for collectors: UInt64) {
        guard messageCount > 0 else { return }
        messages[messageCount - 1].end(factCount, collectors)
    }

    mutating func dropMessage() {
        guard messageCount > 0 else { return }
        messageCount -= 1
        factCount = messages[messageCount].facts.lowerBound
    }

    /// Returns the bits of the collectors that have such fields already.
    mutating func beginLoose() -> UInt64 {
        if let last = loose.last, last.facts.upperBound == factCount { return last.collectors }
        let head = MessageHead(protocolName: "", sender: .client, stream: 0)
        loose.append(StatisticsMessage(head: head, firstFact: factCount))
        return 0
    }

    mutating func endLoose(for collectors: UInt64) {
        loose[loose.count - 1].end(factCount, collectors)
    }

    @inline(__always)
    mutating func removeMessages() {
        messageCount = 0
        factCount = 0
        if !loose.isEmpty { loose.removeAll(keepingCapacity: true) }
    }
}

/// A message, and where its fields are in its ``StatisticsPacket``.
public struct StatisticsMessage: Sendable {
    public let head: MessageHead
    private let firstFact: Int32
    private var endOfFacts: Int32
    /// One bit for each collector that has facts here.
    private(set) var collectors: UInt64 = 0

    init(head: MessageHead, firstFact: Int) {
        self.head = head
        self.firstFact = Int32(clamping: firstFact)
        endOfFacts = self.firstFact
    }

    mutating func end(_ factCount: Int, _ collectors: UInt64) {
        endOfFacts = max(firstFact, Int32(clamping: factCount))
        self.collectors = collectors
    }

    /// Those of all collectors.
    var facts: Range<Int> { Int(firstFact)..<Int(endOfFacts) }
}

/// The value of a field of a message.
struct StatisticsFact: BitwiseCopyable, Sendable {
    /// Which collector wanted it; see ``StatisticsPacket/collector``.
    var collector: UInt8
    /// Its place in that one's ``StatisticsCollector/fields``.
    var field: UInt8
    var value: UInt64
}
