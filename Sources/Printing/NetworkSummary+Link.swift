internal import Bytes
internal import Packets

extension NetworkSummary {
    /// Packets that were not read as far as IP or ARP.
    static func appendLink(
        _ bytes: RawSpan, _ layers: borrowing PacketLayers, _ packet: PacketContext,
        _ state: borrowing NetworkState, to text: inout TextBuffer
    ) -> ProtocolName {
        switch layers.innermost {
        case .ethernet: return appendEthernet(bytes, layers, to: &text)
        case .vlan:
            if layers.vlanOffset > 0 { appendTag(bytes, layers, to: &text) }
            append(layers.stop, to: &text)
            return "VLAN"
        case .cooked:
            appendPacketType(bytes, layers, to: &text)
            append(layers.stop, to: &text)
            return "SLL"
        case .null:
            text.append("Null/Loopback")
            append(layers.stop, to: &text)
            return "N/A"
        case .raw:
            text.append("Raw packet data")
            append(layers.stop, to: &text)
            return "N/A"
        case .llc: return appendLLC(bytes, layers, to: &text)
        case .etherType: return appendEtherType(bytes, layers, to: &text)
        default:
            guard layers.link == .unknown else {
                append(layers.stop, to: &text)
                return ""
            }
            text.append("Link type ")
            if let name = state.linkTypeName(packet.linkType) {
                for byte in name.utf8 { text.append(byte: byte) }
                text.append(" (")
                text.append(decimal: packet.linkType)
                text.append(")")
            } else {
                text.append(decimal: packet.linkType)
            }
            return "UNKNOWN"
        }
    }

    private static func appendEthernet(
        _ bytes: RawSpan, _ layers: borrowing PacketLayers, to text: inout TextBuffer
    ) -> ProtocolName {
        guard layers.stop == .badLength else {
            append(layers.stop, to: &text)
            return "Ethernet"
        }
        text.append("Ethernet Unknown: Invalid length/type: 0x")
        text.append(hexadecimal: UInt64(layers.etherType), digits: 4)
        text.append(" (")
        text.append(decimal: layers.etherType)
        text.append(")")
        return "Ethernet"
    }

    private static func appendEtherType(
        _ bytes: RawSpan, _ layers: borrowing PacketLayers, to text: inout TextBuffer
    ) -> ProtocolName {
        switch layers.link {
        case .linuxCooked, .linuxCooked2: appendPacketType(bytes, layers, to: &text)
        default:
            if layers.vlanOffset > 0 {
                appendTag(bytes, layers, to: &text)
            } else {
                text.append(EtherTypeName.text(of: layers.etherType))
            }
        }
        if let name = EtherTypeName.column(of: layers.etherType) { return name }
        return ProtocolName(etherType: layers.etherType)
    }

    /// The fields of a VLAN tag: a provider's has another word for the bit that says the frame may
    /// be dropped.
    private static func appendTag(
        _ bytes: RawSpan, _ layers: borrowing PacketLayers, to text: inout TextBuffer
    ) {
        let start = Int(layers.vlanOffset)
        let tag = bytes.bigEndian(at: start) as UInt16
        let isProvider = start >= 2 && bytes.bigEndian(at: start - 2) as UInt16 == 0x88A8
        text.append("PRI: ")
        text.append(decimal: tag >> 13)
        text.append(isProvider ? "  DROP: " : "  DEI: ")
        text.append(decimal: tag >> 12 & 1)
        text.append(isProvider ? " ID: " : "  ID: ")
        text.append(decimal: tag & 0xFFF)
    }

    private static func appendPacketType(
        _ bytes: RawSpan, _ layers: borrowing PacketLayers, to text: inout TextBuffer
    ) {
        let isSecond = layers.link == .linuxCooked2
        guard bytes.byteCount >= (isSecond ? 11 : 2) else { return }
        let type: UInt16 = isSecond ? UInt16(bytes.byte(at: 10)) : bytes.bigEndian(at: 0)
        switch type {
        case 0: text.append("Unicast to us")
        case 1: text.append("Broadcast")
        case 2: text.append("Multicast")
        case 3: text.append("Unicast to another host")
        case 4: text.append("Sent by us")
        default:
            text.append("Unknown (")
            text.append(decimal: type)
            text.append(")")
        }
    }

    /// IEEE 802.2 without IP behind it: the service access point says whose it is.
    private static func appendLLC(
        _ bytes: RawSpan, _ layers: borrowing PacketLayers, to text: inout TextBuffer
    ) -> ProtocolName {
        let start = Int(layers.networkOffset)
        guard layers.stop == .none, start + 3 <= bytes.byteCount else {
            append(layers.stop, to: &text)
            return "LLC"
        }
        let access = bytes.byte(at: start)
        text.append("DSAP 0x")
        text.append(hexadecimal: UInt64(access), digits: 2)
        text.append(", SSAP 0x")
        text.append(hexadecimal: UInt64(bytes.byte(at: start + 1)), digits: 2)
        switch access {
        case 0x42: return "STP"
        case 0xE0: return "IPX"
        case 0xF0: return "NetBIOS"
        case 0xFE: return "ISIS"
        default: return "LLC"
        }
    }
}
