/// The stream numbers of connections that were given up, so that one that comes back keeps its own.
///
/// Sixteen bytes a connection in place of 128 and more.  Known by 64 bits of a seeded hash: two
/// connections are taken for one another once in 2⁶⁴ pairs.  The memory is a ring: beyond its
/// limit the oldest are forgotten, and such a connection gets a new number when it comes back.
struct EvictedStreams {
    static var countMax: Int { 1 << 19 }

    private var streams: [UInt64: UInt32] = [:]
    private var order: [UInt64] = []
    private var oldest = 0

    mutating func remember(_ hash: UInt64, stream: UInt32) {
        if streams.updateValue(stream, forKey: hash) != nil { return }
        if order.count < Self.countMax {
            order.append(hash)
        } else {
            streams[order[oldest]] = nil
            order[oldest] = hash
            oldest = (oldest + 1) % Self.countMax
        }
    }

    func find(_ hash: UInt64) -> UInt32? { streams.isEmpty ? nil : streams[hash] }
}
