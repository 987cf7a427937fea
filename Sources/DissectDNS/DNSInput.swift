internal import Bytes
internal import Dissection

/// The bytes of one message.  Every read says which bytes it needs, and is refused in one of two
/// ways: they were never sent, or they were not captured.
struct DNSInput: ~Escapable {
    let span: RawSpan
    /// The message's size on the wire.
    let sentCount: Int
    /// Where the message begins in the packet or the stream.
    let base: Int
    /// Where reading goes on, counted from the message's beginning.
    var offset = 0

    @_lifetime(copy span)
    init(_ span: RawSpan, sentCount: Int, base: Int) {
        self.span = span
        self.sentCount = max(sentCount, span.byteCount)
        self.base = base
    }

    func require(_ count: Int, at offset: Int) throws(DNSStop) {
        guard count >= 0 else { throw .invalid(.negativeLength, offset: base + offset) }
        guard offset + count > span.byteCount else { return }
        // What there is of it may begin behind the last byte: the place is one that can be shown.
        let place = base + min(offset, span.byteCount)
        guard offset + count > sentCount else { throw .cutShort(needed: count, offset: place) }
        throw .malformed(needed: count, offset: place)
    }

    func byte(at offset: Int) throws(DNSStop) -> UInt8 {
        try require(1, at: offset)
        return span.byte(at: offset)
    }

    mutating func read<T: FixedWidthInteger & BitwiseCopyable>(
        _ type: T.Type = T.self
    ) throws(DNSStop) -> T {
        try require(MemoryLayout<T>.size, at: offset)
        defer { offset += MemoryLayout<T>.size }
        return span.bigEndian(at: offset)
    }

    /// Moves past the next bytes and returns where they are in the packet or the stream.
    mutating func readRange(_ count: Int) throws(DNSStop) -> StreamRange {
        try require(count, at: offset)
        defer { offset += count }
        return StreamRange(offset: base + offset, count: count)
    }

    /// The bytes of a range that was read.
    @_lifetime(copy self)
    func bytes(_ range: StreamRange) -> RawSpan {
        span.extracting((range.offset - base)..<(range.end - base))
    }
}
