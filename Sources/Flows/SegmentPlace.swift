/// Where a segment belongs: a connection, one of its two streams, and a place in that.
///
/// Small enough to be handed on in registers; a whole ``TCPReport`` would be copied each time.
@frozen
public struct SegmentPlace: BitwiseCopyable, Sendable {
    /// The table's number for the connection: valid until the next packet.
    @usableFromInline let connection: Int
    /// Of the segment's first byte, relative to the sender's first sequence number.
    @usableFromInline let sequence: UInt32
    @usableFromInline let side: Side

    @inlinable
    init(connection: Int, sequence: UInt32, side: Side) {
        self.connection = connection
        self.sequence = sequence
        self.side = side
    }
}
