internal import Bytes
internal import Dissection

/// The bytes that values are read from: a frame's, or those of a message put together from several.
struct AMQPSource: ~Escapable {
    let bytes: RawSpan
    /// The offset of the first byte, in the stream or in ``Message/decoded``.
    let base: Int
    /// What notes are about whose place is in no stream.
    let frame: StreamRange
    let isDecoded: Bool

    @_lifetime(copy bytes)
    init(_ bytes: RawSpan, at base: Int, frame: StreamRange, isDecoded: Bool = false) {
        self.bytes = bytes
        self.base = base
        self.frame = frame
        self.isDecoded = isDecoded
    }

    var end: Int { base + bytes.byteCount }

    var cursor: ByteCursor {
        @_lifetime(copy self)
        get { ByteCursor(bytes, base: base) }
    }

    /// The bytes of a range that was read here.
    subscript(range: StreamRange) -> RawSpan {
        @_lifetime(copy self)
        get {
            let start = min(max(0, range.offset - base), bytes.byteCount)
            let end = min(max(start, range.end - base), bytes.byteCount)
            return bytes.extracting(start..<end)
        }
    }

    func text(_ range: StreamRange) -> FieldValue { isDecoded ? .decoded(range) : .text(range) }

    func bytes(_ range: StreamRange) -> FieldValue { isDecoded ? .decoded(range) : .bytes(range) }

    func place(_ range: StreamRange) -> StreamRange { isDecoded ? frame : range }
}
