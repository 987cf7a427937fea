internal import Bytes
public import Dissection
internal import Packets

/// The fields of IGMP (RFC 1112, RFC 2236, RFC 3376).
public enum IGMPField: UInt16, PacketField {
    case layer, version, type, reserved, maximumResponse, checksum, checksumStatus, group
    case suppresses, robustness, interval, sourceCount, source, recordCount, recordType
    case auxiliaryLength, data, hasBadChecksum

    public static var familyNumber: FieldFamily.Number { .igmp }

    public var definition: FieldDefinition {
        switch self {
        case .layer: .layer("igmp", "Internet Group Management Protocol")
        case .version: .decimal("igmp.version", "IGMP Version", bits: 8)
        case .type: .hexadecimal("igmp.type", "Type", bits: 8, names: PacketValueNames.igmpTypes)
        case .reserved: FieldDefinition("igmp.reserved", "Reserved", .bytes)
        case .maximumResponse: .decimal("igmp.max_resp", "Max Resp Time", bits: 8)
        case .checksum: .hexadecimal("igmp.checksum", "Checksum", bits: 16)
        case .checksumStatus:
            .decimal(
                "igmp.checksum.status", "Checksum Status", bits: 8,
                names: PacketValueNames.checksumStates)
        case .group: FieldDefinition("igmp.maddr", "Multicast Address", .ipv4)
        case .suppresses: .flag("igmp.s", "S")
        case .robustness: .decimal("igmp.qrv", "QRV", bits: 8)
        case .interval: .decimal("igmp.qqic", "QQIC", bits: 8)
        case .sourceCount: .decimal("igmp.num_src", "Num Src", bits: 16)
        case .source: FieldDefinition("igmp.saddr", "Source Address", .ipv4)
        case .recordCount: .decimal("igmp.num_grp_recs", "Num Group Records", bits: 16)
        case .recordType:
            .decimal(
                "igmp.record_type", "Record Type", bits: 8, names: PacketValueNames.igmpRecords)
        case .auxiliaryLength: .decimal("igmp.aux_data_len", "Aux Data Len", bits: 8)
        case .data: FieldDefinition("igmp.data", "Data", .bytes)
        case .hasBadChecksum: .remark("igmp.bad_checksum", "Bad checksum")
        }
    }
}

enum IGMPFields {
    static func emit(
        _ message: borrowing LayerBytes, into fields: inout PacketFieldList
    ) throws(Shortage) {
        let type = try message.byte(at: 0)
        fields.add(layer: IGMPField.layer, message)
        let version = try IGMPVersion.number(of: type, message)
        guard version > 0 else {
            fields.add(IGMPField.type, type)
            let count = message.capturedCount - 1
            if count > 0 { fields.add(IGMPField.data, bytesAt: message.start + 1, count: count) }
            return
        }
        fields.add(IGMPField.version, version)
        fields.add(IGMPField.type, type)
        let time = try message.byte(at: 1)
        if type == 0x22 || version == 1 {
            fields.add(IGMPField.reserved, bytesAt: message.start + 1, count: 1)
        } else {
            fields.add(IGMPField.maximumResponse, time)
        }
        try emitChecksum(message, into: &fields)
        if type == 0x22 { return try emitReport(message, into: &fields) }
        fields.add(IGMPField.group, .ipv4(try message.bigEndian(at: 4)))
        if version == 3 { try emitQuery(message, into: &fields) }
    }

    private static func emitChecksum(
        _ message: borrowing LayerBytes, into fields: inout PacketFieldList
    ) throws(Shortage) {
        let checksum: UInt16 = try message.bigEndian(at: 2)
        fields.add(IGMPField.checksum, checksum)
        guard let whole = try? message.span(at: 0, count: message.count) else {
            return fields.add(IGMPField.checksumStatus, ChecksumStatus.unverified.rawValue)
        }
        let status = ChecksumStatus.icmp(whole)
        if status == .bad {
            var sum = InternetChecksum()
            sum.add(whole)
            fields.addBadChecksum(.error, IGMPField.hasBadChecksum, checksum, sum)
        }
        fields.add(IGMPField.checksumStatus, status.rawValue)
    }

    private static func emitQuery(
        _ message: borrowing LayerBytes, into fields: inout PacketFieldList
    ) throws(Shortage) {
        let flags = try message.byte(at: 8)
        fields.add(IGMPField.suppresses, bit: flags & 8 != 0)
        fields.add(IGMPField.robustness, flags & 7)
        fields.add(IGMPField.interval, try message.byte(at: 9))
        let count = try message.bigEndian(at: 10, as: UInt16.self)
        fields.add(IGMPField.sourceCount, count)
        try emitSources(Int(count), message, at: 12, into: &fields)
    }

    private static func emitReport(
        _ message: borrowing LayerBytes, into fields: inout PacketFieldList
    ) throws(Shortage) {
        try message.require(2, at: 4)
        fields.add(IGMPField.reserved, bytesAt: message.start + 4, count: 2)
        let count = try message.bigEndian(at: 6, as: UInt16.self)
        fields.add(IGMPField.recordCount, count)
        var offset = 8
        for _ in 0..<count {
            try message.require(8, at: offset)
            fields.add(IGMPField.recordType, try message.byte(at: offset))
            let auxiliary = try message.byte(at: offset + 1)
            fields.add(IGMPField.auxiliaryLength, auxiliary)
            let sourceCount = Int(try message.bigEndian(at: offset + 2, as: UInt16.self))
            fields.add(IGMPField.sourceCount, sourceCount)
            fields.add(IGMPField.group, .ipv4(try message.bigEndian(at: offset + 4)))
            try emitSources(sourceCount, message, at: offset + 8, into: &fields)
            offset += 8 + 4 * sourceCount + 4 * Int(auxiliary)
        }
    }

    private static func emitSources(
        _ count: Int, _ message: borrowing LayerBytes, at offset: Int,
        into fields: inout PacketFieldList
    ) throws(Shortage) {
        for index in 0..<count {
            fields.add(IGMPField.source, .ipv4(try message.bigEndian(at: offset + 4 * index)))
        }
    }
}
