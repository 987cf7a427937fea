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
    /// Those that a filter lets through, in their order.
    public internal(set) var messages: [StatisticsMessage] = []
    /// The wanted fields of all messages; each message has its part of them.
    public internal(set) var facts: [StatisticsFact] = []

    init() {}

    /// Which conversation the packet is of: the same number for TCP and UDP alike, and all others
    /// have none.
    public var conversation: Int {
        line.stream < 0 ? -1 : line.stream &<< 1 | (layers.transport == .udp ? 1 : 0)
    }

    /// Whose turn it is: which of ``facts`` are its own.
    public internal(set) var collector: UInt8 = 0

    /// The first value of a field that the collector wanted whose turn it is.
    public func first(_ field: Int, of message: StatisticsMessage) -> UInt64? {
        for index in message.facts {
            let fact = facts[index]
            if fact.field == field, fact.collector == collector { return fact.value }
        }
        return nil
    }
}

/// A message, and its place in a ``StatisticsPacket``.
public struct StatisticsMessage: Sendable {
    public var head: MessageHead
    /// Where its fields are, those of all collectors.
    public var facts: Range<Int>
    /// One bit for each collector that has fields here.
    var collectors: UInt64
}

/// The value of a field of a message.
public struct StatisticsFact: BitwiseCopyable, Sendable {
    /// Which collector wanted it; see ``StatisticsPacket/collector``.
    public var collector: UInt8
    /// Its place in that one's ``StatisticsCollector/fields``.
    public var field: UInt8
    public var value: UInt64
}
