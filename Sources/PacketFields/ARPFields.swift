internal import Bytes
public import Dissection
internal import Packets

public enum ARPField: UInt16, PacketField {
    case layer, hardwareType, protocolType, hardwareSize, protocolSize, operation
    case isGratuitous, isProbe, isAnnouncement, sourceHardware, sourceMAC, sourceProtocol
    case sourceIPv4, targetHardware, targetMAC, targetProtocol, targetIPv4

    public static var familyNumber: FieldFamily.Number { .arp }

    public var definition: FieldDefinition {
        switch self {
        case .layer: .layer("arp", "Address Resolution Protocol")
        case .hardwareType: .decimal("arp.hw.type", "Hardware type", bits: 16)
        case .protocolType: .hexadecimal("arp.proto.type", "Protocol type", bits: 16)
        case .hardwareSize: .decimal("arp.hw.size", "Hardware size", bits: 8)
        case .protocolSize: .decimal("arp.proto.size", "Protocol size", bits: 8)
        case .operation:
            .decimal("arp.opcode", "Opcode", bits: 16, names: PacketValueNames.arpOperations)
        case .isGratuitous: .flag("arp.isgratuitous", "Is gratuitous")
        case .isProbe: .flag("arp.isprobe", "Is probe")
        case .isAnnouncement: .flag("arp.isannouncement", "Is announcement")
        case .sourceHardware: FieldDefinition("arp.src.hw", "Sender hardware address", .bytes)
        case .sourceMAC: FieldDefinition("arp.src.hw_mac", "Sender MAC address", .mac)
        case .sourceProtocol: FieldDefinition("arp.src.proto", "Sender protocol address", .bytes)
        case .sourceIPv4: FieldDefinition("arp.src.proto_ipv4", "Sender IP address", .ipv4)
        case .targetHardware: FieldDefinition("arp.dst.hw", "Target hardware address", .bytes)
        case .targetMAC: FieldDefinition("arp.dst.hw_mac", "Target MAC address", .mac)
        case .targetProtocol: FieldDefinition("arp.dst.proto", "Target protocol address", .bytes)
        case .targetIPv4: FieldDefinition("arp.dst.proto_ipv4", "Target IP address", .ipv4)
        }
    }
}

enum ARPFields {
    static func emit(
        _ message: borrowing LayerBytes, at start: Int, into fields: inout PacketFieldList
    ) throws(Shortage) {
        fields.add(layer: ARPField.layer, message)
        guard let places = try? ARPPlaces(message) else {
            return try emitHead(message, into: &fields)
        }
        fields.add(ARPField.hardwareType, places.hardwareType)
        fields.add(ARPField.protocolType, places.protocolType)
        fields.add(ARPField.hardwareSize, places.hardwareCount)
        fields.add(ARPField.protocolSize, places.addressCount)
        fields.add(ARPField.operation, places.operation)
        try emitMeaning(message, places, into: &fields)
        if places.hardwareCount > 0 {
            try emitHardware(
                message, places, at: places.senderHardware, .sourceMAC, .sourceHardware, start,
                into: &fields)
        }
        try emitAddress(
            message, places, at: places.senderAddress, .sourceIPv4, .sourceProtocol, start,
            into: &fields)
        if places.hardwareCount > 0 {
            try emitHardware(
                message, places, at: places.targetHardware, .targetMAC, .targetHardware, start,
                into: &fields)
        }
        try emitAddress(
            message, places, at: places.targetAddress, .targetIPv4, .targetProtocol, start,
            into: &fields)
    }

    /// What is there of a message that is not whole.
    private static func emitHead(
        _ message: borrowing LayerBytes, into fields: inout PacketFieldList
    ) throws(Shortage) {
        fields.add(ARPField.hardwareType, try message.bigEndian(at: 0, as: UInt16.self))
        fields.add(ARPField.protocolType, try message.bigEndian(at: 2, as: UInt16.self))
        fields.add(ARPField.hardwareSize, try message.byte(at: 4))
        fields.add(ARPField.protocolSize, try message.byte(at: 5))
        fields.add(ARPField.operation, try message.bigEndian(at: 6, as: UInt16.self))
        let pairByteCount = Int(try message.byte(at: 4)) + Int(try message.byte(at: 5))
        try message.require(8 + 2 * pairByteCount)
    }

    private static func emitMeaning(
        _ message: borrowing LayerBytes, _ places: ARPPlaces, into fields: inout PacketFieldList
    ) throws(Shortage) {
        let meaning = try places.meaning(message)
        switch meaning {
        case .gratuitous, .announcement: fields.add(ARPField.isGratuitous, bit: true)
        case .probe: fields.add(ARPField.isProbe, bit: true)
        case .plain: break
        }
        if meaning == .announcement { fields.add(ARPField.isAnnouncement, bit: true) }
    }

    private static func emitHardware(
        _ message: borrowing LayerBytes, _ places: ARPPlaces, at offset: Int, _ mac: ARPField,
        _ other: ARPField, _ start: Int, into fields: inout PacketFieldList
    ) throws(Shortage) {
        guard places.isEthernet else {
            return fields.add(other, bytesAt: start + offset, count: places.hardwareCount)
        }
        let high = try message.bigEndian(at: offset, as: UInt16.self)
        let low = try message.bigEndian(at: offset + 2, as: UInt32.self)
        fields.add(mac, .mac(UInt64(high) << 32 | UInt64(low)))
    }

    private static func emitAddress(
        _ message: borrowing LayerBytes, _ places: ARPPlaces, at offset: Int, _ ipv4: ARPField,
        _ other: ARPField, _ start: Int, into fields: inout PacketFieldList
    ) throws(Shortage) {
        guard places.addressCount > 0 else { return }
        guard places.isIPv4 else {
            return fields.add(other, bytesAt: start + offset, count: places.addressCount)
        }
        fields.add(ipv4, .ipv4(try message.bigEndian(at: offset)))
    }
}
