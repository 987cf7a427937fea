internal import Bytes
internal import CPrefetch

/// Bytes whose integers are stored in the order of the machine that wrote them.
///
/// Loads are checked: an offset outside traps, so callers compare lengths first.
struct OrderedBytes: ~Escapable {
    let span: RawSpan
    let isBigEndian: Bool

    @_lifetime(copy span)
    init(_ span: RawSpan, isBigEndian: Bool) {
        self.span = span
        self.isBigEndian = isBigEndian
    }

    var count: Int { span.byteCount }

    @inline(__always)
    func load<T: FixedWidthInteger & BitwiseCopyable>(_ type: T.Type, at offset: Int) -> T {
        isBigEndian ? span.bigEndian(at: offset) : span.littleEndian(at: offset)
    }

    /// A length or index of 32 bits.
    @inline(__always)
    func length(at offset: Int) -> Int { Int(load(UInt32.self, at: offset)) }

    /// Has memory fetched that will be needed soon; it may lie behind the bytes.
    @inline(__always)
    func prefetch(at offset: Int) {
        unsafe span.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress else { return }
            unsafe earshot_prefetch_read(base + offset)
        }
    }

    /// Text, without the zeros that some writers put at its end.
    func text(_ range: Range<Int>) -> String {
        var bytes = array(range)
        while bytes.last == 0 { bytes.removeLast() }
        return String(decoding: bytes, as: UTF8.self)
    }

    func array(_ range: Range<Int>) -> [UInt8] {
        unsafe span.extracting(range).withUnsafeBytes { unsafe Array($0) }
    }
}
