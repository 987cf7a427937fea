internal import Bytes
public import Dissection
internal import Packets

/// What Wireshark's expert says of a packet, of all its layers.
public enum ExpertField: UInt16, PacketField {
    case malformed, malformedRemark, expert, message, severity, group, short

    public static var familyNumber: FieldFamily.Number { .expert }

    public var definition: FieldDefinition {
        switch self {
        case .malformed: .layer("_ws.malformed", "Malformed Packet")
        case .malformedRemark:
            FieldDefinition(
                "_ws.malformed.expert", "Malformed Packet (Exception occurred)", .label
            ).hidden
        case .expert: .layer("_ws.expert", "Expert Info")
        case .message: FieldDefinition("_ws.expert.message", "Message", .text).hidden
        case .severity:
            .decimal(
                "_ws.expert.severity", "Severity level", bits: 32,
                names: ExpertSeverity.allCases.map { (UInt64($0.rawValue), $0.name) }
            ).hidden
        case .group:
            .decimal(
                "_ws.expert.group", "Group", bits: 32,
                names: ExpertGroup.allCases.map { (UInt64($0.rawValue), $0.name) }
            ).hidden
        case .short: .layer("_ws.short", "Packet size limited during capture")
        }
    }
}

/// With Wireshark's numbers.
public enum ExpertSeverity: UInt32, CaseIterable, Sendable {
    case comment = 0x10_0000
    case chat = 0x20_0000
    case note = 0x40_0000
    case warning = 0x60_0000
    case error = 0x80_0000

    public var name: StaticString {
        switch self {
        case .comment: "Comment"
        case .chat: "Chat"
        case .note: "Note"
        case .warning: "Warning"
        case .error: "Error"
        }
    }
}

/// With Wireshark's numbers.
public enum ExpertGroup: UInt32, CaseIterable, Sendable {
    case checksum = 0x0100_0000
    case sequence = 0x0200_0000
    case response = 0x0300_0000
    case request = 0x0400_0000
    case undecoded = 0x0500_0000
    case reassemble = 0x0600_0000
    case malformed = 0x0700_0000
    case debug = 0x0800_0000
    case `protocol` = 0x0900_0000
    case security = 0x0A00_0000
    case comment = 0x0B00_0000
    case decryption = 0x0C00_0000
    case assumption = 0x0D00_0000
    case deprecated = 0x0E00_0000

    public var name: StaticString {
        switch self {
        case .checksum: "Checksum"
        case .sequence: "Sequence"
        case .response: "Response"
        case .request: "Request"
        case .undecoded: "Undecoded"
        case .reassemble: "Reassemble"
        case .malformed: "Malformed"
        case .debug: "Debug"
        case .protocol: "Protocol"
        case .security: "Security"
        case .comment: "Comment"
        case .decryption: "Decryption"
        case .assumption: "Assumption"
        case .deprecated: "Deprecated"
        }
    }
}

extension PacketFieldList {
    /// Adds a remark of the expert: the words, and the field that only says that it is there.
    mutating func addExpert(
        _ severity: ExpertSeverity, _ group: ExpertGroup, _ field: some PacketField,
        _ text: StaticString, _ more: (inout TextBuffer) -> Void = { _ in }
    ) {
        if group == .malformed { addMalformedRemark() }
        guard wantsExperts else { return add(field.id, .present) }
        var start = 0
        let first = decoded.count
        let whole = keepText { words in
            words.append("Expert Info (")
            words.append(severity.name)
            words.append("/")
            words.append(group.name)
            words.append("): ")
            start = words.count - first
            words.append(text)
            more(&words)
        }
        add(ExpertField.expert, .decoded(whole))
        add(field.id, .present)
        let message = StreamRange(offset: whole.offset + start, count: whole.count - start)
        add(ExpertField.message, .decoded(message))
        add(ExpertField.severity, severity.rawValue)
        add(ExpertField.group, group.rawValue)
    }
}

// MARK: - Layers that could not be read

extension PacketFieldList {
    /// Adds what stands for the rest of a packet whose layer ended too early, and what the expert
    /// says of it.
    mutating func add(_ shortage: Shortage, of layer: StaticString) {
        guard wantsExperts else { return }
        let field: ExpertField = shortage == .malformed ? .malformed : .short
        let text = keepText { words in
            words.append(
                shortage == .malformed
                    ? "[Malformed Packet: " : "[Packet size limited during capture: ")
            words.append(Self.shortName(of: layer))
            words.append(shortage == .malformed ? "]" : " truncated]")
        }
        add(field, .decoded(text))
        guard shortage == .malformed else { return }
        addExpert(
            .error, .malformed, ExpertField.malformedRemark, "Malformed Packet (Exception occurred)"
        )
    }

    /// The expert's remark of this name, which a tree shows as the expert's.
    private mutating func addMalformedRemark() {
        guard wantsExperts, !isTree else { return }
        let text = keepText { $0.append("_ws.malformed") }
        add(ExpertField.malformed, .decoded(text))
    }

    private static func shortName(of layer: StaticString) -> StaticString {
        switch "\(layer)" {
        case "eth": "Ethernet"
        case "sll": "SLL"
        case "null": "Null/Loopback"
        case "arp": "ARP"
        case "ip": "IPv4"
        case "ipv6": "IPv6"
        case "icmp": "ICMP"
        case "icmpv6": "ICMPv6"
        case "igmp": "IGMP"
        case "tcp": "TCP"
        case "udp": "UDP"
        case "ah": "AH"
        case "vlan": "VLAN"
        case "ipv6.hopopts": "IPv6 Hop-by-Hop"
        case "ipv6.routing": "IPv6 Routing"
        case "ipv6.fraghdr": "IPv6 Fragment"
        case "ipv6.dstopts": "IPv6 Destination"
        default: layer
        }
    }
}
