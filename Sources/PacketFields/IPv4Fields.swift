internal import Bytes
internal import Dissection
internal import Packets

enum IPv4Fields {
    static func emit(
        _ header: borrowing LayerBytes, isChecked: Bool, isQuoted: Bool,
        into fields: inout PacketFieldList
    ) throws(Shortage) {
        let first = try header.byte(at: 0)
        fields.add(layer: IPv4Field.layer, header, count: Int(first & 0xF) * 4)
        fields.add(IPv4Field.version, first >> 4)
        guard first >> 4 == 4 else { return }
        let headerLength = Int(first & 0xF) * 4
        fields.add(IPv4Field.headerLength, headerLength)
        guard headerLength >= 20 else {
            return emitBogusHeaderLength(headerLength, into: &fields)
        }
        let services = try header.byte(at: 1)
        fields.add(IPv4Field.services, services)
        fields.add(IPv4Field.codepoint, services >> 2)
        fields.add(IPv4Field.congestion, services & 3)
        let length = try header.bigEndian(at: 2, as: UInt16.self)
        // Length 0 is shown as what it stands for: all there is.
        fields.add(IPv4Field.length, length == 0 ? header.count : Int(length))
        guard length == 0 || Int(length) >= headerLength else {
            return fields.addExpert(
                .error, .protocol, IPv4Field.hasBogusLength, "Bogus IP length")
        }
        if Int(length) > header.count, !isQuoted { emitTooLong(header.count, into: &fields) }
        fields.add(IPv4Field.identification, try header.bigEndian(at: 4, as: UInt16.self))
        emitFlags(try header.bigEndian(at: 6), into: &fields)
        let timeToLive = try header.byte(at: 8)
        fields.add(IPv4Field.timeToLive, timeToLive)
        try emitTimeToLive(timeToLive, header, into: &fields)
        fields.add(IPv4Field.protocolNumber, try header.byte(at: 9))
        fields.add(IPv4Field.checksum, try header.bigEndian(at: 10, as: UInt16.self))
        var status = ChecksumStatus.unverified
        if isChecked, let whole = try? header.span(at: 0, count: headerLength) {
            status = .ipv4(whole)
            if status == .bad {
                var sum = InternetChecksum()
                sum.add(whole)
                fields.addBadChecksum(
                    .error, IPv4Field.hasBadChecksum, try header.bigEndian(at: 10), sum)
            }
        }
        fields.add(IPv4Field.checksumStatus, status.rawValue)
        let source = try header.bigEndian(at: 12, as: UInt32.self)
        fields.add(IPv4Field.source, .ipv4(source))
        fields.add(IPv4Field.address, .ipv4(source))
        fields.add(IPv4Field.sourceText) { $0.append(ipv4: source) }
        fields.add(IPv4Field.addressText) { $0.append(ipv4: source) }
        let destination = try header.bigEndian(at: 16, as: UInt32.self)
        fields.add(IPv4Field.destination, .ipv4(destination))
        fields.add(IPv4Field.address, .ipv4(destination))
        fields.add(IPv4Field.destinationText) { $0.append(ipv4: destination) }
        fields.add(IPv4Field.addressText) { $0.append(ipv4: destination) }
        if headerLength > 20 {
            try IPv4OptionFields.emit(header, headerLength, into: &fields)
        }
    }

    private static func emitFlags(_ field: UInt16, into fields: inout PacketFieldList) {
        fields.add(IPv4Field.flags, field >> 13)
        fields.add(IPv4Field.isReserved, bit: field & 0x8000 != 0)
        fields.add(IPv4Field.dontFragment, bit: field & 0x4000 != 0)
        fields.add(IPv4Field.moreFragments, bit: field & 0x2000 != 0)
        fields.add(IPv4Field.fragmentOffset, field & 0x1FFF)
    }
}
