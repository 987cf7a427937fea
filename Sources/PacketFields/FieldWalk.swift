internal import Bytes
internal import Dissection
internal import Packets

/// Goes through the headers of a packet once more, outermost first, and adds the fields of each.
///
/// The decoder keeps only what the innermost headers say; fields show every header of a tunnel, and
/// of the packet that an ICMP error quotes.
struct FieldWalk {
    let wanted: FieldSelection
    let checks: ChecksumChecks
    var conversation: PacketFieldContext.Conversation?
    var quotedStream: UInt32?
    /// What is known of the packet's segment, if it is one.
    var standing = TCPFields.Standing()
    var upperProtocols: [UInt8] = []
    var isReassembled = false
    /// The first part of a datagram that is not put together.
    var isLoneFragment = false
    /// The names of the protocols, a colon between them.
    var protocols: [UInt8] = []
    private var ipDepth = 0
    /// Why the last layer that was entered could not be read to its end, and what it is called.
    private var shortage: Shortage?
    private var innermost: StaticString = ""
    /// What follows the last header that is known.
    private var data: StreamRange?
    /// When the packet was captured, in nanoseconds since 1970.
    var time: Int64 = 0
    /// Within the packet that an error quotes.
    var isQuoted = false

    init(wanted: FieldSelection, checks: ChecksumChecks) {
        self.wanted = wanted
        self.checks = checks
    }

    mutating func walk(
        _ bytes: RawSpan, _ layers: borrowing PacketLayers, originalCount: Int,
        into fields: inout PacketFieldList
    ) {
        walkLayers(bytes, layers, originalCount: originalCount, into: &fields)
        if let data, data.count > 0, wanted.contains(.data) {
            DataFields.emit(data, into: &fields)
        }
        if let shortage { fields.add(shortage, of: innermost) }
    }

    private mutating func walkLayers(
        _ bytes: RawSpan, _ layers: borrowing PacketLayers, originalCount: Int,
        into fields: inout PacketFieldList
    ) {
        let end = max(bytes.byteCount, min(originalCount, Int(Int32.max)))
        // A header that is cut has shown what there is of it.
        do throws(Shortage) {
            try walkLink(LayerBytes(bytes, from: 0, to: end), layers, into: &fields)
        } catch {
            shortage = error
        }
        let offset = Int(layers.networkOffset)
        let innermost = layers.innermost
        if innermost == .arp {
            enter("arp")
            guard wanted.contains(.arp) || fields.wantsExperts else { return }
            let message = LayerBytes(bytes, from: offset, to: end)
            do throws(Shortage) {
                try ARPFields.emit(message, at: offset, into: &fields)
            } catch {
                shortage = error
            }
        } else if layers.ipDepth > 0 || innermost == .ip {
            if offset >= bytes.byteCount { enter(innermost == .ipv6 ? "ipv6" : "ip") }
            do throws(Shortage) {
                try walkIP(bytes, at: offset, to: end, into: &fields)
            } catch {
                shortage = error
            }
        } else if offset < bytes.byteCount, innermost != .llc, layers.stop == .none {
            enterData(LayerBytes(bytes, from: offset, to: end))
        }
    }

    /// - Parameter count: how many bytes of the part are known.
    mutating func enterData(_ part: borrowing LayerBytes, behind count: Int = 0) {
        enter("data")
        noteData(part, behind: count)
    }

    mutating func noteData(_ part: borrowing LayerBytes, behind count: Int) {
        data = StreamRange(offset: part.start + count, count: part.capturedCount - count)
    }

    mutating func enter(_ name: StaticString) {
        innermost = name
        guard wanted.contains(.frame) else { return }
        if !protocols.isEmpty { protocols.append(0x3A) }
        unsafe protocols.append(
            contentsOf: UnsafeBufferPointer(
                start: name.utf8Start, count: name.utf8CodeUnitCount))
    }

