public import Packets

/// One end of a conversation: a link address, or an IP address with or without a port.
public struct TrafficEnd: Hashable, BitwiseCopyable, Sendable {
    public enum Kind: UInt8, BitwiseCopyable, Sendable {
        /// An address of Ethernet, in the lower 48 bits.
        case link
        case ipv4, ipv6
    }

    public var address: IPAddress
    public var kind: Kind
    /// 0 where there are none.
    public var port: UInt16

    public init(_ address: IPAddress, _ kind: Kind, port: UInt16 = 0) {
        self.address = address
        self.kind = kind
        self.port = port
    }

    public init(link address: UInt64) {
        self.init(IPAddress(high: 0, low: address & 0xFFFF_FFFF_FFFF), .link)
    }
}

/// Packets and their bytes on the wire.
public struct TrafficCount: Equatable, BitwiseCopyable, Sendable {
    public var packetCount = 0
    public var byteCount = 0

    public init(packetCount: Int = 0, byteCount: Int = 0) {
        self.packetCount = packetCount
        self.byteCount = byteCount
    }

    @inlinable @inline(__always)
    public mutating func add(_ byteCount: Int) {
        packetCount &+= 1
        self.byteCount &+= byteCount
    }

    public static func + (one: TrafficCount, other: TrafficCount) -> TrafficCount {
        TrafficCount(
            packetCount: one.packetCount &+ other.packetCount,
            byteCount: one.byteCount &+ other.byteCount)
    }

    public static func += (one: inout TrafficCount, other: TrafficCount) { one = one + other }
}
