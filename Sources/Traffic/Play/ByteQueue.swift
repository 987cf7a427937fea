internal import Bytes

/// Bytes of a stream that are not yet read.
public struct ByteQueue: Sendable {
    private var bytes: [UInt8] = []
    private var start = 0

    public init() {}

    public var count: Int { bytes.count - start }
    public var isEmpty: Bool { count == 0 }

    public mutating func append(_ more: [UInt8]) {
        if start == bytes.count { removeAll() }
        bytes += more
    }

    public mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        start = 0
    }

    /// A byte from the front on; the caller has looked at ``count``.
    public subscript(index: Int) -> UInt8 { bytes[start + index] }

    /// Takes bytes off the front, or nothing if there are fewer.
    public mutating func take(_ wanted: Int) -> [UInt8]? {
        guard wanted >= 0, wanted <= count else { return nil }
        let taken = Array(bytes[start..<(start + wanted)])
        start += wanted
        // What was read is let go in large pieces.
        if start >= 1 << 16 {
            bytes.removeFirst(start)
            start = 0
        }
        return taken
    }

    /// The bytes up to and with a byte, or nothing if it has not come.
    public mutating func take(through byte: UInt8) -> [UInt8]? {
        guard let end = bytes[start...].firstIndex(of: byte) else { return nil }
        return take(end + 1 - start)
    }

    /// The front, without taking it.
    public func peek(_ wanted: Int) -> ArraySlice<UInt8> {
        bytes[start..<(start + min(max(0, wanted), count))]
    }
}
