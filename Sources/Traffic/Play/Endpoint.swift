public import Packets

/// An address of IPv4, and a port.
public struct Endpoint: Hashable, Sendable {
    public var address: IPAddress
    public var port: UInt16

    public init(_ address: IPAddress, _ port: UInt16) {
        self.address = address
        self.port = port
    }
}

extension Endpoint: CustomStringConvertible {
    public var description: String { "\(address.dotted):\(port)" }
}

extension IPAddress {
    /// 10.0.2.15 is `IPAddress(10, 0, 2, 15)`.
    public init(_ first: UInt8, _ second: UInt8, _ third: UInt8, _ fourth: UInt8) {
        self.init(
            v4: UInt32(first) << 24 | UInt32(second) << 16 | UInt32(third) << 8 | UInt32(fourth))
    }

    /// The address as people write it; of the fourth version only.
    var dotted: String {
        let word = v4 ?? 0
        return "\(word >> 24).\(word >> 16 & 255).\(word >> 8 & 255).\(word & 255)"
    }

    var isLoopback: Bool { (v4 ?? 0) >> 24 == 127 }
}
