internal import Bytes
public import Dissection
internal import Packets

public enum EthernetField: UInt16, PacketField {
    case layer, destination, destinationOUI, source, sourceOUI, address, type, length
    case destinationLocal, destinationGroup, sourceLocal, sourceGroup, isLocal, isGroup
    case destinationText, sourceText, addressText, addressOUI

    public static var familyNumber: FieldFamily.Number { .ethernet }

    public var definition: FieldDefinition {
        switch self {
        case .layer: .layer("eth", "Ethernet")
        case .destination: FieldDefinition("eth.dst", "Destination", .mac)
        case .destinationOUI: .decimal("eth.dst.oui", "Destination OUI", bits: 24).hidden
        case .source: FieldDefinition("eth.src", "Source", .mac)
        case .sourceOUI: .decimal("eth.src.oui", "Source OUI", bits: 24).hidden
        case .address: FieldDefinition("eth.addr", "Address", .mac).hidden
        case .type: .hexadecimal("eth.type", "Type", bits: 16, names: PacketValueNames.etherTypes)
        case .length: .decimal("eth.len", "Length", bits: 16)
        case .destinationLocal: .flag("eth.dst.lg", "Destination is locally administered")
        case .destinationGroup: .flag("eth.dst.ig", "Destination is a group")
        case .sourceLocal: .flag("eth.src.lg", "Source is locally administered")
        case .sourceGroup: .flag("eth.src.ig", "Source is a group")
        case .isLocal: .flag("eth.lg", "Address is locally administered").hidden
        case .isGroup: .flag("eth.ig", "Address is a group").hidden
        case .destinationText: .again("eth.dst_resolved", "Destination (resolved)")
        case .sourceText: .again("eth.src_resolved", "Source (resolved)")
        case .addressText: .again("eth.addr_resolved", "Address (resolved)")
        case .addressOUI: .decimal("eth.addr.oui", "Address OUI", bits: 24).hidden
        }
    }
}

public enum VLANField: UInt16, PacketField {
    case layer, priority, dropEligible, identifier, etherType, length

    public static var familyNumber: FieldFamily.Number { .vlan }

    public var definition: FieldDefinition {
        switch self {
        case .layer: .layer("vlan", "802.1Q Virtual LAN")
        case .priority: .decimal("vlan.priority", "Priority", bits: 16)
        case .dropEligible: .flag("vlan.dei", "DEI")
        case .identifier: .decimal("vlan.id", "ID", bits: 16)
        case .etherType:
            .hexadecimal("vlan.etype", "Type", bits: 16, names: PacketValueNames.etherTypes)
        case .length: .decimal("vlan.len", "Length", bits: 16)
        }
    }
}

enum EthernetFields {
    static func emit(
        _ frame: borrowing LayerBytes, into fields: inout PacketFieldList
    ) throws(Shortage) {
        fields.add(layer: EthernetField.layer, frame, count: 14)
        let destination = try address(frame, at: 0)
        emitDestination(destination, into: &fields)
        let source = try address(frame, at: 6)
        emitSource(source, into: &fields)
        let type = try frame.bigEndian(at: 12, as: UInt16.self)
        if 1...1500 ~= type {
            fields.add(EthernetField.length, type)
        } else if type == 0 || type >= 0x0600 {
            fields.add(EthernetField.type, type)
        }
    }

    private static func address(
        _ frame: borrowing LayerBytes, at offset: Int
    ) throws(Shortage) -> UInt64 {
        let high = try frame.bigEndian(at: offset, as: UInt16.self)
        return UInt64(high) << 32 | UInt64(try frame.bigEndian(at: offset + 2, as: UInt32.self))
    }

    private static func emitDestination(_ address: UInt64, into fields: inout PacketFieldList) {
        fields.add(EthernetField.destination, .mac(address))
        fields.add(EthernetField.destinationText) { $0.append(mac: address) }
        fields.add(EthernetField.destinationOUI, address >> 24)
        fields.add(EthernetField.destinationLocal, bit: address >> 41 & 1 != 0)
        fields.add(EthernetField.destinationGroup, bit: address >> 40 & 1 != 0)
        emitAddress(address, into: &fields)
    }

    private static func emitSource(_ address: UInt64, into fields: inout PacketFieldList) {
        fields.add(EthernetField.source, .mac(address))
        fields.add(EthernetField.sourceText) { $0.append(mac: address) }
        fields.add(EthernetField.sourceOUI, address >> 24)
        fields.add(EthernetField.sourceLocal, bit: address >> 41 & 1 != 0)
        fields.add(EthernetField.sourceGroup, bit: address >> 40 & 1 != 0)
        emitAddress(address, into: &fields)
    }

    private static func emitAddress(_ address: UInt64, into fields: inout PacketFieldList) {
        fields.add(EthernetField.address, .mac(address))
        fields.add(EthernetField.addressText) { $0.append(mac: address) }
        fields.add(EthernetField.addressOUI, address >> 24)
        fields.add(EthernetField.isLocal, bit: address >> 41 & 1 != 0)
        fields.add(EthernetField.isGroup, bit: address >> 40 & 1 != 0)
    }

    /// The VLAN tags in a row from `start` to the last one, at `last`.  A provider's tag
    /// (802.1ad) is a protocol of its own to Wireshark, and not among them.
    static func emitTags(
        _ frame: borrowing LayerBytes, from start: Int, to last: Int,
        into fields: inout PacketFieldList
    ) throws(Shortage) {
        var offset = start
        while offset <= last, offset >= 2 {
            let kind = try frame.bigEndian(at: offset - 2, as: UInt16.self)
            guard kind == 0x8100 || kind == 0x88A8 || kind == 0x9100 else { return }
            if kind != 0x88A8 { try emitTag(frame, at: offset, into: &fields) }
            offset += 4
        }
    }

    private static func emitTag(
        _ frame: borrowing LayerBytes, at offset: Int, into fields: inout PacketFieldList
    ) throws(Shortage) {
        let tag = try frame.bigEndian(at: offset, as: UInt16.self)
        let range = StreamRange(
            offset: frame.start + offset, count: min(4, frame.capturedCount - offset))
        fields.add(VLANField.layer, .layer(range))
        fields.add(VLANField.priority, tag >> 13)
        fields.add(VLANField.dropEligible, bit: tag >> 12 & 1 != 0)
        fields.add(VLANField.identifier, tag & 0xFFF)
        let type = try frame.bigEndian(at: offset + 2, as: UInt16.self)
        fields.add(type <= 1500 ? VLANField.length : VLANField.etherType, type)
    }
}
