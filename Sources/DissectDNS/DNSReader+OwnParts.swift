internal import Bytes
internal import Dissection

// MARK: - Parts that no row of kinds describes

extension DNSReader {
    mutating func readOwn(
        _ part: DNSPart, until end: Int, into message: inout Message
    ) throws(DNSStop) {
        switch part.kind {
        case .a6: try readAddressWithPrefix(into: &message)
        case .apl: try readPrefixes(until: end, into: &message)
        case .caa: try readAuthorization(until: end, into: &message)
        case .forwardedFor: try readForwardedFor(until: end, into: &message)
        case .hip: try readHostIdentity(until: end, into: &message)
        case .ipsecKey: try readGateway(until: end, into: &message)
        case .isdnSubaddress:
            guard end - input.offset > 1 else { return }
            try readText(.text8(.idsnSaLength, .idsnSaAddress), into: &message)
        case .location: try readLocation(until: end, into: &message)
        case .options: try readOptions(until: end, into: &message)
        case .parameters: try readParameters(until: end, into: &message)
        case .serviceBits:
            while input.offset != end {
                let bits: UInt8 = try input.read()
                if bits != 0, wantsFields(&message) { message.add(.wksBits, Int(bits)) }
            }
        case .typeBits:
            if part.field == .csyncTypeBitmap {
                let start = input.offset
                try readRest(part.field, until: end, into: &message)
                input.offset = start
            }
            try readTypeBits(until: end, into: &message)
        case .oldTypeBits:
            var type = 0
            while input.offset != end { try readBits(from: &type, into: &message) }
        case .winsServers: try readServers(part, until: end, into: &message)
        default: preconditionFailure("a part of a kind that has no reader")
        }
    }

    /// A6 (RFC 2874): a suffix as long as the prefix leaves it, and the prefix's name.
    private mutating func readAddressWithPrefix(into message: inout Message) throws(DNSStop) {
        let prefixCount = Int(try input.read(UInt8.self))
        var (high, low): (UInt64, UInt64) = (0, 0)
        for _ in 0..<(prefixCount > 128 ? 16 : (128 - prefixCount + 7) / 8) {
            let byte: UInt8 = try input.read()
            high = high << 8 | low >> 56
            low = low << 8 | UInt64(byte)
        }
        let name: DNSName? = prefixCount > 0 ? try readName(into: &message) : nil
        if writesSummary(message) {
            message.info.append(" ")
            message.info.append(decimal: UInt(prefixCount))
            appendAddress(high, low, isLong: true, to: &message)
            if let name {
                append(name, to: &message)
            } else {
                message.info.append(" ")
            }
        }
        summaryMark = message.info.count
        guard prefixCount <= 128 else {
            throw .invalid(.prefixTooLong, offset: input.base + input.offset)
        }
        guard wantsFields(&message) else {
            if let name { dropText(of: name, from: &message) }
            return
        }
        message.add(.a6PrefixLen, prefixCount)
        if prefixCount < 128 {
            message.add(DNSField.a6AddressSuffix.id, .ipv6(high: high, low: low))
        }
        if let name { message.add(DNSField.a6PrefixName.id, .decoded(name.text)) }
    }

    /// APL (RFC 3123).
    private mutating func readPrefixes(
        until end: Int, into message: inout Message
    ) throws(DNSStop) {
        while end - input.offset > 1 {
            let family: UInt16 = try input.read()
            let prefix: UInt8 = try input.read()
            let length: UInt8 = try input.read()
            let count = Int(length & 0x7F)
            let range = try input.readRange(count)
            guard wantsFields(&message) else { continue }
            message.add(.aplAddressFamily, Int(family))
            message.add(.aplCodedPrefix, Int(prefix))
            message.add(.aplNegation, length & 0x80 != 0)
            message.add(.aplAfdlength, count)
            let isKnown = family == 1 && count <= 4 || family == 2 && count <= 16
            guard isKnown else {
                message.add(DNSField.aplAfdpartData.id, .bytes(range))
                continue
            }
            let (high, low) = address(range, byteCount: family == 1 ? 4 : 16)
            message.add(
                family == 1 ? DNSField.aplAfdpartIpv4.id : DNSField.aplAfdpartIpv6.id,
                family == 1
                    ? .ipv4(UInt32(truncatingIfNeeded: low)) : .ipv6(high: high, low: low))
        }
    }

    /// The first bytes of an address of `byteCount` bytes; the others are zero.
    func address(_ range: StreamRange, byteCount: Int) -> (high: UInt64, low: UInt64) {
        let bytes = input.bytes(range)
        var (high, low): (UInt64, UInt64) = (0, 0)
        for index in 0..<byteCount {
            high = high << 8 | low >> 56
            low = low << 8 | (index < bytes.byteCount ? UInt64(bytes.byte(at: index)) : 0)
        }
        return (high, low)
    }

