public import Bytes
public import Packets

/// The info column of packets up to the network layer and of ICMP, IGMP and UDP, in tshark's words.
///
/// Everything but TCP with a whole header, and messages inside of TCP and UDP.
public enum NetworkSummary {
    /// Writes the info column.  Returns what the protocol column shows.
    public static func append(
        _ bytes: RawSpan, _ layers: borrowing PacketLayers, _ packet: PacketContext,
        _ state: inout NetworkState, to text: inout TextBuffer
    ) -> ProtocolName {
        let name = appendAny(bytes, layers, packet, &state, to: &text)
        if layers.flags.contains(.loneFragment), layers.stop == .malformed {
            // What is missing may be in a fragment that was not captured.
            text.truncate(to: text.count - malformedMark.utf8CodeUnitCount)
            text.append("[BoundErrorUnreassembled Packet]")
        }
        return name
    }

    private static var malformedMark: StaticString { "[Malformed Packet]" }

    private static func appendAny(
        _ bytes: RawSpan, _ layers: borrowing PacketLayers, _ packet: PacketContext,
        _ state: inout NetworkState, to text: inout TextBuffer
    ) -> ProtocolName {
        do throws(Shortage) {
            switch layers.innermost {
            case .udp: return UDPSummary.append(bytes, layers, to: &text)
            case .tcp:
                // Too short for more than its ports.
                UDPSummary.appendPorts(layers, to: &text)
                append(layers.stop, to: &text)
                return "TCP"
            case .arp:
                return try ARPSummary.append(bytes, layers, &state, to: &text)
            case .icmp:
                return try ICMPSummary.append(bytes, layers, packet, &state, to: &text)
            case .icmpv6:
                return try ICMPv6Summary.append(bytes, layers, packet, &state, to: &text)
            case .igmp: return try IGMPSummary.append(bytes, layers, to: &text)
            case .ipProtocol: return appendProtocol(bytes, layers, to: &text)
            case .ip, .ipv4, .ipv6, .hopByHop, .routing, .destinationOptions, .fragmentHeader,
                .authentication, .mobility, .noNextHeader:
                return appendIP(bytes, layers, to: &text)
            case .none, .ethernet, .cooked, .null, .raw, .vlan, .llc, .etherType:
                return appendLink(bytes, layers, packet, state, to: &text)
            }
        } catch {
            append(error, to: &text)
            return name(of: layers.innermost)
        }
    }

    /// What tshark writes behind all else when bytes are missing.
    public static func append(_ shortage: Shortage, to text: inout TextBuffer) {
        switch shortage {
        case .cut: text.append("[Packet size limited during capture]")
        case .malformed: text.append(malformedMark)
        }
    }

    static func append(_ stop: PacketLayers.Stop, to text: inout TextBuffer) {
        if stop == .cut { append(Shortage.cut, to: &text) }
        if stop == .malformed { append(Shortage.malformed, to: &text) }
    }

    /// The name that the protocol column has when the layer itself is too short for another.
    static func name(of layer: PacketLayers.Layer) -> ProtocolName {
        switch layer {
        case .arp: "ARP"
        case .icmp: "ICMP"
        case .icmpv6: "ICMPv6"
        case .tcp: "TCP"
        case .ipv6: "IPv6"
        default: "IPv4"
        }
    }
}
