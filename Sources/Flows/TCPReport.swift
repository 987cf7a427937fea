/// The analysis of one segment, and the connection that it belongs to.
@frozen
public struct TCPReport: BitwiseCopyable, Sendable {
    public var findings: TCPFindings = []
    /// Relative to the sender's first sequence number.
    public var sequence: UInt32 = 0
    public var acknowledgment: UInt32 = 0
    /// What the receiver's relative numbers count from: selective acknowledgments need it.
    public var acknowledgmentBase: UInt32 = 0
    /// Scaled, when the scale is known.
    public var window: UInt32 = 0
    public var windowScale = WindowScale.unknown
    /// Which packet a duplicate acknowledgment repeats, and for the how-manieth time.
    public var duplicateOf: UInt32 = 0
    public var duplicateCount: UInt32 = 0
    /// The connection's number, counted from 0 in the order of their first packets.
    public var stream: UInt32 = 0
    /// The table's number for the connection: valid until the next packet.
    @usableFromInline var connection: Int = 0
    public var side = Side.lower

    @inlinable public init() {}

    @inlinable public var place: SegmentPlace {
        SegmentPlace(connection: connection, sequence: sequence, side: side)
    }
}

/// How the windows of one direction are to be read.
@frozen
public enum WindowScale: Equatable, BitwiseCopyable, Sendable {
    /// The handshake was not seen.
    case unknown
    /// One end did not offer scaling.
    case unused
    case shift(UInt8)

    /// The power of two to multiply with, 0 unless the handshake says more.
    @inlinable public var bits: UInt32 {
        if case .shift(let bits) = self { return UInt32(bits) }
        return 0
    }
}
