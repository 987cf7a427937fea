internal import Bytes
public import Dissection
internal import Packets

public enum UDPField: UInt16, PacketField {
    case layer, sourcePort, destinationPort, port, length, checksum, checksumStatus, stream
    case timeRelative, timeDelta, payload, hasBadLength, hasIllegalChecksum, hasBadChecksum
    case isPossibleTraceroute

    public static var familyNumber: FieldFamily.Number { .udp }

    public var definition: FieldDefinition {
        switch self {
        case .layer: .layer("udp", "User Datagram Protocol")
        case .sourcePort: .decimal("udp.srcport", "Source Port", bits: 16)
        case .destinationPort: .decimal("udp.dstport", "Destination Port", bits: 16)
        case .port: .decimal("udp.port", "Source or Destination Port", bits: 16).hidden
        case .length: .decimal("udp.length", "Length", bits: 16)
        case .checksum: .hexadecimal("udp.checksum", "Checksum", bits: 16)
        case .checksumStatus:
            .decimal(
                "udp.checksum.status", "Checksum Status", bits: 8,
                names: PacketValueNames.checksumStates)
        case .stream: .decimal("udp.stream", "Stream index", bits: 32)
        case .timeRelative: FieldDefinition("udp.time_relative", "Since first frame", .duration)
        case .timeDelta: FieldDefinition("udp.time_delta", "Since previous frame", .duration)
        case .payload: FieldDefinition("udp.payload", "Payload", .bytes).secret
        case .hasBadLength: .remark("udp.length.bad", "Bad length value")
        case .hasIllegalChecksum: .remark("udp.checksum.zero", "Illegal Checksum value (0)")
        case .hasBadChecksum: .remark("udp.checksum.bad", "Bad checksum")
        case .isPossibleTraceroute: .remark("udp.possible_traceroute", "Possible traceroute")
        }
    }
}

enum UDPFields {
    static func emit(
        _ header: borrowing LayerBytes, at start: Int, zeroIsIllegal: Bool,
        status: ChecksumStatus, isWhole: Bool,
        _ conversation: PacketFieldContext.Conversation?, into fields: inout PacketFieldList
    ) throws(Shortage) {
        let source = try header.bigEndian(at: 0, as: UInt16.self)
        let destination = try header.bigEndian(at: 2, as: UInt16.self)
        fields.add(layer: UDPField.layer, header, count: 8)
        fields.add(UDPField.sourcePort, source)
        fields.add(UDPField.destinationPort, destination)
        if 33_435...33_464 ~= destination { emitTraceroute(destination, into: &fields) }
        fields.add(UDPField.port, source)
        fields.add(UDPField.port, destination)
        let length = Int(try header.bigEndian(at: 4, as: UInt16.self))
        fields.add(UDPField.length, length)
        guard length >= 8 || length == 0 && header.count > 0xFFFF else {
            return emitBadLength(length, " < 8", into: &fields)
        }
        if length > header.count, isWhole {
            emitBadLength(length, " > IP payload length", into: &fields)
        }
        let checksum = try header.bigEndian(at: 6, as: UInt16.self)
        fields.add(UDPField.checksum, checksum)
        let shown = checksum == 0 ? zeroIsIllegal ? ChecksumStatus.illegal : .notPresent : status
        if shown == .illegal {
            fields.addExpert(
                .error, .checksum, UDPField.hasIllegalChecksum, "Illegal checksum value (0)")
        }
        fields.add(UDPField.checksumStatus, shown.rawValue)
        if let conversation {
            fields.add(UDPField.stream, conversation.number)
        }
        // Wireshark tells no times of datagrams without content.
        if let conversation, length != 8 {
            fields.add(UDPField.timeRelative, .duration(conversation.timeSinceFirst))
            fields.add(UDPField.timeDelta, .duration(conversation.timeSincePrevious))
        }
        // All there is, whatever the length says: tshark's choice.
        let count = header.capturedCount - 8
        if count > 0, length != 8 { fields.add(UDPField.payload, bytesAt: start + 8, count: count) }
    }

    private static func emitBadLength(
        _ length: Int, _ why: StaticString, into fields: inout PacketFieldList
    ) {
        fields.addExpert(.error, .malformed, UDPField.hasBadLength, "Bad length value ") { words in
            words.append(decimal: UInt(length))
            words.append(why)
        }
    }

    /// Three attempts for each hop, each to the next port.
    private static func emitTraceroute(_ port: UInt16, into fields: inout PacketFieldList) {
        let count = UInt32(port) - 33_435
        fields.addExpert(
            .chat, .sequence, UDPField.isPossibleTraceroute, "Possible traceroute: hop #"
        ) { words in
            words.append(decimal: count / 3 + 1)
            words.append(", attempt #")
            words.append(decimal: count % 3 + 1)
        }
    }
}
