internal import Bytes

/// A hash of bytes that a sender cannot predict: multiplications of words with others that are
/// drawn for each run.  Nothing that is printed depends on it.
public struct KeyedHash: BitwiseCopyable, Sendable {
    private let first: UInt64
    private let second: UInt64

    public init() {
        var generator = SystemRandomNumberGenerator()
        first = generator.next()
        second = generator.next()
    }

    public func callAsFunction(_ bytes: RawSpan) -> UInt64 {
        let count = bytes.byteCount
        var sum = mix(UInt64(count), second)
        guard count >= 8 else { return mix(sum ^ Self.word(bytes), second) }
        var offset = 0
        while offset < count &- 8 {
            sum = mix(sum ^ bytes.littleEndian(at: offset), first)
            offset &+= 8
        }
        // The last eight bytes, some of them once more.
        return mix(sum ^ bytes.littleEndian(at: count &- 8), second)
    }

    /// Less than eight bytes; together with their count, different for different ones.
    @inline(__always)
    private static func word(_ bytes: RawSpan) -> UInt64 {
        let count = bytes.byteCount
        if count >= 4 {
            let start: UInt32 = bytes.littleEndian(at: 0)
            let end: UInt32 = bytes.littleEndian(at: count &- 4)
            return UInt64(start) &<< 32 | UInt64(end)
        }
        var word: UInt64 = 0
        for offset in 0..<count { word = word &<< 8 | UInt64(bytes.byte(at: offset)) }
        return word
    }

    /// A number's hash.
    public func callAsFunction(_ number: UInt64) -> UInt64 { mix(number, second) }

    @inline(__always)
    private func mix(_ word: UInt64, _ key: UInt64) -> UInt64 {
        let product = (word ^ key).multipliedFullWidth(by: first | 1)
        return product.high ^ product.low
    }
}
