public import Dissection

/// The fields of the PROXY protocol: the number of each is its place in the family.
public enum ProxyField: UInt16, CaseIterable, BitwiseCopyable, Sendable {
    case proxy
    case version
    case sourceV4, destinationV4, sourceV6, destinationV6, sourcePort, destinationPort
    case magic1, protocol1, unknown1
    case magic2, version2, command, familyAndProtocol, family, protocol2, length
    case sourceUnix, destinationUnix, unknown2
    case tlv, tlvType, tlvLength, tlvValue

    public var id: FieldID { FieldID(.proxy, rawValue) }
}

public enum ProxyFields {
    public static let family = FieldFamily(.proxy, ProxyField.allCases.map(\.definition))
}

extension ProxyField {
    var definition: FieldDefinition {
        switch self {
        case .proxy: .init("proxy", "PROXY Protocol", .layer)
        case .version: .init("proxy.version", "Version", .unsigned(bits: 8))
        case .sourceV4: .init("proxy.src.ipv4", "Source Address", .ipv4)
        case .destinationV4: .init("proxy.dst.ipv4", "Destination Address", .ipv4)
        case .sourceV6: .init("proxy.src.ipv6", "Source Address", .ipv6)
        case .destinationV6: .init("proxy.dst.ipv6", "Destination Address", .ipv6)
        case .sourcePort: .init("proxy.srcport", "Source Port", .unsigned(bits: 16))
        case .destinationPort: .init("proxy.dstport", "Destination Port", .unsigned(bits: 16))
        case .magic1: .init("proxy.v1.magic", "PROXY v1 magic", .label)
        case .protocol1: .init("proxy.v1.proto", "Protocol", .text)
        case .unknown1: .init("proxy.v1.unknown", "Unknown data", .text)
        case .magic2: .init("proxy.v2.magic", "Magic", .bytes)
        case .version2: .init("proxy.v2.version", "Version", .unsigned(bits: 8))
        case .command:
            .init(
                "proxy.v2.cmd", "Command", .unsigned(bits: 8),
                names: [(0, "LOCAL"), (1, "PROXY")])
        case .familyAndProtocol:
            .init(
                "proxy.v2.addr_family_protocol", "Address Family Protocol", .unsigned(bits: 8),
                .hexadecimal)
        case .family:
            .init("proxy.v2.addr_family", "Address Family", .unsigned(bits: 8), .hexadecimal)
        case .protocol2: .init("proxy.v2.protocol", "Protocol", .unsigned(bits: 8), .hexadecimal)
        case .length: .init("proxy.v2.length", "Length", .unsigned(bits: 16))
        case .sourceUnix: .init("proxy.v2.src.unix", "Source Address", .bytes)
        case .destinationUnix: .init("proxy.v2.dst.unix", "Destination Address", .bytes)
        case .unknown2: .init("proxy.v2.unknown", "Unknown data", .bytes)
        case .tlv: .init("proxy.v2.tlv", "TLV", .label)
        case .tlvType: .init("proxy.v2.tlv.type", "Type", .unsigned(bits: 8), .hexadecimal)
        case .tlvLength: .init("proxy.v2.tlv.length", "Length", .unsigned(bits: 16))
        case .tlvValue: .init("proxy.v2.tlv.value", "Value", .bytes)
        }
    }
}
