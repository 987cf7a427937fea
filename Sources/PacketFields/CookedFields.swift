internal import Bytes
public import Dissection
internal import Packets

public enum CookedField: UInt16, PacketField {
    case layer, packetType, hardwareType, addressLength, sourceEthernet, sourceIPv4, sourceOther
    case unused, etherType, linuxType, interfaceIndex

    public static var familyNumber: FieldFamily.Number { .cooked }

    public var definition: FieldDefinition {
        switch self {
        case .layer: .layer("sll", "Linux cooked-mode capture")
        case .packetType:
            .decimal(
                "sll.pkttype", "Packet type", bits: 16, names: PacketValueNames.cookedTypes)
        case .hardwareType: .decimal("sll.hatype", "Link-layer address type", bits: 16)
        case .addressLength: .decimal("sll.halen", "Link-layer address length", bits: 16)
        case .sourceEthernet: FieldDefinition("sll.src.eth", "Source", .mac)
        case .sourceIPv4: FieldDefinition("sll.src.ipv4", "Source", .ipv4)
        case .sourceOther: FieldDefinition("sll.src.other", "Source", .bytes)
        case .unused: FieldDefinition("sll.unused", "Unused", .bytes)
        case .etherType:
            .hexadecimal("sll.etype", "Protocol", bits: 16, names: PacketValueNames.etherTypes)
        case .linuxType: .hexadecimal("sll.ltype", "Protocol", bits: 16)
        case .interfaceIndex: .decimal("sll.ifindex", "Interface index", bits: 32)
        }
    }
}

enum CookedFields {
    static func emit(
        _ frame: borrowing LayerBytes, isSecond: Bool, into fields: inout PacketFieldList
    ) throws(Shortage) {
        fields.add(layer: CookedField.layer, frame, count: isSecond ? 20 : 16)
        if isSecond {
            emit(type: try frame.bigEndian(at: 0), into: &fields)
            fields.add(CookedField.interfaceIndex, try frame.bigEndian(at: 4, as: UInt32.self))
            fields.add(CookedField.hardwareType, try frame.bigEndian(at: 8, as: UInt16.self))
            fields.add(CookedField.packetType, try frame.byte(at: 10))
            let count = try frame.byte(at: 11)
            try emitAddress(frame, at: 12, count: UInt16(count), into: &fields)
        } else {
            fields.add(CookedField.packetType, try frame.bigEndian(at: 0, as: UInt16.self))
            fields.add(CookedField.hardwareType, try frame.bigEndian(at: 2, as: UInt16.self))
            let count = try frame.bigEndian(at: 4, as: UInt16.self)
            try emitAddress(frame, at: 6, count: count, into: &fields)
            emit(type: try frame.bigEndian(at: 14), into: &fields)
        }
    }

    /// Small numbers are Linux's own; the other ones are ether types.
    private static func emit(type: UInt16, into fields: inout PacketFieldList) {
        fields.add(type < 0x0600 ? CookedField.linuxType : CookedField.etherType, type)
    }

    private static func emitAddress(
        _ frame: borrowing LayerBytes, at offset: Int, count: UInt16,
        into fields: inout PacketFieldList
    ) throws(Shortage) {
        fields.add(CookedField.addressLength, count)
        let used = min(Int(count), 8)
        try frame.require(8, at: offset)
        switch used {
        case 0: break
        case 4:
            fields.add(CookedField.sourceIPv4, .ipv4(try frame.bigEndian(at: offset)))
        case 6:
            let high = try frame.bigEndian(at: offset, as: UInt16.self)
            let low = try frame.bigEndian(at: offset + 2, as: UInt32.self)
            fields.add(CookedField.sourceEthernet, .mac(UInt64(high) << 32 | UInt64(low)))
        default: fields.add(CookedField.sourceOther, bytesAt: offset, count: used)
        }
        if used < 8 { fields.add(CookedField.unused, bytesAt: offset + used, count: 8 - used) }
    }
}

public enum NullField: UInt16, PacketField {
    case layer, family

    public static var familyNumber: FieldFamily.Number { .null }

    public var definition: FieldDefinition {
        switch self {
        case .layer: .layer("null", "Null/Loopback")
        case .family:
            .decimal("null.family", "Family", bits: 32, names: PacketValueNames.nullFamilies)
        }
    }
}

enum NullFields {
    /// - Parameter isNetworkOrder: for OpenBSD's variant; others have their machine's order.
    static func emit(
        _ frame: borrowing LayerBytes, isNetworkOrder: Bool, into fields: inout PacketFieldList
    ) throws(Shortage) {
        fields.add(layer: NullField.layer, frame, count: 4)
        var family = try frame.bigEndian(at: 0, as: UInt32.self)
        if !isNetworkOrder, family & 0xFFFF_0000 != 0 { family = family.byteSwapped }
        fields.add(NullField.family, family)
    }
}