    /// CAA (RFC 8659): a tag, and a value that is the rest.
    private mutating func readAuthorization(
        until end: Int, into message: inout Message
    ) throws(DNSStop) {
        let tagCount = Int(try input.read(UInt8.self))
        let tag = try input.readRange(tagCount)
        let isIssue = input.bytes(tag).isEqual("issue")
        let isWild = input.bytes(tag).isEqual("issuewild")
        let isReport = input.bytes(tag).isEqual("iodef")
        let value = try input.readRange(end - input.offset)
        guard wantsFields(&message) else { return }
        let known: DNSField =
            isIssue ? .caaIssue : isWild ? .caaIssuewild : isReport ? .caaIodef : .caaUnknown
        message.add(known.id, .text(value))
        message.add(.caaTagLength, tagCount)
        message.add(DNSField.caaTag.id, .text(tag))
        message.add(DNSField.caaValue.id, .text(value))
    }

    /// XPF: whom a proxy asks for.
    private mutating func readForwardedFor(
        until end: Int, into message: inout Message
    ) throws(DNSStop) {
        let version: UInt8 = try input.read()
        if wantsFields(&message) { message.add(.xpfIpVersion, Int(version)) }
        guard version == 4 || version == 6 else { return }
        try read(.number8(.xpfProtocol), until: end, into: &message)
        let addresses: [DNSPart] =
            version == 4
            ? [DNSPart(.ipv4, .xpfSourceIpv4), DNSPart(.ipv4, .xpfDestinationIpv4)]
            : [DNSPart(.ipv6, .xpfSourceIpv6), DNSPart(.ipv6, .xpfDestinationIpv6)]
        for part in addresses { try read(part, until: end, into: &message) }
        try read(.number16(.xpfSport), until: end, into: &message)
        try read(.number16(.xpfDport), until: end, into: &message)
    }

    /// HIP (RFC 8005).
    private mutating func readHostIdentity(
        until end: Int, into message: inout Message
    ) throws(DNSStop) {
        let tagCount: UInt8 = try input.read()
        let algorithm: UInt8 = try input.read()
        let keyCount: UInt16 = try input.read()
        if wantsFields(&message) {
            message.add(.hipHitLength, Int(tagCount))
            message.add(.hipHitPkAlgo, Int(algorithm))
            message.add(.hipPkLength, Int(keyCount))
        }
        try readBytes(.hipHit, count: Int(tagCount), into: &message)
        try readBytes(.hipPk, count: Int(keyCount), into: &message)
        while end - input.offset > 1 {
            try readName(.name(.hipRendezvousServer), into: &message)
        }
    }

    /// IPSECKEY (RFC 4025).
    private mutating func readGateway(
        until end: Int, into message: inout Message
    ) throws(DNSStop) {
        let type: UInt8 = try input.read()
        let algorithm: UInt8 = try input.read()
        if wantsFields(&message) {
            message.add(.ipseckeyGatewayType, Int(type))
            message.add(.ipseckeyGatewayAlgorithm, Int(algorithm))
        }
        switch type {
        case 1: try read(DNSPart(.ipv4, .ipseckeyGatewayIpv4), until: end, into: &message)
        case 2: try read(DNSPart(.ipv6, .ipseckeyGatewayIpv6), until: end, into: &message)
        case 3: try readName(.name(.ipseckeyGatewayDns), into: &message)
        default: break
        }
        try readRest(.ipseckeyPublicKey, until: end, into: &message)
    }

    /// LOC (RFC 1876).
    private mutating func readLocation(
        until end: Int, into message: inout Message
    ) throws(DNSStop) {
        guard try input.byte(at: input.offset - 1) == 0 else {
            // As many bytes as the whole data has, from behind the version on: tshark's count.
            input.offset -= 1
            return try readBytes(.locUnknownData, count: end - input.offset, into: &message)
        }
        for field in [DNSField.locSize, .locHorizontalPrecision, .locVerticalPrecision] {
            try read(.number8(field), until: end, into: &message)
        }
        for field in [DNSField.locLatitude, .locLongitude, .locAltitude] {
            try read(.number32(field), until: end, into: &message)
        }
    }

    private mutating func readServers(
        _ part: DNSPart, until end: Int, into message: inout Message
    ) throws(DNSStop) {
        let count: UInt32 = try input.read()
        if wantsFields(&message) { message.add(.winsNbWinsServers, Int(count)) }
        var left = count
        while input.offset != end, left > 0 {
            try read(DNSPart(.ipv4, part.field), until: end, into: &message)
            left -= 1
        }
    }
}

extension Defect {
    static let prefixTooLong = Defect("prefix of more than 128 bits")
}

// MARK: - Bit maps

extension DNSReader {
    /// Blocks of up to 256 types (RFC 4034, section 4.1.2).
    private mutating func readTypeBits(
        until end: Int, into message: inout Message
    ) throws(DNSStop) {
        while input.offset != end {
            let block: UInt8 = try input.read()
            let count: UInt8 = try input.read()
            var type = Int(block) << 8
            for _ in 0..<count { try readBits(from: &type, into: &message) }
        }
    }

    private mutating func readBits(
        from type: inout Int, into message: inout Message
    ) throws(DNSStop) {
        let bits: UInt8 = try input.read()
        for place in 0..<8 where bits & 0x80 >> UInt8(place) != 0 {
            if wantsFields(&message) { message.add(.respType, type + place) }
        }
        type += 8
    }
}

extension RawSpan {
    fileprivate func isEqual(_ text: StaticString) -> Bool {
        guard byteCount == text.utf8CodeUnitCount else { return false }
        for index in 0..<byteCount {
            guard unsafe byte(at: index) == text.utf8Start[index] else { return false }
        }
        return true
    }
}
