internal import Bytes

/// The packet that an ICMP or ICMPv6 error quotes.
public enum QuotedPacket {
    /// Where the quote begins, from the beginning of the error message.
    public static var offset: Int { 8 }

    /// Whether a message of this type quotes the packet it is about.
    public static func isQuoted(by type: UInt8, _ transport: PacketLayers.Transport) -> Bool {
        switch transport {
        case .icmp: type == 3 || type == 4 || type == 5 || type == 11 || type == 12
        case .icmpv6: (1...4).contains(type)
        default: false
        }
    }

    /// The layers of the quoted packet, all offsets counted in `bytes`; nil when there is none.
    ///
    /// Fragments are taken as they are, and nothing beyond the error's own end is read.
    public static func layers(
        in bytes: RawSpan, of error: borrowing PacketLayers
    ) -> PacketLayers? {
        let start = Int(error.transportOffset)
        guard error.payloadCount > Int32(offset),
            isQuoted(by: bytes.byte(at: start), error.transport)
        else { return nil }
        var quoted = PacketLayers()
        var end = Int(error.end)
        if error.transport == .icmp, bytes.byte(at: start) == 5 {
            // A redirect quotes the header and 64 bits.
            end = min(end, start + offset + Int(bytes.byte(at: start + offset) & 0xF) * 4 + 8)
        }
        PacketDecoder.readQuoted(bytes, from: start + offset, to: end, into: &quoted)
        return quoted
    }
}

extension PacketDecoder {
    static func readQuoted(
        _ bytes: RawSpan, from start: Int, to end: Int, into layers: inout PacketLayers
    ) {
        layers.networkOffset = Int32(truncatingIfNeeded: start)
        readIP(Window(bytes, end: end), at: start, into: &layers)
    }
}
