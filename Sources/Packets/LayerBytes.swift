internal import Bytes

/// Why a layer could not be read further.
@frozen
public enum Shortage: Error {
    /// The wire had the bytes, the capture has not.
    case cut
    /// The layer's own length ends before them.
    case malformed
}

/// The bytes of one layer: those that were captured, and how many there were.
///
/// For layers off the hot path.  Offsets count from the layer's beginning; every read is checked.
public struct LayerBytes: ~Escapable {
    private let bytes: RawSpan
    /// Where in the packet the layer begins.
    public let start: Int
    /// How long the layer was on the wire.
    public let count: Int
    /// How much of it is here.
    public let capturedCount: Int

    /// - Parameters:
    ///   - bytes: those of the packet.
    ///   - start: where in them the layer begins.
    ///   - end: where in them it ended on the wire.
    @_lifetime(copy bytes)
    public init(_ bytes: RawSpan, from start: Int, to end: Int) {
        self.bytes = bytes
        self.start = max(0, min(start, bytes.byteCount))
        count = max(0, end - self.start)
        capturedCount = min(count, bytes.byteCount - self.start)
    }

    /// What an IP header or the link carries, up to its end.
    @_lifetime(copy bytes)
    public init(_ bytes: RawSpan, transportOf layers: borrowing PacketLayers) {
        self.init(bytes, from: Int(layers.transportOffset), to: Int(layers.end))
    }

    public func require(_ count: Int, at offset: Int = 0) throws(Shortage) {
        guard count >= 0, offset >= 0, count <= capturedCount, offset <= capturedCount - count
        else { throw capturedCount < self.count ? .cut : .malformed }
    }

    public func byte(at offset: Int) throws(Shortage) -> UInt8 {
        try require(1, at: offset)
        return bytes.byte(at: start + offset)
    }

    public func bigEndian<T: FixedWidthInteger & BitwiseCopyable>(
        at offset: Int, as type: T.Type = T.self
    ) throws(Shortage) -> T {
        try require(MemoryLayout<T>.size, at: offset)
        return bytes.bigEndian(at: start + offset)
    }

    @_lifetime(copy self)
    public func span(at offset: Int, count: Int) throws(Shortage) -> RawSpan {
        try require(count, at: offset)
        return bytes.extracting((start + offset)..<(start + offset + count))
    }

    public func ipv4(at offset: Int) throws(Shortage) -> IPAddress {
        IPAddress(v4: try bigEndian(at: offset))
    }

    public func ipv6(at offset: Int) throws(Shortage) -> IPAddress {
        IPAddress(high: try bigEndian(at: offset), low: try bigEndian(at: offset + 8))
    }
}
