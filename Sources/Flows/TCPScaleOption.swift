public import Packets

/// What a segment with SYN says of window scaling.
@usableFromInline
struct TCPScaleOption: BitwiseCopyable {
    @usableFromInline var shift: UInt8?
    /// Whether there is none if none was found: false when options were cut.
    @usableFromInline var isKnown = true

    @inlinable @inline(__always)
    init() { shift = nil }

    @usableFromInline @inline(never)
    init(_ list: TCPOptions) {
        var options = list
        while let option = options.next() {
            // RFC 7323: a shift above 14 is to be read as 14.
            if case .windowScale(let shift) = option { self.shift = min(shift, 14) }
        }
        isKnown = options.end == .complete
    }
}
