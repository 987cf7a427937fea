/// The text of a number below 10⁸ in one word, to be kept and written again.
@frozen
public struct DecimalText: BitwiseCopyable, Sendable {
    /// The first byte lowest.
    @usableFromInline var word: UInt64 = 0
    @usableFromInline var count = 0
    /// How far up in the word the last digit is.
    @usableFromInline var lastShift: UInt64 { UInt64(count &- 1) &* 8 }

    @inlinable
    public init() {}

    /// The number right-aligned in at least `width` bytes, blanks in front.
    @inlinable
    public init(_ value: UInt64, width: Int) {
        precondition(value < 100_000_000 && width <= 8, "a number too long for a word")
        let digits = DecimalDigits(value)
        let blanks = min(digits.leadingZeroCount, 8 &- width)
        word = digits.spaced &>> UInt64(blanks &* 8)
        count = 8 &- blanks
    }

    /// Counts one up, if that changes no digit but the last.
    @inlinable @inline(__always)
    public mutating func increment() -> Bool {
        guard count > 0, word &>> lastShift & 0xFF < 0x39 else { return false }
        word &+= 1 &<< lastShift
        return true
    }
}

extension TextWriter {
    @inlinable @inline(__always)
    public mutating func append(_ number: DecimalText) {
        append(packed: number.word, count: number.count)
    }
}
