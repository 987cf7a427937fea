internal import Packets

/// A segment on the virtual network, with places in streams rather than sequence numbers: the SYN
/// is at 0, the first byte at 1.
struct VirtualSegment {
    var flags: TCPFlags
    var offset: Int
    /// What comes next from the other end, if the ACK flag is set.
    var acknowledged: Int
    var payload: [UInt8] = []
    /// What came of the other end's stream beyond ``acknowledged`` (RFC 2018).
    var selective: [Range<Int>] = []
    var clock: UInt32 = 0
    var echo: UInt32 = 0

    /// How far the segment takes its stream.
    var end: Int {
        offset + payload.count + (flags.contains(.syn) ? 1 : 0) + (flags.contains(.fin) ? 1 : 0)
    }
}
