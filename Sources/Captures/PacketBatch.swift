/// A few packets that are in memory at the same time.
@frozen
public struct PacketBatch: ~Copyable {
    @inlinable public static var countMax: Int { 32 }

    public private(set) var count = 0
    @usableFromInline var records = InlineArray<32, PacketRecord>(repeating: PacketRecord())

    public init() {}

    @inlinable public var isFull: Bool { count == Self.countMax }

    @inlinable
    public subscript(index: Int) -> PacketRecord {
        precondition(index < count, "a packet that is not in the batch")
        return records[index]
    }

    public mutating func removeAll() { count = 0 }

    public mutating func append(_ record: PacketRecord) {
        precondition(count < Self.countMax, "a batch that is full")
        records[count] = record
        count &+= 1
    }
}