    private mutating func walkLink(
        _ frame: borrowing LayerBytes, _ layers: borrowing PacketLayers,
        into fields: inout PacketFieldList
    ) throws(Shortage) {
        switch layers.link {
        case .ethernet:
            enter("eth")
            try frame.require(14)
            if wanted.contains(.ethernet) { try EthernetFields.emit(frame, into: &fields) }
            try enterEthernet(frame, layers)
        case .linuxCooked, .linuxCooked2:
            enter("sll")
            enter("ethertype")
            if wanted.contains(.cooked) {
                try CookedFields.emit(
                    frame, isSecond: layers.link == .linuxCooked2, into: &fields)
            }
            try frame.require(layers.link == .linuxCooked2 ? 20 : 16)
            if layers.vlanOffset > 0 {
                enter("vlan")
                enter("ethertype")
            }
        case .null, .loop:
            enter("null")
            if wanted.contains(.null) {
                try NullFields.emit(
                    frame, isNetworkOrder: layers.link == .loop, into: &fields)
            }
        case .rawIP:
            enter("raw")
            // tshark looks whether a PPP header begins there.
            try frame.require(2)
        case .ipv4, .ipv6, .unknown: break
        }
        guard layers.vlanOffset > 0, wanted.contains(.vlan) else { return }
        // Behind a length or a cooked header there is one tag, else they begin at once.
        let type = try frame.bigEndian(at: 12, as: UInt16.self)
        let isFirst = layers.link == .ethernet && type > 1500
        let first = isFirst ? 14 : Int(layers.vlanOffset)
        try EthernetFields.emitTags(
            frame, from: first, to: Int(layers.vlanOffset), into: &fields)
    }

    private mutating func enterEthernet(
        _ frame: borrowing LayerBytes, _ layers: borrowing PacketLayers
    ) throws(Shortage) {
        let type = try frame.bigEndian(at: 12, as: UInt16.self)
        guard type == 0 || type > 1500 else { return enter("llc") }
        // Neither a length nor a type.
        if 1501..<0x0600 ~= type { return enterData(frame, behind: 14) }
        enter("ethertype")
        var offset = 14
        while offset <= Int(layers.vlanOffset) {
            let kind = try frame.bigEndian(at: offset - 2, as: UInt16.self)
            enter(kind == 0x88A8 ? "ieee8021ad" : "vlan")
            let next = try frame.bigEndian(at: offset + 2, as: UInt16.self)
            enter(next <= 1500 ? "llc" : "ethertype")
            offset += 4
        }
    }
}

extension FieldWalk {
    /// An IP header, and all that it carries.
    mutating func walkIP(
        _ bytes: RawSpan, at offset: Int, to end: Int, into fields: inout PacketFieldList
    ) throws(Shortage) {
        guard ipDepth < PacketDecoder.nestingMax else { return }
        ipDepth += 1
        let header = LayerBytes(bytes, from: offset, to: end)
        switch try header.byte(at: 0) >> 4 {
        case 4: try walkIPv4(bytes, header, at: offset, to: end, into: &fields)
        case 6: try walkIPv6(bytes, header, at: offset, to: end, into: &fields)
        default:
            enter("ip")
            let version = try header.byte(at: 0) >> 4
            if wanted.contains(.ipv4) {
                fields.add(layer: IPv4Field.layer, header, count: 1)
                fields.add(IPv4Field.version, version)
                fields.addExpert(
                    .error, .protocol, IPv4Field.hasBogusVersion, "Bogus IP version")
            }
        }
    }

