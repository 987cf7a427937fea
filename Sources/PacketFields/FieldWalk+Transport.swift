internal import Bytes
internal import Dissection
internal import Packets

extension FieldWalk {
    mutating func walkProtocol(
        _ number: UInt8, _ bytes: RawSpan, at offset: Int, to end: Int, _ ends: IPEnds,
        into fields: inout PacketFieldList
    ) throws(Shortage) {
        let part = LayerBytes(bytes, from: offset, to: end)
        switch number {
        case 4, 41: try walkIP(bytes, at: offset, to: end, into: &fields)
        case 6: try walkTCP(part, at: offset, ends, into: &fields)
        case 17: try walkUDP(part, at: offset, ends, into: &fields)
        case 1: try walkICMP(bytes, part, at: offset, to: end, into: &fields)
        case 58: try walkICMPv6(bytes, part, at: offset, to: end, ends, into: &fields)
        case 2:
            enter("igmp")
            if wanted.contains(.igmp) { try IGMPFields.emit(part, into: &fields) }
            // Each version is a dissector of its own to tshark.
            enter("igmp")
        case 47: enter("gre")
        case 50: enter("esp")
        case 51 where !ends.isIPv6:
            enter("ah")
            let length = (Int(try part.byte(at: 1)) + 2) * 4
            let next = try part.byte(at: 0)
            guard next != 51 else { return }
            try walkProtocol(next, bytes, at: offset + length, to: end, ends, into: &fields)
        case 89: enter("ospf")
        case 132: enter("sctp")
        default: if part.capturedCount > 0 { enterData(part) }
        }
    }

    private mutating func walkTCP(
        _ segment: borrowing LayerBytes, at offset: Int, _ ends: IPEnds,
        into fields: inout PacketFieldList
    ) throws(Shortage) {
        enter("tcp")
        let headerLength = (try? segment.byte(at: 12)).map { Int($0 >> 4) * 4 } ?? 0
        if !isQuoted {
            enterUpper()
            if isUnread { noteData(segment, behind: headerLength) }
        } else if segment.capturedCount > max(20, headerLength) {
            enterData(segment, behind: headerLength)
        }
        try segment.require(4)
        guard wanted.contains(.tcp) else { return }
        let status = checks.tcp ? status(of: segment, ends, 6) : .unverified
        try TCPFields.emit(
            segment, at: offset, status: status, isQuoted ? TCPFields.Standing() : standing,
            into: &fields)
        if isQuoted, let quotedStream { fields.add(TCPField.stream, quotedStream) }
    }

    private mutating func walkUDP(
        _ datagram: borrowing LayerBytes, at offset: Int, _ ends: IPEnds,
        into fields: inout PacketFieldList
    ) throws(Shortage) {
        enter("udp")
        let length = (try? datagram.bigEndian(at: 4, as: UInt16.self)).map(Int.init) ?? 0
        if min(length, datagram.capturedCount) > 8 {
            if isQuoted {
                let ports = (try? datagram.bigEndian(at: 0, as: UInt32.self)) ?? 0
                let isDNS = ports >> 16 == 53 || ports & 0xFFFF == 53
                if isDNS { enter("dns") } else { enterData(datagram, behind: 8) }
            } else if upperProtocols.isEmpty {
                enterData(datagram, behind: 8)
            } else {
                enterUpper()
                if isUnread { noteData(datagram, behind: 8) }
            }
        }
        try datagram.require(4)
        if wanted.contains(.udp) {
            try emitUDP(datagram, at: offset, length: length, ends, into: &fields)
        }
        // Whoever is given a payload finds that nothing of it is there.
        if !isQuoted, length > 8 { try datagram.require(9) }
    }

    private func emitUDP(
        _ datagram: borrowing LayerBytes, at offset: Int, length: Int, _ ends: IPEnds,
        into fields: inout PacketFieldList
    ) throws(Shortage) {
        let isWhole = length == datagram.count
        let status = checks.udp && isWhole ? status(of: datagram, ends, 17) : .unverified
        try UDPFields.emit(
            datagram, at: offset, zeroIsIllegal: ends.isIPv6 && !isQuoted, status: status,
            isWhole: !isQuoted && !isLoneFragment, isQuoted ? nil : conversation, into: &fields)
        if isQuoted, let quotedStream { fields.add(UDPField.stream, quotedStream) }
    }

