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
    public var hasTime = true
    /// How many decimals of a second the capture gives this packet.
    public var timeDigits: UInt8
    /// The length on the wire.
    public var byteCount: Int
    public var protocolName: ProtocolName
    public var tint = RowTint.plain

    @inlinable
    public init(
        number: Int, time: Int64, firstTime: Int64, previousTime: Int64, timeDigits: UInt8,
        byteCount: Int, protocolName: ProtocolName
    ) {
        self.number = number
        self.time = time
        self.firstTime = firstTime
        self.previousTime = previousTime
        self.timeDigits = timeDigits
        self.byteCount = byteCount
        self.protocolName = protocolName
    }
}

/// What colours a row more than its protocol does.
@frozen
public enum RowTint: UInt8, BitwiseCopyable, Sendable {
    /// The protocol's own colour.
    case plain
    /// A connection begins or ends.
    case handshake
    case reset
    /// Something is wrong: a retransmission, a bad checksum, malformed bytes.
    case problem
}
