internal import Bytes

/// The checksum of IP, ICMP, UDP and TCP (RFC 1071).
public struct InternetChecksum: BitwiseCopyable, Sendable {
    private var sum: UInt64 = 0

    public init() {}

    /// Adds bytes; an odd last one counts as if a zero followed.  Only the last piece may be odd.
    public mutating func add(_ bytes: RawSpan) {
        var offset = 0
        while offset + 4 <= bytes.byteCount {
            sum &+= UInt64(bytes.bigEndian(at: offset) as UInt32)
            offset += 4
        }
        if offset + 2 <= bytes.byteCount {
            sum &+= UInt64(bytes.bigEndian(at: offset) as UInt16)
            offset += 2
        }
        if offset < bytes.byteCount { sum &+= UInt64(bytes.byte(at: offset)) << 8 }
    }

    /// Adds the pseudo header that TCP, UDP and ICMPv6 cover (RFC 768, RFC 8200 section 8.1).
    public mutating func addPseudoHeader(
        _ source: IPAddress, _ destination: IPAddress, protocolNumber: UInt8, length: Int
    ) {
        add(source)
        add(destination)
        sum &+= UInt64(protocolNumber) &+ UInt64(truncatingIfNeeded: length)
    }

    private mutating func add(_ address: IPAddress) {
        if let v4 = address.v4 {
            sum &+= UInt64(v4)
        } else {
            sum &+= address.high >> 32 &+ address.high & 0xFFFF_FFFF
            sum &+= address.low >> 32 &+ address.low & 0xFFFF_FFFF
        }
    }

    /// The checksum over all that was added: 0 when a right checksum was among it.
    public var value: UInt16 {
        var folded = sum
        while folded >> 16 != 0 { folded = folded & 0xFFFF &+ folded >> 16 }
        return ~UInt16(truncatingIfNeeded: folded)
    }
}