    private mutating func walkICMP(
        _ bytes: RawSpan, _ message: borrowing LayerBytes, at offset: Int, to end: Int,
        into fields: inout PacketFieldList
    ) throws(Shortage) {
        enter("icmp")
        if wanted.contains(.icmp) {
            try ICMPFields.emit(message, at: offset, isWhole: !isQuoted, into: &fields)
        }
        let type = try message.byte(at: 0)
        if type == 0 || type == 8, message.capturedCount > 8 {
            let second = timestamp(message)
            enterData(message, behind: second == nil ? 8 : 16)
            if let second, wanted.contains(.icmp) {
                ICMPFields.emit(sentAt: second, receivedAt: time, into: &fields)
            }
        }
        guard QuotedPacket.isQuoted(by: type, .icmp) else { return }
        var quoteEnd = end
        if type == 5 {
            let headerLength = Int(try message.byte(at: QuotedPacket.offset) & 0xF) * 4
            quoteEnd = min(end, offset + QuotedPacket.offset + headerLength + 8)
        }
        isQuoted = true
        try walkIP(bytes, at: offset + QuotedPacket.offset, to: quoteEnd, into: &fields)
    }

    private mutating func walkICMPv6(
        _ bytes: RawSpan, _ message: borrowing LayerBytes, at offset: Int, to end: Int,
        _ ends: IPEnds, into fields: inout PacketFieldList
    ) throws(Shortage) {
        enter("icmpv6")
        if wanted.contains(.icmpv6) {
            let status = isQuoted ? .unverified : status(of: message, ends, 58)
            try ICMPv6Fields.emit(message, at: offset, status: status, into: &fields)
        }
        let type = try message.byte(at: 0)
        if type == 128 || type == 129, message.capturedCount > 8 {
            enterData(message, behind: 8)
        }
        if type == 137 { try walkRedirected(bytes, message, at: offset, into: &fields) }
        guard QuotedPacket.isQuoted(by: type, .icmpv6) else { return }
        isQuoted = true
        try walkIP(bytes, at: offset + QuotedPacket.offset, to: end, into: &fields)
    }

    /// A redirect quotes the packet in an option (RFC 4861, section 4.6.3).
    private mutating func walkRedirected(
        _ bytes: RawSpan, _ message: borrowing LayerBytes, at start: Int,
        into fields: inout PacketFieldList
    ) throws(Shortage) {
        var offset = 40
        while offset < message.count {
            let length = 8 * Int(try message.byte(at: offset + 1))
            guard length > 0 else { return }
            if try message.byte(at: offset) == 4, length > 8 {
                isQuoted = true
                try walkIP(
                    bytes, at: start + offset + 8, to: start + offset + length, into: &fields)
                isQuoted = false
            }
            offset += length
        }
    }

    /// The second in which an echo was sent, if it seems to begin with that: tshark's guess.
    private func timestamp(_ message: borrowing LayerBytes) -> Int64? {
        guard let bytes = try? message.bigEndian(at: 8, as: UInt64.self) else { return nil }
        let second = Int64(bitPattern: bytes.byteSwapped)
        return (second &- time / 1_000_000_000).magnitude < 86_400 ? second : nil
    }

    /// Whether nothing is known of what a segment or datagram carries.
    private var isUnread: Bool { upperProtocols.elementsEqual(":data".utf8) }

    /// Protocols above the transport, a colon in front of each.
    private mutating func enterUpper() {
        guard wanted.contains(.frame) else { return }
        protocols.append(contentsOf: upperProtocols)
    }

    private func status(
        of part: borrowing LayerBytes, _ ends: IPEnds, _ number: UInt8
    ) -> ChecksumStatus {
        guard !isQuoted, let whole = try? part.span(at: 0, count: part.count) else {
            return .unverified
        }
        return .transport(whole, ends.source, ends.destination, protocolNumber: number)
    }
}
