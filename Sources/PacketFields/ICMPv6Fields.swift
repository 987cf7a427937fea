internal import Bytes
public import Dissection
internal import Packets

public enum ICMPv6Field: UInt16, PacketField {
    case layer, type, code, checksum, checksumStatus, reserved, mtu, pointer, identifier, sequence
    case hopLimit, isManaged, hasOther, routerLifetime, reachableTime, retransmitTimer
    case solicitedTarget, advertisedTarget, isRouter, isSolicited, isOverride
    case redirectTarget, redirectDestination, optionType, optionLength, linkAddress
    case multicastAddress, recordCount

    public static var familyNumber: FieldFamily.Number { .icmpv6 }

    public var definition: FieldDefinition {
        switch self {
        case .layer: .layer("icmpv6", "Internet Control Message Protocol v6")
        case .type: .decimal("icmpv6.type", "Type", bits: 8)
        case .code: .decimal("icmpv6.code", "Code", bits: 8)
        case .checksum: .hexadecimal("icmpv6.checksum", "Checksum", bits: 16)
        case .checksumStatus:
            .decimal(
                "icmpv6.checksum.status", "Checksum Status", bits: 8,
                names: PacketValueNames.checksumStates)
        case .reserved: FieldDefinition("icmpv6.reserved", "Reserved", .bytes)
        case .mtu: .decimal("icmpv6.mtu", "MTU", bits: 32)
        case .pointer: .decimal("icmpv6.pointer", "Pointer", bits: 32)
        case .identifier: .hexadecimal("icmpv6.echo.identifier", "Identifier", bits: 16)
        case .sequence: .decimal("icmpv6.echo.sequence_number", "Sequence", bits: 16)
        case .hopLimit: .decimal("icmpv6.nd.ra.cur_hop_limit", "Cur hop limit", bits: 8)
        case .isManaged: .flag("icmpv6.nd.ra.flag.m", "Managed address configuration")
        case .hasOther: .flag("icmpv6.nd.ra.flag.o", "Other configuration")
        case .routerLifetime:
            .decimal("icmpv6.nd.ra.router_lifetime", "Router lifetime (s)", bits: 16)
        case .reachableTime:
            .decimal("icmpv6.nd.ra.reachable_time", "Reachable time (ms)", bits: 32)
        case .retransmitTimer:
            .decimal("icmpv6.nd.ra.retrans_timer", "Retrans timer (ms)", bits: 32)
        case .solicitedTarget:
            FieldDefinition("icmpv6.nd.ns.target_address", "Target Address", .ipv6)
        case .advertisedTarget:
            FieldDefinition("icmpv6.nd.na.target_address", "Target Address", .ipv6)
        case .isRouter: .flag("icmpv6.nd.na.flag.r", "Router")
        case .isSolicited: .flag("icmpv6.nd.na.flag.s", "Solicited")
        case .isOverride: .flag("icmpv6.nd.na.flag.o", "Override")
        case .redirectTarget:
            FieldDefinition("icmpv6.nd.rd.target_address", "Target Address", .ipv6)
        case .redirectDestination:
            FieldDefinition("icmpv6.rd.na.destination_address", "Destination Address", .ipv6)
        case .optionType: .decimal("icmpv6.opt.type", "Type", bits: 8)
        case .optionLength: .decimal("icmpv6.opt.length", "Length", bits: 8)
        case .linkAddress: FieldDefinition("icmpv6.opt.linkaddr", "Link-layer address", .mac)
        case .multicastAddress:
            FieldDefinition("icmpv6.mld.multicast_address", "Multicast Address", .ipv6)
        case .recordCount:
            .decimal(
                "icmpv6.mldr.nb_mcast_records", "Number of Multicast Address Records", bits: 16)
        }
    }
}

