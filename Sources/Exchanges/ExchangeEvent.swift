public import Dissection
public import Printing

/// One row of a ladder: something that went from one participant to another.
public struct ExchangeEvent: Sendable {
    public enum Kind: UInt8, BitwiseCopyable, Sendable {
        case message
        case packet
        /// A segment that was sent once more.
        case retransmission
        /// Bytes before it that the capture has not got.
        case gap
        /// Bytes of which no message came.
        case note
    }

    public enum Transport: UInt8, BitwiseCopyable, Sendable { case none, tcp, udp }

    public var kind: Kind
    public var packet: Int
    /// Nanoseconds since 1970, and since the capture's first packet.
    public var time: Int64
    public var elapsed: Int64
    public var hasTime: Bool
    public var from: Int
    public var to: Int
    public var transport: Transport
    /// The number of the conversation, or -1.
    public var stream: Int
    public var protocolName: ProtocolName
    /// The packet with the request that this answers, and how long that took; 0 for none.
    public var answered = 0
    public var latency: Int64 = 0
    /// Of the worst note.
    public var severity: Note.Severity?
    /// Where its parts are in the text that comes along: what it says; the names of the rules of
    /// its notes, commas between; its fields as the members of a JSON object.
    public var label: Range<Int>
    public var notes = 0..<0
    public var fields = 0..<0

    public init(
        _ kind: Kind, _ line: PacketLine, _ transport: Transport, from: Int, to: Int,
        _ protocolName: ProtocolName, label: Range<Int>
    ) {
        self.kind = kind
        packet = line.number
        time = line.time
        elapsed = line.time &- line.firstTime
        hasTime = line.hasTime
        self.from = from
        self.to = to
        self.transport = line.stream >= 0 ? transport : .none
        stream = line.stream
        self.protocolName = protocolName
        self.label = label
    }
}
