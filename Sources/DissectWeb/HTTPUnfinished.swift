internal import Bytes

/// A message whose body ends where only the body itself, or the connection, tells: the body goes
/// by as it comes, and the head is kept.
struct HTTPUnfinished {
    /// Of longer heads the rest has no fields.
    static var headByteCountMax: Int { 4096 }

    var head: [UInt8]
    /// How many bytes of the body came, with what is between its chunks.
    var byteCount = 0
    /// `nil`: the body ends with the stream.
    var chunks: HTTPChunks?
    /// What came of the body, if somebody wants to see it.
    var kept: HTTPKeptBody?
    /// The packet in which it began.
    let packetNumber: Int

    init(_ bytes: RawSpan, chunks: HTTPChunks?, packetNumber: Int) {
        let kept = bytes.extracting(first: min(bytes.byteCount, Self.headByteCountMax))
        head = unsafe kept.withUnsafeBytes { unsafe Array($0) }
        if kept.byteCount < bytes.byteCount {
            // An empty line, so that what is kept is a head.
            head.replaceSubrange((head.count - 3)..., with: [0x0A, 0x0D, 0x0A])
        }
        self.chunks = chunks
        self.packetNumber = packetNumber
    }
}

/// One direction of a connection.
struct HTTPSide {
    var scan = HTTPHeadScan()
    var unfinished: HTTPUnfinished?
    /// The packet whose row says that a message has begun.
    var claimedPacket: Int?
    /// Whether what was read last began with a byte that no line has.
    var endsOpaque = false
}
