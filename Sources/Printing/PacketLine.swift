public import Flows

/// What a row shows of a packet besides its addresses and its info: the same for all protocols.
@frozen
public struct PacketLine: BitwiseCopyable, Sendable {
    public var number: Int
    /// Nanoseconds since 1970; 0 for a packet without a time, as Wireshark counts.
    public var time: Int64
    /// The times of the first packet and of the one before this one, for relative times.
    public var firstTime: Int64
    public var previousTime: Int64
    /// False for packets of blocks that carry no time: their time columns stay empty.
    public var hasTime: Bool
    /// How many decimals of a second the capture gives this packet.
    public var timeDigits: UInt8
    /// The length on the wire.
    public var byteCount: Int
    public var protocolName: ProtocolName
    public var tint: RowTint
    /// What the packet turned out to be, if it is a segment.
    public var findings: TCPFindings
    /// Whether what its segment or datagram carries is read by nobody: plain data.
    public var carriesData: Bool
    /// The number of the conversation, as in `tcp.stream` or `udp.stream`; -1 if there is none.
    public var stream: Int

    @inlinable
    public init(
        number: Int, time: Int64, firstTime: Int64, previousTime: Int64, hasTime: Bool = true,
        timeDigits: UInt8, byteCount: Int, protocolName: ProtocolName, tint: RowTint = .plain,
        findings: TCPFindings = [], carriesData: Bool = false, stream: Int = -1
    ) {
        self.carriesData = carriesData
        self.findings = findings
        self.number = number
        self.time = time
        self.firstTime = firstTime
        self.previousTime = previousTime
        self.hasTime = hasTime
        self.timeDigits = timeDigits
        self.byteCount = byteCount
        self.protocolName = protocolName
        self.tint = tint
        self.findings = findings
        self.stream = stream
    }
}
