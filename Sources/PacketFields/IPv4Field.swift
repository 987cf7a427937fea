public import Dissection

public enum IPv4Field: UInt16, PacketField {
    case layer, version, headerLength, services, codepoint, congestion, length, identification
    case flags, isReserved, dontFragment, moreFragments, fragmentOffset, timeToLive, protocolNumber
    case checksum, checksumStatus, source, destination, address, sourceText, destinationText
    case addressText
    // Options.
    case noOperation, endOfOptions, routeOption, timeOption, alertOption, looseOption, strictOption
    case optionType, optionCopies, optionClass, optionNumber, optionLength, optionPointer
    case recordedRoute, recordedRouteText, emptyRoute, emptyRouteText, sourceRoute, sourceRouteText
    case timeOverflow, timeFlag, timeAddress, timeStamp, alert
    // What the expert says.
    case hasBogusVersion, hasBogusHeaderLength, hasBogusLength, hasSmallTimeToLive,
        hasLocalTimeToLive
    case hasBadChecksum, hasBadOptionLength

    public static var familyNumber: FieldFamily.Number { .ipv4 }

    public var definition: FieldDefinition {
        switch self {
        case .layer: .layer("ip", "Internet Protocol Version 4")
        case .version: .decimal("ip.version", "Version", bits: 8)
        case .headerLength: .decimal("ip.hdr_len", "Header Length", bits: 8)
        case .services: .hexadecimal("ip.dsfield", "Differentiated Services Field", bits: 8)
        case .codepoint:
            .decimal(
                "ip.dsfield.dscp", "Differentiated Services Codepoint", bits: 8,
                names: PacketValueNames.codepoints)
        case .congestion:
            .decimal(
                "ip.dsfield.ecn", "Explicit Congestion Notification", bits: 8,
                names: PacketValueNames.congestion)
        case .length: .decimal("ip.len", "Total Length", bits: 16)
        case .identification: .hexadecimal("ip.id", "Identification", bits: 16)
        case .flags: .hexadecimal("ip.flags", "Flags", bits: 8)
        case .isReserved: .flag("ip.flags.rb", "Reserved bit")
        case .dontFragment: .flag("ip.flags.df", "Don't fragment")
        case .moreFragments: .flag("ip.flags.mf", "More fragments")
        case .fragmentOffset: .decimal("ip.frag_offset", "Fragment Offset", bits: 16)
        case .timeToLive: .decimal("ip.ttl", "Time to Live", bits: 8)
        case .protocolNumber:
            .decimal("ip.proto", "Protocol", bits: 8, names: PacketValueNames.protocols)
        case .checksum: .hexadecimal("ip.checksum", "Header Checksum", bits: 16)
        case .checksumStatus:
            .decimal(
                "ip.checksum.status", "Header checksum status", bits: 8,
                names: PacketValueNames.checksumStates)
        case .source: FieldDefinition("ip.src", "Source Address", .ipv4)
        case .destination: FieldDefinition("ip.dst", "Destination Address", .ipv4)
        case .address: FieldDefinition("ip.addr", "Source or Destination Address", .ipv4).hidden
        case .sourceText: .again("ip.src_host", "Source Host")
        case .destinationText: .again("ip.dst_host", "Destination Host")
        case .addressText: .again("ip.host", "Source or Destination Host")
        default: rawValue < Self.hasBogusVersion.rawValue ? optionDefinition : remarkDefinition
        }
    }
}
