internal import Bytes
internal import Packets

extension NetworkSummary {
    /// Packets that were not read beyond an IP header.
    static func appendIP(
        _ bytes: RawSpan, _ layers: borrowing PacketLayers, to text: inout TextBuffer
    ) -> ProtocolName {
        switch layers.innermost {
        case .ip: return appendNoIP(bytes, layers, to: &text)
        case .ipv4: appendIPv4(bytes, layers, to: &text)
        case .ipv6: appendIPv6(bytes, layers, to: &text)
        case .hopByHop: text.append("IPv6 hop-by-hop options")
        case .routing: text.append("IPv6 routing")
        case .destinationOptions: text.append("IPv6 destination options")
        case .noNextHeader: text.append("IPv6 no next header")
        case .fragmentHeader: appendFragmentHeader(bytes, layers, to: &text)
        case .authentication: appendIndex("AH (SPI=0x", at: 4, bytes, layers, to: &text)
        default: break
        }
        append(layers.stop, to: &text)
        switch layers.innermost {
        case .ipv4: return "IPv4"
        case .ipv6: return "IPv6"
        case .authentication: return "AH"
        default: return layers.sourceColumn == .ipv4 ? "IPv4" : "IPv6"
        }
    }

    private static func appendNoIP(
        _ bytes: RawSpan, _ layers: borrowing PacketLayers, to text: inout TextBuffer
    ) -> ProtocolName {
        guard layers.stop == .badVersion else {
            append(layers.stop, to: &text)
            return ""
        }
        text.append("Bogus IP version (")
        text.append(decimal: bytes.byte(at: Int(layers.innerOffset)) >> 4)
        text.append(")")
        return "IP"
    }

    private static func appendIPv4(
        _ bytes: RawSpan, _ layers: borrowing PacketLayers, to text: inout TextBuffer
    ) {
        let start = Int(layers.innerOffset)
        switch layers.stop {
        case .badVersion:
            text.append("Bogus IPv4 version (")
            text.append(decimal: bytes.byte(at: start) >> 4)
            text.append(", must be 4)")
        case .badHeaderLength:
            text.append("Bogus IP header length (")
            text.append(decimal: UInt(bytes.byte(at: start) & 0xF) * 4)
            text.append(", must be at least 20)")
        case .badLength:
            text.append("Bogus IP length (")
            text.append(decimal: bytes.bigEndian(at: start + 2) as UInt16)
            text.append(", less than header length ")
            text.append(decimal: UInt(bytes.byte(at: start) & 0xF) * 4)
            text.append(")")
        default:
            guard !layers.flags.isDisjoint(with: [.fragment, .loneFragment]) else { return }
            appendFragment(bytes, layers, to: &text)
        }
    }

    private static func appendFragment(
        _ bytes: RawSpan, _ layers: borrowing PacketLayers, to text: inout TextBuffer
    ) {
        let start = Int(layers.innerOffset)
        guard start + 20 <= bytes.byteCount else { return }
        let offset = (bytes.bigEndian(at: start + 6) as UInt16) & 0x1FFF
        // The beginning of a datagram without payload is no fragment to tshark.
        if offset == 0, layers.flags.contains(.loneFragment) { return }
        text.append("Fragmented IP protocol (proto=")
        text.append(IPProtocolName.text(of: layers.ipProtocol))
        text.append(" ")
        text.append(decimal: layers.ipProtocol)
        text.append(", off=")
        text.append(decimal: UInt(offset) * 8)
        text.append(", ID=")
        text.append(
            hexadecimal: UInt64(bytes.bigEndian(at: start + 4) as UInt16), digits: 4)
        text.append(")")
    }

    private static func appendIPv6(
        _ bytes: RawSpan, _ layers: borrowing PacketLayers, to text: inout TextBuffer
    ) {
        let start = Int(layers.innerOffset)
        switch layers.stop {
        case .badVersion where layers.ipDepth > 1:
            _ = appendProtocol(bytes, layers, to: &text)
        case .badVersion:
            text.append("Bogus IPv6 version (")
            text.append(decimal: bytes.byte(at: start) >> 4)
            text.append(", must be 6)")
        case .badHeaderLength:
            text.append("Invalid IPv6 header (")
            text.append(decimal: UInt(max(0, Int(layers.end) - start)))
            text.append(" bytes, need exactly 40)")
            append(Shortage.malformed, to: &text)
        default: break
        }
    }

    private static func appendFragmentHeader(
        _ bytes: RawSpan, _ layers: borrowing PacketLayers, to text: inout TextBuffer
    ) {
        let start = Int(layers.transportOffset) - 8
        guard start >= 0, start + 8 <= bytes.byteCount else { return }
        let place = bytes.bigEndian(at: start + 2) as UInt16
        text.append("IPv6 fragment (off=")
        text.append(decimal: place & 0xFFF8)
        text.append(place & 1 == 0 ? " more=n ident=0x" : " more=y ident=0x")
        text.append(hexadecimal: UInt64(bytes.bigEndian(at: start + 4) as UInt32), digits: 8)
        text.append(" nxt=")
        text.append(decimal: layers.ipProtocol)
        text.append(")")
    }

    private static func appendIndex(
        _ title: StaticString, at offset: Int, _ bytes: RawSpan,
        _ layers: borrowing PacketLayers, to text: inout TextBuffer
    ) {
        let start = Int(layers.transportOffset) + offset
        guard start + 4 <= min(bytes.byteCount, Int(layers.end)) else { return }
        text.append(title)
        text.append(hexadecimal: UInt64(bytes.bigEndian(at: start) as UInt32), digits: 8)
        text.append(")")
    }

    /// What an IP header carries and we do not read.
    static func appendProtocol(
        _ bytes: RawSpan, _ layers: borrowing PacketLayers, to text: inout TextBuffer
    ) -> ProtocolName {
        let number = layers.ipProtocol
        if number == 50, layers.payloadCount >= 4 {
            appendIndex("ESP (SPI=0x", at: 0, bytes, layers, to: &text)
            return "ESP"
        }
        if layers.sourceColumn == .ipv6 { text.append("Unknown IP Protocol: ") }
        text.append(IPProtocolName.text(of: number))
        text.append(" (")
        text.append(decimal: number)
        text.append(")")
        if let name = IPProtocolName.column(of: number) { return name }
        return layers.sourceColumn == .ipv6 ? "IPv6" : "IPv4"
    }
}
