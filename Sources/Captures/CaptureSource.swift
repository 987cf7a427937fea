/// Packets one after the other, from wherever they come: a file, a pipe, several files in time
/// order, libpcap.
///
/// Packets come in batches so that the pipeline can look ahead; a batch is what is at hand, and a
/// source never waits for a second packet when it has one.
public protocol CaptureSource: ~Copyable {
    /// Moves on to the next packets: at least one.  Returns false at the end.
    ///
    /// Throws once, after all that could be read has been handed out.
    mutating func next(_ batch: inout PacketBatch) throws(CaptureError) -> Bool

    /// The captured bytes of a packet of the batch that was handed out last.
    @_lifetime(borrow self)
    borrowing func bytes(of record: borrowing PacketRecord) -> RawSpan
}

/// A few packets that are in memory at the same time.
public struct PacketBatch: ~Copyable {
    @inlinable public static var countMax: Int { 32 }

    public private(set) var count = 0
    private var records = InlineArray<32, PacketRecord>(repeating: PacketRecord())

    public init() {}

    public mutating func removeAll() { count = 0 }

    public var isFull: Bool { count == Self.countMax }

    public mutating func append(_ record: PacketRecord) {
        records[count] = record
        count += 1
    }

    public subscript(index: Int) -> PacketRecord {
        precondition(index < count)
        return records[index]
    }
}
