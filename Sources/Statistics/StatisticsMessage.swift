internal import Dissection
internal import Printing

/// A message, and where its facts are in its ``StatisticsPacket``.
struct StatisticsMessage: BitwiseCopyable {
    let byteCount: Int
    private let firstFact: Int32
    private var endOfFacts: Int32
    /// One bit for each tally that has facts here.
    private(set) var tallies: UInt16 = 0
    let sender: Endpoint

    @inline(__always)
    init(_ sender: Endpoint, byteCount: Int, firstFact: Int) {
        self.sender = sender
        self.byteCount = byteCount
        self.firstFact = Int32(clamping: firstFact)
        endOfFacts = self.firstFact
    }

    @inline(__always)
    mutating func end(_ factCount: Int, _ tallies: UInt16) {
        endOfFacts = max(firstFact, Int32(clamping: factCount))
        self.tallies = tallies
    }

    /// Those of all tallies.
    @inline(__always) var facts: Range<Int> { Int(firstFact)..<Int(endOfFacts) }
}

/// The value of a field of a message.
struct StatisticsFact: BitwiseCopyable {
    /// Which tally wanted it.
    var tally: TallySet.Kind
    /// Its place in that one's ``StatisticsTally/fields``.
    var field: UInt8
    var value: UInt64
}

/// Who sent a message in which conversation, and when.
struct MessageOrigin: BitwiseCopyable {
    /// A number for the conversation; 0 for what is of none.
    let conversation: UInt64
    let sender: Endpoint
    /// Nanoseconds since 1970, and since the first packet.
    let time: Int64
    let timeSinceFirst: Int64
    /// How long the message is.
    let byteCount: Int

    @inline(__always)
    init(_ message: StatisticsMessage, of packet: borrowing StatisticsPacket) {
        conversation = UInt64(packet.conversation + 1)
        sender = message.sender
        time = packet.line.time
        timeSinceFirst = packet.time
        byteCount = message.byteCount
    }
}

/// What a tally looks at of a message.
protocol MessageFacts {
    associatedtype Field: StatisticsFieldName

    var origin: MessageOrigin { get }

    init(_ origin: MessageOrigin)

    /// Takes the value of a field; a message may have several of one name.
    mutating func read(_ field: Field, _ value: UInt64)
}

extension MessageFacts {
    var conversation: UInt64 { origin.conversation }
    var sender: Endpoint { origin.sender }
    var time: Int64 { origin.time }
    var timeSinceFirst: Int64 { origin.timeSinceFirst }
    var byteCount: Int { origin.byteCount }
}
