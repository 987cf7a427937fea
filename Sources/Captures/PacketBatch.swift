/// A few packets that are in memory at the same time.
///
/// Kept on the heap: reading an element of an `InlineArray` copies all first (Swift 6.3), which
/// costs more than all else that is done to read a packet.
@frozen
@safe
public struct PacketBatch: ~Copyable {
    @inlinable public static var countMax: Int { 128 }

    public private(set) var count = 0
    @usableFromInline let records: UnsafeMutablePointer<PacketRecord>

    public init() {
        unsafe records = .allocate(capacity: Self.countMax)
        unsafe records.initialize(repeating: PacketRecord(), count: Self.countMax)
    }

    deinit {
        unsafe records.deallocate()
    }

    @inlinable public var isFull: Bool { count == Self.countMax }

    @inlinable
    public subscript(index: Int) -> PacketRecord {
        precondition(index >= 0 && index < count, "a packet that is not in the batch")
        return unsafe records[index]
    }

    public mutating func removeAll() { count = 0 }

    public mutating func append(_ record: PacketRecord) {
        precondition(count < Self.countMax, "a batch that is full")
        unsafe records[count] = record
        count &+= 1
    }
}