    private mutating func walkIPv4(
        _ bytes: RawSpan, _ header: borrowing LayerBytes, at offset: Int, to outerEnd: Int,
        into fields: inout PacketFieldList
    ) throws(Shortage) {
        enter("ip")
        if wanted.contains(.ipv4) {
            try IPv4Fields.emit(
                header, isChecked: checks.ip, isQuoted: isQuoted, into: &fields)
        }
        let headerLength = Int(try header.byte(at: 0) & 0xF) * 4
        let length = Int(try header.bigEndian(at: 2, as: UInt16.self))
        guard headerLength >= 20, length == 0 || length >= headerLength else { return }
        try header.require(headerLength)
        var end = length == 0 ? outerEnd : min(outerEnd, offset + length)
        let fragment = try header.bigEndian(at: 6, as: UInt16.self)
        if fragment & 0x3FFF != 0 {
            // The first one of a datagram that cannot be put together is read as it is.
            let isLoneFirst = fragment & 0x1FFF == 0 && offset + length > bytes.byteCount
            guard isReassembled || isLoneFirst else {
                guard offset + headerLength < end else { return }
                return enterData(LayerBytes(bytes, from: offset + headerLength, to: end))
            }
            if isReassembled { end = bytes.byteCount }
            isLoneFragment = !isReassembled
        }
        guard offset + headerLength < end else { return }
        let ends = IPEnds(
            source: try header.ipv4(at: 12), destination: try header.ipv4(at: 16), isIPv6: false)
        try walkProtocol(
            try header.byte(at: 9), bytes, at: offset + headerLength, to: end, ends,
            into: &fields)
    }

    private mutating func walkIPv6(
        _ bytes: RawSpan, _ header: borrowing LayerBytes, at offset: Int, to outerEnd: Int,
        into fields: inout PacketFieldList
    ) throws(Shortage) {
        enter("ipv6")
        // tshark gives `ip.version` for both versions.
        if wanted.contains(.ipv4) { fields.add(IPv4Field.version, 6) }
        if wanted.contains(.ipv6) {
            try IPv6Fields.emit(header, isQuoted: isQuoted, into: &fields)
        }
        try header.require(40)
        let length = Int(try header.bigEndian(at: 4, as: UInt16.self))
        var number = try header.byte(at: 6)
        // Without a length there is only room for the option that tells a larger one.
        let isJumbo = length == 0 && number == 0
        var end = isJumbo ? outerEnd : min(outerEnd, offset + 40 + length)
        var place = offset + 40
        var ends = IPEnds(
            source: try header.ipv6(at: 8), destination: try header.ipv6(at: 24), isIPv6: true)
        for _ in 0..<PacketDecoder.extensionMax {
            let part = LayerBytes(bytes, from: place, to: end)
            guard let name = Self.extensionName(number) else { break }
            enter(name)
            if wanted.contains(.ipv6) {
                try IPv6Fields.emitExtension(number, part, into: &fields)
            }
            if number == 44, try part.bigEndian(at: 2, as: UInt16.self) & 0xFFF9 != 0 {
                guard isReassembled else { return enterData(part, behind: 8) }
                end = bytes.byteCount
            }
            try ends.follow(number, part)
            let units = Int(try part.byte(at: 1))
            place += number == 44 ? 8 : number == 51 ? (units + 2) * 4 : (units + 1) * 8
            number = try part.byte(at: 0)
        }
        if number == 59 {
            if place < end { enterData(LayerBytes(bytes, from: place, to: end)) }
            return
        }
        try walkProtocol(number, bytes, at: place, to: end, ends, into: &fields)
    }

    private static func extensionName(_ number: UInt8) -> StaticString? {
        switch number {
        case 0: "ipv6.hopopts"
        case 43: "ipv6.routing"
        case 44: "ipv6.fraghdr"
        case 51: "ah"
        case 60: "ipv6.dstopts"
        case 140: "shim6"
        default: nil
        }
    }
}

/// The addresses that a transport's checksum covers.
struct IPEnds {
    let source: IPAddress
    var destination: IPAddress
    let isIPv6: Bool

    /// A routing header names the final destination as long as it was not reached.
    mutating func follow(_ number: UInt8, _ part: borrowing LayerBytes) throws(Shortage) {
        guard number == 43, try part.byte(at: 3) > 0 else { return }
        let length = (Int(try part.byte(at: 1)) + 1) * 8
        guard length >= 24 else { return }
        destination = try part.ipv6(at: try part.byte(at: 2) == 0 ? length - 16 : 8)
    }
}
