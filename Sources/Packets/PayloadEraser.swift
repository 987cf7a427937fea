internal import Bytes

/// Makes of a packet one that can be given away: as long as it was, with the headers that it had,
/// and nothing of what they carry.
///
/// What is not known to be a header is erased, so that nothing is kept that nobody looked at: of
/// fragments, and of transports other than TCP and UDP, all but a few bytes.  Checksums are changed
/// by what was erased (RFC 1624): right ones are right afterwards, wrong ones wrong.
public enum PayloadEraser {
    /// - Returns: the packet's bytes, zeros instead of what it carried.
    public static func erase(_ packet: RawSpan, originalCount: Int, linkType: UInt16) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.append(packet, xor: 0, phase: 0)
        var layers = PacketLayers()
        PacketDecoder.decode(
            packet, originalCount: originalCount, link: LinkType(number: linkType), into: &layers)
        let start = min(bytes.count, max(0, headersEnd(layers)))
        mendChecksum(layers, packet, erasedFrom: start, in: &bytes)
        for index in start..<bytes.count { bytes[index] = 0 }
        return bytes
    }

    /// Where the headers end that are kept.
    private static func headersEnd(_ layers: borrowing PacketLayers) -> Int {
        let isWhole = layers.flags.isDisjoint(with: [.fragment, .loneFragment])
        let transport = Int(layers.transportOffset)
        switch layers.transport {
        case .tcp, .udp: return isWhole ? Int(layers.payloadOffset) : transport
        // Ports, numbers, flags: no options, whose length is not to be relied on.
        case .brokenTCP: return isWhole ? transport + tcpHeaderByteCount : transport
        // An error quotes another packet, an echo carries anything.
        case .icmp, .icmpv6: return isWhole ? transport + icmpHeaderByteCount : transport
        default: break
        }
        switch layers.innermost {
        case .none: return 0
        case .arp: return Int(layers.networkOffset) + arpByteCount
        default: return transport > 0 ? transport : Int(layers.networkOffset)
        }
    }

    private static var tcpHeaderByteCount: Int { 20 }
    private static var icmpHeaderByteCount: Int { 8 }
    /// Of addresses of Ethernet and IPv4.
    private static var arpByteCount: Int { 28 }

    private static func mendChecksum(
        _ layers: borrowing PacketLayers, _ packet: RawSpan, erasedFrom start: Int,
        in bytes: inout [UInt8]
    ) {
        let place: Int
        switch layers.transport {
        case .tcp: place = 16
        case .udp: place = 6
        case .icmp, .icmpv6: place = 2
        default: return
        }
        guard layers.flags.isDisjoint(with: [.fragment, .loneFragment]) else { return }
        let offset = Int(layers.transportOffset) + place
        // What stands behind the datagram is padding, which the checksum is not about.
        let end = min(Int(layers.end), packet.byteCount)
        guard offset >= 0, offset + 2 <= start, start < end else { return }
        let old = UInt16(bytes[offset]) << 8 | UInt16(bytes[offset + 1])
        if layers.transport == .udp, old == 0 { return }
        var erased = InternetChecksum()
        erased.add(packet.extracting(start..<end))
        // The value is the complement of what the bytes added up to.
        let sum = UInt32(~old) + UInt32(erased.value)
        var mended = ~UInt16(truncatingIfNeeded: sum & 0xFFFF + sum >> 16)
        if layers.transport == .udp, mended == 0 { mended = 0xFFFF }
        bytes[offset] = UInt8(mended >> 8)
        bytes[offset + 1] = UInt8(mended & 0xFF)
    }
}