enum ICMPv6Fields {
    static func emit(
        _ message: borrowing LayerBytes, at start: Int, status: ChecksumStatus,
        into fields: inout PacketFieldList
    ) throws(Shortage) {
        let type = try message.byte(at: 0)
        fields.add(layer: ICMPv6Field.layer, message)
        fields.add(ICMPv6Field.type, type)
        fields.add(ICMPv6Field.code, try message.byte(at: 1))
        fields.add(ICMPv6Field.checksum, try message.bigEndian(at: 2, as: UInt16.self))
        fields.add(ICMPv6Field.checksumStatus, status.rawValue)
        try message.require(8)
        switch type {
        case 2: fields.add(ICMPv6Field.mtu, try message.bigEndian(at: 4, as: UInt32.self))
        case 4: fields.add(ICMPv6Field.pointer, try message.bigEndian(at: 4, as: UInt32.self))
        case 128, 129:
            fields.add(ICMPv6Field.identifier, try message.bigEndian(at: 4, as: UInt16.self))
            fields.add(ICMPv6Field.sequence, try message.bigEndian(at: 6, as: UInt16.self))
        case 134: try emitRouter(message, into: &fields)
        case 136: try emitAdvertisement(message, into: &fields)
        case 143:
            fields.add(ICMPv6Field.reserved, bytesAt: start + 4, count: 2)
            fields.add(ICMPv6Field.recordCount, try message.bigEndian(at: 6, as: UInt16.self))
        case 1, 3, 133, 135, 137: fields.add(ICMPv6Field.reserved, bytesAt: start + 4, count: 4)
        case 130...132: fields.add(ICMPv6Field.reserved, bytesAt: start + 6, count: 2)
        default: break
        }
        try emitBody(type, message, into: &fields)
    }

    private static func emitRouter(
        _ message: borrowing LayerBytes, into fields: inout PacketFieldList
    ) throws(Shortage) {
        fields.add(ICMPv6Field.hopLimit, try message.byte(at: 4))
        let flags = try message.byte(at: 5)
        fields.add(ICMPv6Field.isManaged, bit: flags & 0x80 != 0)
        fields.add(ICMPv6Field.hasOther, bit: flags & 0x40 != 0)
        fields.add(ICMPv6Field.routerLifetime, try message.bigEndian(at: 6, as: UInt16.self))
        fields.add(ICMPv6Field.reachableTime, try message.bigEndian(at: 8, as: UInt32.self))
        fields.add(ICMPv6Field.retransmitTimer, try message.bigEndian(at: 12, as: UInt32.self))
    }

    private static func emitAdvertisement(
        _ message: borrowing LayerBytes, into fields: inout PacketFieldList
    ) throws(Shortage) {
        let flags = try message.byte(at: 4)
        fields.add(ICMPv6Field.isRouter, bit: flags & 0x80 != 0)
        fields.add(ICMPv6Field.isSolicited, bit: flags & 0x40 != 0)
        fields.add(ICMPv6Field.isOverride, bit: flags & 0x20 != 0)
    }

    private static func emitBody(
        _ type: UInt8, _ message: borrowing LayerBytes, into fields: inout PacketFieldList
    ) throws(Shortage) {
        switch type {
        case 130...132: try emitAddress(.multicastAddress, message, at: 8, into: &fields)
        case 133: try emitOptions(message, at: 8, into: &fields)
        case 134: try emitOptions(message, at: 16, into: &fields)
        case 135:
            try emitAddress(.solicitedTarget, message, at: 8, into: &fields)
            try emitOptions(message, at: 24, into: &fields)
        case 136:
            try emitAddress(.advertisedTarget, message, at: 8, into: &fields)
            try emitOptions(message, at: 24, into: &fields)
        case 137:
            try emitAddress(.redirectTarget, message, at: 8, into: &fields)
            try emitAddress(.redirectDestination, message, at: 24, into: &fields)
            try emitOptions(message, at: 40, into: &fields)
        default: break
        }
    }

    private static func emitAddress(
        _ field: ICMPv6Field, _ message: borrowing LayerBytes, at offset: Int,
        into fields: inout PacketFieldList
    ) throws(Shortage) {
        let address = try message.ipv6(at: offset)
        fields.add(field, .ipv6(high: address.high, low: address.low))
    }

    private static func emitOptions(
        _ message: borrowing LayerBytes, at start: Int, into fields: inout PacketFieldList
    ) throws(Shortage) {
        var offset = start
        while offset < message.count {
            let type = try message.byte(at: offset)
            let length = try message.byte(at: offset + 1)
            fields.add(ICMPv6Field.optionType, type)
            fields.add(ICMPv6Field.optionLength, length)
            if length == 0 { return }
            try message.require(8 * Int(length), at: offset)
            if type == 1 || type == 2, length == 1 {
                let high = try message.bigEndian(at: offset + 2, as: UInt16.self)
                let low = try message.bigEndian(at: offset + 4, as: UInt32.self)
                fields.add(ICMPv6Field.linkAddress, .mac(UInt64(high) << 32 | UInt64(low)))
            }
            offset += 8 * Int(length)
        }
    }
}
