internal import Bytes
public import Dissection
internal import Packets

public enum IPv4Field: UInt16, PacketField {
    case layer, version, headerLength, services, codepoint, congestion, length, identification
    case flags, isReserved, dontFragment, moreFragments, fragmentOffset, timeToLive, protocolNumber
    case checksum, checksumStatus, source, destination, address, optionType, optionLength

    public static var familyNumber: FieldFamily.Number { .ipv4 }

    public var definition: FieldDefinition {
        switch self {
        case .layer: .layer("ip", "Internet Protocol Version 4")
        case .version: .decimal("ip.version", "Version", bits: 8)
        case .headerLength: .decimal("ip.hdr_len", "Header Length", bits: 8)
        case .services: .hexadecimal("ip.dsfield", "Differentiated Services Field", bits: 8)
        case .codepoint:
            .decimal("ip.dsfield.dscp", "Differentiated Services Codepoint", bits: 8)
        case .congestion:
            .decimal("ip.dsfield.ecn", "Explicit Congestion Notification", bits: 8)
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
        case .optionType: .decimal("ip.opt.type", "Type", bits: 8)
        case .optionLength: .decimal("ip.opt.len", "Length", bits: 8)
        }
    }
}

enum IPv4Fields {
    static func emit(
        _ header: borrowing LayerBytes, isChecked: Bool, into fields: inout PacketFieldList
    ) throws(Shortage) {
        let first = try header.byte(at: 0)
        fields.add(layer: IPv4Field.layer, header, count: Int(first & 0xF) * 4)
        fields.add(IPv4Field.version, first >> 4)
        guard first >> 4 == 4 else { return }
        let headerLength = Int(first & 0xF) * 4
        fields.add(IPv4Field.headerLength, headerLength)
        guard headerLength >= 20 else { return }
        let services = try header.byte(at: 1)
        fields.add(IPv4Field.services, services)
        fields.add(IPv4Field.codepoint, services >> 2)
        fields.add(IPv4Field.congestion, services & 3)
        let length = try header.bigEndian(at: 2, as: UInt16.self)
        // Length 0 is shown as what it stands for: all there is.
        fields.add(IPv4Field.length, length == 0 ? header.count : Int(length))
        guard length == 0 || Int(length) >= headerLength else { return }
        fields.add(IPv4Field.identification, try header.bigEndian(at: 4, as: UInt16.self))
        emitFlags(try header.bigEndian(at: 6), into: &fields)
        fields.add(IPv4Field.timeToLive, try header.byte(at: 8))
        fields.add(IPv4Field.protocolNumber, try header.byte(at: 9))
        fields.add(IPv4Field.checksum, try header.bigEndian(at: 10, as: UInt16.self))
        var status = ChecksumStatus.unverified
        if isChecked, let whole = try? header.span(at: 0, count: headerLength) {
            status = .ipv4(whole)
        }
        fields.add(IPv4Field.checksumStatus, status.rawValue)
        let source = try header.bigEndian(at: 12, as: UInt32.self)
        fields.add(IPv4Field.source, .ipv4(source))
        fields.add(IPv4Field.address, .ipv4(source))
        let destination = try header.bigEndian(at: 16, as: UInt32.self)
        fields.add(IPv4Field.destination, .ipv4(destination))
        fields.add(IPv4Field.address, .ipv4(destination))
        try emitOptions(header, headerLength, into: &fields)
    }

    private static func emitFlags(_ field: UInt16, into fields: inout PacketFieldList) {
        fields.add(IPv4Field.flags, field >> 13)
        fields.add(IPv4Field.isReserved, bit: field & 0x8000 != 0)
        fields.add(IPv4Field.dontFragment, bit: field & 0x4000 != 0)
        fields.add(IPv4Field.moreFragments, bit: field & 0x2000 != 0)
        fields.add(IPv4Field.fragmentOffset, field & 0x1FFF)
    }

    private static func emitOptions(
        _ header: borrowing LayerBytes, _ headerLength: Int, into fields: inout PacketFieldList
    ) throws(Shortage) {
        var offset = 20
        while offset < headerLength {
            let type = try header.byte(at: offset)
            fields.add(IPv4Field.optionType, type)
            // End of options, and one byte of padding.
            if type == 0 { return }
            if type == 1 {
                offset += 1
                continue
            }
            guard offset + 1 < headerLength else { return }
            let length = Int(try header.byte(at: offset + 1))
            fields.add(IPv4Field.optionLength, length)
            guard length >= 2 else { return }
            offset += length
        }
    }
}
