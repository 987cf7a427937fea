/// The five digits of a number of 16 bits, made side by side in one word: ports, lengths, windows.
///
/// Half the work of ``DecimalDigits``, and most numbers of a packet list are that short.
@usableFromInline
@frozen
struct ShortDecimalDigits {
    /// One digit in each of the lower five bytes, the first one lowest.
    @usableFromInline let word: UInt64

    @inlinable @inline(__always)
    init(_ value: UInt32) {
        let first = value / 10_000
        let four = value &- first &* 10_000
        let hundreds = (four &* 5243) >> 19
        let two = hundreds | (four &- hundreds &* 100) << 16
        let tens = (two &* 103) >> 10 & 0x000F_000F
        word = UInt64(first) | UInt64(tens | (two &- tens &* 10) << 8) << 8
    }

    /// How many of the five digits are zeros in front; 4 for zero itself.
    @inlinable @inline(__always)
    var leadingZeroCount: Int { min(word.trailingZeroBitCount &>> 3, 4) }

    /// As ASCII, zeros in front.
    @inlinable @inline(__always)
    var zeroed: UInt64 { word | 0x30_3030_3030 }
}
