internal import Bytes
public import Dissection
internal import Packets

public enum IPv6Field: UInt16, PacketField {
    case layer, version, trafficClass, codepoint, congestion, flowLabel, payloadLength, nextHeader
    case hopLimit, source, destination, address, sourceText, destinationText, addressText
    case hopByHopNext, hopByHopLength, destinationNext, destinationLength
    case routingNext, routingLength, routingType, segmentsLeft
    case fragmentNext, fragmentOffset, moreFragments, fragmentIdentification
    case isShort, isTooLong

    public static var familyNumber: FieldFamily.Number { .ipv6 }

    public var definition: FieldDefinition {
        switch self {
        case .layer: .layer("ipv6", "Internet Protocol Version 6")
        case .version: .decimal("ipv6.version", "Version", bits: 8)
        case .trafficClass: .hexadecimal("ipv6.tclass", "Traffic Class", bits: 32)
        case .codepoint:
            .decimal(
                "ipv6.tclass.dscp", "Differentiated Services Codepoint", bits: 32,
                names: PacketValueNames.codepoints)
        case .congestion:
            .decimal(
                "ipv6.tclass.ecn", "Explicit Congestion Notification", bits: 32,
                names: PacketValueNames.congestion)
        case .flowLabel: .hexadecimal("ipv6.flow", "Flow Label", bits: 24)
        case .payloadLength: .decimal("ipv6.plen", "Payload Length", bits: 16)
        case .nextHeader:
            .decimal("ipv6.nxt", "Next Header", bits: 8, names: PacketValueNames.protocols)
        case .hopLimit: .decimal("ipv6.hlim", "Hop Limit", bits: 8)
        case .source: FieldDefinition("ipv6.src", "Source Address", .ipv6)
        case .destination: FieldDefinition("ipv6.dst", "Destination Address", .ipv6)
        case .address: FieldDefinition("ipv6.addr", "Source or Destination Address", .ipv6).hidden
        case .sourceText: .again("ipv6.src_host", "Source Host")
        case .destinationText: .again("ipv6.dst_host", "Destination Host")
        case .addressText: .again("ipv6.host", "Source or Destination Host")
        case .hopByHopNext:
            .decimal("ipv6.hopopts.nxt", "Next Header", bits: 8, names: PacketValueNames.protocols)
        case .hopByHopLength: .decimal("ipv6.hopopts.len", "Length", bits: 8)
        case .destinationNext:
            .decimal("ipv6.dstopts.nxt", "Next Header", bits: 8, names: PacketValueNames.protocols)
        case .destinationLength: .decimal("ipv6.dstopts.len", "Length", bits: 8)
        case .routingNext:
            .decimal("ipv6.routing.nxt", "Next Header", bits: 8, names: PacketValueNames.protocols)
        case .routingLength: .decimal("ipv6.routing.len", "Length", bits: 8)
        case .routingType: .decimal("ipv6.routing.type", "Type", bits: 8)
        case .segmentsLeft: .decimal("ipv6.routing.segleft", "Segments Left", bits: 8)
        case .fragmentNext:
            .decimal("ipv6.fraghdr.nxt", "Next header", bits: 8, names: PacketValueNames.protocols)
        case .fragmentOffset: .decimal("ipv6.fraghdr.offset", "Offset", bits: 16)
        case .moreFragments: .flag("ipv6.fraghdr.more", "More Fragments")
        case .fragmentIdentification:
            .hexadecimal("ipv6.fraghdr.ident", "Identification", bits: 32)
        case .isShort: .remark("ipv6.invalid_header", "Invalid IPv6 header")
        case .isTooLong:
            .remark("ipv6.plen_exceeds_framing", "IPv6 payload length exceeds framing length")
        }
    }
}

enum IPv6Fields {
    static func emit(
        _ header: borrowing LayerBytes, isQuoted: Bool, into fields: inout PacketFieldList
    ) throws(Shortage) {
        let version = try header.byte(at: 0) >> 4
        guard version == 6 else { return }
        fields.add(layer: IPv6Field.layer, header, count: 40)
        if header.count < 40 {
            fields.addExpert(
                .error, .malformed, IPv6Field.isShort, "IPv6 header must be exactly 40 bytes")
        }
        fields.add(IPv6Field.version, version)
        let first = try header.bigEndian(at: 0, as: UInt32.self)
        fields.add(IPv6Field.trafficClass, first >> 20 & 0xFF)
        fields.add(IPv6Field.codepoint, first >> 22 & 0x3F)
        fields.add(IPv6Field.congestion, first >> 20 & 3)
        fields.add(IPv6Field.flowLabel, first & 0xF_FFFF)
        // The next header decides what a payload length of 0 means, and is looked at first.
        try header.require(7)
        let length = Int(try header.bigEndian(at: 4, as: UInt16.self))
        fields.add(IPv6Field.payloadLength, length)
        if length > header.count - 40, header.count >= 40, !isQuoted {
            emitTooLong(header.count - 40, into: &fields)
        }
        fields.add(IPv6Field.nextHeader, try header.byte(at: 6))
        fields.add(IPv6Field.hopLimit, try header.byte(at: 7))
        try emitAddress(header, at: 8, .source, .sourceText, into: &fields)
        try emitAddress(header, at: 24, .destination, .destinationText, into: &fields)
    }

    private static func emitTooLong(_ count: Int, into fields: inout PacketFieldList) {
        fields.addExpert(
            .warning, .protocol, IPv6Field.isTooLong,
            "IPv6 payload length exceeds framing length ("
        ) { words in
            words.append(decimal: UInt(count))
            words.append(" bytes)")
        }
    }

    private static func emitAddress(
        _ header: borrowing LayerBytes, at offset: Int, _ field: IPv6Field, _ text: IPv6Field,
        into fields: inout PacketFieldList
    ) throws(Shortage) {
        let address = try header.ipv6(at: offset)
        fields.add(field, .ipv6(high: address.high, low: address.low))
        fields.add(IPv6Field.address, .ipv6(high: address.high, low: address.low))
        fields.add(text) { $0.append(ipv6: address) }
        fields.add(IPv6Field.addressText) { $0.append(ipv6: address) }
    }

    /// An extension header.
    static func emitExtension(
        _ number: UInt8, _ header: borrowing LayerBytes, into fields: inout PacketFieldList
    ) throws(Shortage) {
        switch number {
        case 0:
            fields.add(IPv6Field.hopByHopNext, try header.byte(at: 0))
            fields.add(IPv6Field.hopByHopLength, try header.byte(at: 1))
        case 60:
            fields.add(IPv6Field.destinationNext, try header.byte(at: 0))
            fields.add(IPv6Field.destinationLength, try header.byte(at: 1))
        case 43:
            fields.add(IPv6Field.routingNext, try header.byte(at: 0))
            fields.add(IPv6Field.routingLength, try header.byte(at: 1))
            fields.add(IPv6Field.routingType, try header.byte(at: 2))
            fields.add(IPv6Field.segmentsLeft, try header.byte(at: 3))
        case 44:
            let place = try header.bigEndian(at: 2, as: UInt16.self)
            fields.add(IPv6Field.fragmentNext, try header.byte(at: 0))
            fields.add(IPv6Field.fragmentOffset, place >> 3)
            fields.add(IPv6Field.moreFragments, bit: place & 1 != 0)
            fields.add(
                IPv6Field.fragmentIdentification, try header.bigEndian(at: 4, as: UInt32.self))
        default: break
        }
    }
}
