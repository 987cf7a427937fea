/// Where to look for a packet's conversation: made ahead of time, so that memory is on its way.
@frozen
public struct FlowTicket: BitwiseCopyable, Sendable {
    var hash: UInt64 = 0
    /// Which connection it seemed to be when the memory was asked for, or -1.  It may be gone by
    /// the time it is looked at.
    var guess: Int32 = -1
    /// Which streams seemed to be its.
    var streams: Int32 = 0
    var side = Side.lower

    public init() {}

    init(hash: UInt64, side: Side) {
        self.hash = hash
        self.side = side
    }

    @inline(__always)
    var slotHash: UInt32 { UInt32(truncatingIfNeeded: hash >> 32) }
}
