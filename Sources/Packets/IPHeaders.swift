internal import Bytes

/// The ends that each IP header of a packet names, outermost first; without one that is not
/// whole.
///
/// ``PacketLayers`` has those of the innermost only; nearly all packets have but one.
public struct IPHeaders: Sequence {
    public struct Header: BitwiseCopyable, Sendable {
        public var source: IPAddress
        public var destination: IPAddress
        public var isIPv6: Bool
    }

    private var headers: [Header] = []

    /// - Parameter layers: those of the packet.
    public init(_ packet: RawSpan, _ layers: borrowing PacketLayers) {
        var offset = Int(layers.networkOffset)
        let isBroken = Self.isLastBroken(packet, layers)
        for _ in 0..<(isBroken ? layers.ipDepth - 1 : layers.ipDepth) {
            guard let (header, next) = Self.read(packet, at: offset) else { return }
            headers.append(header)
            offset = next
        }
    }

    /// Whether the last header was not read to its end; that of a fragment of IPv6 ends with its
    /// datagram.
    private static func isLastBroken(
        _ packet: RawSpan, _ layers: borrowing PacketLayers
    ) -> Bool {
        let isTransportKnown = layers.transportOffset > layers.innerOffset
        let isUnread = layers.stop != .none
        let number = layers.ipProtocol
        switch layers.innermost {
        case .ipv4: return !isTransportKnown
        case .ipv6:
            return isUnread && !(isTransportKnown && !extensions.contains(number))
        case .hopByHop, .routing, .destinationOptions, .authentication:
            // Behind a header of IPv4 they are none of it.
            let inner = Int(layers.innerOffset)
            let isIPv4 = inner < packet.byteCount && packet.byte(at: inner) >> 4 == 4
            return isUnread && !isIPv4
        case .fragmentHeader: return !layers.flags.contains(.reassembled)
        default: return false
        }
    }

    private static let extensions: [UInt8] = [0, 43, 44, 51, 60, 140]

    public func makeIterator() -> Array<Header>.Iterator { headers.makeIterator() }

    /// A header that is whole, and where another one would begin that it carries.
    private static func read(_ packet: RawSpan, at offset: Int) -> (Header, next: Int)? {
        guard offset >= 0, offset < packet.byteCount else { return nil }
        let count = packet.byteCount - offset
        switch packet.byte(at: offset) >> 4 {
        case 4:
            let headerCount = Int(packet.byte(at: offset) & 0xF) * 4
            guard headerCount >= 20, count >= 20 else { return nil }
            let header = Header(
                source: IPAddress(v4: packet.bigEndian(at: offset + 12)),
                destination: IPAddress(v4: packet.bigEndian(at: offset + 16)), isIPv6: false)
            return (header, skip(packet.byte(at: offset + 9), packet, offset + headerCount))
        case 6:
            guard count >= 40 else { return nil }
            let header = Header(
                source: address(packet, at: offset + 8),
                destination: address(packet, at: offset + 24), isIPv6: true)
            return (header, skip(packet.byte(at: offset + 6), packet, offset + 40))
        default: return nil
        }
    }

    private static func address(_ packet: RawSpan, at offset: Int) -> IPAddress {
        IPAddress(high: packet.bigEndian(at: offset), low: packet.bigEndian(at: offset + 8))
    }

    /// Moves past extension headers.
    private static func skip(_ first: UInt8, _ packet: RawSpan, _ start: Int) -> Int {
        var (number, offset) = (first, start)
        for _ in 0..<PacketDecoder.extensionMax {
            guard extensions.contains(number), offset + 2 <= packet.byteCount else {
                return offset
            }
            let units = Int(packet.byte(at: offset + 1))
            let next = packet.byte(at: offset)
            offset += number == 44 ? 8 : number == 51 ? (units + 2) * 4 : (units + 1) * 8
            number = next
        }
        return offset
    }
}
