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
        var sum = mix(UInt64(bytes.byteCount), second)
        var offset = 0
        while offset &+ 8 <= bytes.byteCount {
            sum = mix(sum ^ bytes.bigEndian(at: offset), first)
            offset &+= 8
        }
        var rest: UInt64 = 0
        while offset < bytes.byteCount {
            rest = rest &<< 8 | UInt64(bytes.byte(at: offset))
            offset &+= 1
        }
        return mix(sum ^ rest, second)
    }

    /// A number's hash.
    public func callAsFunction(_ number: UInt64) -> UInt64 { mix(number, second) }

    @inline(__always)
    private func mix(_ word: UInt64, _ key: UInt64) -> UInt64 {
        let product = (word ^ key).multipliedFullWidth(by: first | 1)
        return product.high ^ product.low
    }
}
