internal import Bytes
internal import Dissection
internal import Packets

/// The options of an IPv4 header (RFC 791, RFC 2113).
enum IPv4OptionFields {
    static func emit(
        _ header: borrowing LayerBytes, _ headerLength: Int, into fields: inout PacketFieldList
    ) throws(Shortage) {
        var offset = 20
        while offset < headerLength {
            let type = try header.byte(at: offset)
            if type <= 1 {
                let field = type == 0 ? IPv4Field.endOfOptions : .noOperation
                fields.add(field, bytesAt: header.start + offset, count: 1)
                emit(type: type, into: &fields)
                if type == 0 { return }
                offset += 1
                continue
            }
            guard offset + 1 < headerLength else { return }
            let length = Int(try header.byte(at: offset + 1))
            guard length >= 2, offset + length <= headerLength else {
                return emitDefect(type, length, into: &fields)
            }
            try emitOption(type, length, header, at: offset, into: &fields)
            offset += length
        }
    }

    private static func emit(type: UInt8, into fields: inout PacketFieldList) {
        fields.add(part: IPv4Field.optionType, .number(UInt64(type)))
        fields.add(IPv4Field.optionCopies.id, .flag(type >> 7 != 0), nesting: 2)
        fields.add(IPv4Field.optionClass.id, .number(UInt64(type >> 5 & 3)), nesting: 2)
        fields.add(IPv4Field.optionNumber.id, .number(UInt64(type & 0x1F)), nesting: 2)
    }

    private static func emitOption(
        _ type: UInt8, _ length: Int, _ header: borrowing LayerBytes, at offset: Int,
        into fields: inout PacketFieldList
    ) throws(Shortage) {
        guard let field = field(of: type) else { return }
        fields.add(
            field, bytesAt: header.start + offset,
            count: min(length, header.capturedCount - offset))
        emit(type: type, into: &fields)
        fields.add(part: IPv4Field.optionLength, .number(UInt64(length)))
        switch type {
        case 7, 131, 137: try emitRoute(type, length, header, at: offset, into: &fields)
        case 68: try emitTimes(length, header, at: offset, into: &fields)
        default:
            if length == 4 {
                fields.add(part: IPv4Field.alert, try header.number16(at: offset + 2))
            }
        }
    }

    private static func field(of type: UInt8) -> IPv4Field? {
        switch type {
        case 7: .routeOption
        case 68: .timeOption
        case 131: .looseOption
        case 137: .strictOption
        case 148: .alertOption
        default: nil
        }
    }

    /// Addresses up to the pointer, which counts from 1, were filled in.
    private static func emitRoute(
        _ type: UInt8, _ length: Int, _ header: borrowing LayerBytes, at offset: Int,
        into fields: inout PacketFieldList
    ) throws(Shortage) {
        guard length > 2 else { return }
        let pointer = Int(try header.byte(at: offset + 2))
        fields.add(part: IPv4Field.optionPointer, .number(UInt64(pointer)))
        var place = 3
        while place + 4 <= length {
            let isFilled = place + 1 < pointer
            let pair: (IPv4Field, IPv4Field) =
                isFilled
                ? (.recordedRoute, .recordedRouteText)
                : type == 7 ? (.emptyRoute, .emptyRouteText) : (.sourceRoute, .sourceRouteText)
            let address: UInt32 = try header.bigEndian(at: offset + place)
            fields.add(part: pair.0, .ipv4(address))
            fields.add(pair.1) { $0.append(ipv4: address) }
            place += 4
        }
    }

    private static func emitTimes(
        _ length: Int, _ header: borrowing LayerBytes, at offset: Int,
        into fields: inout PacketFieldList
    ) throws(Shortage) {
        guard length > 3 else { return }
        fields.add(
            part: IPv4Field.optionPointer, .number(UInt64(try header.byte(at: offset + 2))))
        let flags = try header.byte(at: offset + 3)
        fields.add(part: IPv4Field.timeOverflow, .number(UInt64(flags >> 4)))
        fields.add(part: IPv4Field.timeFlag, .number(UInt64(flags & 0xF)))
        let hasAddress = flags & 0xF == 1 || flags & 0xF == 3
        var place = 4
        while place + (hasAddress ? 8 : 4) <= length {
            if hasAddress {
                let address: UInt32 = try header.bigEndian(at: offset + place)
                fields.add(part: IPv4Field.timeAddress, .ipv4(address))
                place += 4
            }
            fields.add(part: IPv4Field.timeStamp, try header.number32(at: offset + place))
            place += 4
        }
    }

    private static func emitDefect(
        _ type: UInt8, _ length: Int, into fields: inout PacketFieldList
    ) {
        fields.addExpert(.warning, .protocol, IPv4Field.hasBadOptionLength, "") { words in
            switch type {
            case 7: words.append("Record Route")
            case 68: words.append("Time Stamp")
            case 131: words.append("Loose Source Route")
            case 137: words.append("Strict Source Route")
            case 148: words.append("Router Alert")
            default:
                words.append("Unknown (0x")
                var digits = words.writer(room: 2)
                digits.append(hexadecimalByte: type)
                words.commit(digits.count)
                words.append(")")
            }
            words.append(length < 2 ? " (with too-short option length = " : " (option length = ")
            words.append(decimal: UInt(length))
            words.append(length == 1 ? " byte" : " bytes")
            words.append(length < 2 ? ")" : " says option goes past end of options)")
        }
    }
}
