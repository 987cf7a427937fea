internal import Bytes
public import Dissection
internal import Packets

public enum ICMPField: UInt16, PacketField {
    case layer, type, code, checksum, checksumStatus, unused, identifier, identifierLittleEndian
    case sequence, sequenceLittleEndian, nextHopMTU, gateway, pointer, length, addressCount
    case addressEntrySize, lifetime, originate, receive, transmit, addressMask, dataTime
    case dataTimeRelative, hasBadChecksum

    public static var familyNumber: FieldFamily.Number { .icmp }

    public var definition: FieldDefinition {
        switch self {
        case .layer: .layer("icmp", "Internet Control Message Protocol")
        case .type: .decimal("icmp.type", "Type", bits: 8)
        case .code: .decimal("icmp.code", "Code", bits: 8)
        case .checksum: .hexadecimal("icmp.checksum", "Checksum", bits: 16)
        case .checksumStatus:
            .decimal(
                "icmp.checksum.status", "Checksum Status", bits: 8,
                names: PacketValueNames.checksumStates)
        case .unused: FieldDefinition("icmp.unused", "Unused", .bytes)
        case .identifier: .decimal("icmp.ident", "Identifier (BE)", bits: 16)
        case .identifierLittleEndian: .decimal("icmp.ident_le", "Identifier (LE)", bits: 16)
        case .sequence: .decimal("icmp.seq", "Sequence Number (BE)", bits: 16)
        case .sequenceLittleEndian: .decimal("icmp.seq_le", "Sequence Number (LE)", bits: 16)
        case .nextHopMTU: .decimal("icmp.mtu", "MTU of next hop", bits: 16)
        case .gateway: FieldDefinition("icmp.redir_gw", "Gateway Address", .ipv4)
        case .pointer: .decimal("icmp.pointer", "Pointer", bits: 32)
        case .length: .decimal("icmp.length", "Length", bits: 8)
        case .addressCount: .decimal("icmp.num_addrs", "Number of addresses", bits: 8)
        case .addressEntrySize: .decimal("icmp.addr_entry_size", "Address entry size", bits: 8)
        case .lifetime: .decimal("icmp.lifetime", "Lifetime", bits: 16)
        case .originate: .decimal("icmp.originate_timestamp", "Originate Timestamp", bits: 32)
        case .receive: .decimal("icmp.receive_timestamp", "Receive Timestamp", bits: 32)
        case .transmit: .decimal("icmp.transmit_timestamp", "Transmit Timestamp", bits: 32)
        case .addressMask: FieldDefinition("icmp.address_mask", "Address Mask", .ipv4)
        case .dataTime: FieldDefinition("icmp.data_time", "Timestamp from icmp data", .time)
        case .dataTimeRelative:
            FieldDefinition(
                "icmp.data_time_relative", "Timestamp from icmp data (relative)", .duration)
        case .hasBadChecksum: .remark("icmp.checksum_bad", "Bad checksum")
        }
    }
}

enum ICMPFields {
    static func emit(
        _ message: borrowing LayerBytes, at start: Int, isWhole: Bool,
        into fields: inout PacketFieldList
    ) throws(Shortage) {
        fields.add(layer: ICMPField.layer, message)
        // The sixth byte is looked at before all else.
        try message.require(6)
        let type = try message.byte(at: 0)
        let code = try message.byte(at: 1)
        fields.add(ICMPField.type, type)
        fields.add(ICMPField.code, code)
        fields.add(ICMPField.checksum, try message.bigEndian(at: 2, as: UInt16.self))
        var status = ChecksumStatus.unverified
        if isWhole, let whole = try? message.span(at: 0, count: message.count) {
            status = .icmp(whole)
            if status == .bad {
                var sum = InternetChecksum()
                sum.add(whole)
                fields.addBadChecksum(
                    .warning, ICMPField.hasBadChecksum, try message.bigEndian(at: 2), sum)
            }
        }
        fields.add(ICMPField.checksumStatus, status.rawValue)
        switch type {
        case 0, 8, 13...18: try emitLabel(message, into: &fields)
        case 3, 11, 12: try emitError(type, code, message, at: start, into: &fields)
        case 5: fields.add(ICMPField.gateway, .ipv4(try message.bigEndian(at: 4)))
        case 9:
            fields.add(ICMPField.addressCount, try message.byte(at: 4))
            fields.add(ICMPField.addressEntrySize, try message.byte(at: 5))
            fields.add(ICMPField.lifetime, try message.bigEndian(at: 6, as: UInt16.self))
        case 42, 43:
            let identifier = try message.bigEndian(at: 4, as: UInt16.self)
            fields.add(ICMPField.identifier, identifier)
            fields.add(ICMPField.identifierLittleEndian, identifier.byteSwapped)
        default: break
        }
        try emitBody(type, message, into: &fields)
    }

    /// - Parameter second: since 1970; the packet's own time is in nanoseconds.
    static func emit(
        sentAt second: Int64, receivedAt time: Int64, into fields: inout PacketFieldList
    ) {
        let sent = second &* 1_000_000_000
        fields.add(ICMPField.dataTime, .time(sent))
        fields.add(ICMPField.dataTimeRelative, .duration(time &- sent))
    }

    private static func emitLabel(
        _ message: borrowing LayerBytes, into fields: inout PacketFieldList
    ) throws(Shortage) {
        let identifier = try message.bigEndian(at: 4, as: UInt16.self)
        let sequence = try message.bigEndian(at: 6, as: UInt16.self)
        fields.add(ICMPField.identifier, identifier)
        fields.add(ICMPField.identifierLittleEndian, identifier.byteSwapped)
        fields.add(ICMPField.sequence, sequence)
        fields.add(ICMPField.sequenceLittleEndian, sequence.byteSwapped)
    }

    /// The second word of errors: mostly unused, in pieces that depend on what is used of it.
    private static func emitError(
        _ type: UInt8, _ code: UInt8, _ message: borrowing LayerBytes, at start: Int,
        into fields: inout PacketFieldList
    ) throws(Shortage) {
        try message.require(8)
        let length = try message.byte(at: 5)
        let hasMTU = type == 3 && code == 4
        if type == 12 { fields.add(ICMPField.pointer, try message.byte(at: 4)) }
        if length > 0 {
            if type != 12 { fields.add(ICMPField.unused, bytesAt: start + 4, count: 1) }
            fields.add(ICMPField.length, length)
            if !hasMTU { fields.add(ICMPField.unused, bytesAt: start + 6, count: 2) }
        } else if type == 12 {
            fields.add(ICMPField.unused, bytesAt: start + 5, count: 3)
        } else {
            fields.add(ICMPField.unused, bytesAt: start + 4, count: hasMTU ? 2 : 4)
        }
        if hasMTU {
            fields.add(ICMPField.nextHopMTU, try message.bigEndian(at: 6, as: UInt16.self))
        }
    }

    private static func emitBody(
        _ type: UInt8, _ message: borrowing LayerBytes, into fields: inout PacketFieldList
    ) throws(Shortage) {
        switch type {
        case 13, 14:
            fields.add(ICMPField.originate, try message.bigEndian(at: 8, as: UInt32.self))
            fields.add(ICMPField.receive, try message.bigEndian(at: 12, as: UInt32.self))
            fields.add(ICMPField.transmit, try message.bigEndian(at: 16, as: UInt32.self))
        case 17, 18: fields.add(ICMPField.addressMask, .ipv4(try message.bigEndian(at: 8)))
        default: break
        }
    }
}
