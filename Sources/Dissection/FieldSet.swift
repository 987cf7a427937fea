/// Which fields a run wants: one bit for each there can be.
@frozen
public struct FieldSet: Sendable {
    @usableFromInline var words: [UInt64]

    public init(_ ids: some Sequence<FieldID>) {
        words = Array(repeating: 0, count: 1 << 10)
        for id in ids { words[Int(id.number >> 6)] |= 1 << UInt64(id.number & 63) }
    }

    @inlinable @inline(__always)
    public func contains(_ id: FieldID) -> Bool {
        words[Int(id.number &>> 6)] &>> UInt64(id.number & 63) & 1 != 0
    }
}
