internal import Packets

/// A packet's two ends, and where to look for their conversation: made ahead of time, so that
/// memory is on its way when the packet's turn comes.
public struct FlowTicket: BitwiseCopyable, Sendable {
    let key: FlowKey
    let hash: UInt64
    /// Which connection it seemed to be when the memory was asked for, or -1.  It may be gone by
    /// the time it is looked at.
    var guess: Int32 = -1
    /// Which streams seemed to be its.
    var streams: Int32 = 0
    /// The side that sent the packet.
    let side: Side

    /// One of a packet without ends.
    public init() {
        key = FlowKey(PacketLayers(), sourceIsLower: true)
        hash = 0
        side = .lower
    }

    @inline(__always)
    init(_ layers: borrowing PacketLayers, _ flowHash: inout FlowHash) {
        let sourceIsLower = FlowKey.sourceIsLower(layers)
        key = FlowKey(layers, sourceIsLower: sourceIsLower)
        hash = flowHash(key)
        side = sourceIsLower ? .lower : .upper
    }

    @inline(__always)
    var slotHash: UInt32 { UInt32(truncatingIfNeeded: hash >> 32) }
}
