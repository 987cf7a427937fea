public import Bytes

/// One value of one field of a packet or a message, as a place or a plain value.
@frozen
public struct Field: Equatable, BitwiseCopyable, Sendable {
    public var id: FieldID
    /// Where names cannot tell what belongs together, as in a list in a list: a tree shows a field
    /// of nesting n below the last one before it of less.  0: names tell.
    public var nesting: UInt8
    public var value: FieldValue

    @inlinable
    public init(id: FieldID, value: FieldValue, nesting: UInt8 = 0) {
        self.id = id
        self.nesting = nesting
        self.value = value
    }
}

@frozen
public enum FieldValue: Equatable, BitwiseCopyable, Sendable {
    /// The layer or label is there; it has no value of its own.
    case present
    /// The layer is there, and this is its header, or the whole of it.
    case layer(StreamRange)
    case number(UInt64)
    case signed(Int64)
    case flag(Bool)
    case ipv4(UInt32)
    case ipv6(high: UInt64, low: UInt64)
    /// An Ethernet address in the lower 48 bits.
    case mac(UInt64)
    /// Nanoseconds since 1970.
    case time(Int64)
    /// Nanoseconds.
    case duration(Int64)
    /// Text as it stands in the packet or the stream.
    case text(StreamRange)
    case bytes(StreamRange)
    /// Text in ``Message/decoded``.
    case decoded(StreamRange)
    /// So many bytes that nobody is to see.
    case redacted(byteCount: Int)

    public var isRedacted: Bool { if case .redacted = self { true } else { false } }
}

extension ByteCursor {
    /// Moves past the next `count` bytes, and returns where they are.
    @inlinable
    public mutating func readRange(count: Int) throws(ParseError) -> StreamRange {
        let range = StreamRange(offset: offset, count: count)
        try skip(count)
        return range
    }
}
