internal import Bytes
internal import Dissection

extension DNSReader {
    /// The options of EDNS (RFC 6891).
    mutating func readOptions(until end: Int, into message: inout Message) throws(DNSStop) {
        while input.offset < end {
            let code: UInt16 = try input.read()
            let count = Int(try input.read(UInt16.self))
            try input.require(count, at: input.offset)
            if wantsFields(&message) {
                message.add(DNSField.option.id, .present)
                message.add(.optCode, Int(code))
                message.add(.optLen, count)
                if count > 0 {
                    let data = StreamRange(offset: input.base + input.offset, count: count)
                    message.add(DNSField.optData.id, .bytes(data))
                }
            }
            let next = input.offset + count
            try readOption(code, count: count, into: &message)
            input.offset = next
        }
    }

    private mutating func readOption(
        _ code: UInt16, count: Int, into message: inout Message
    ) throws(DNSStop) {
        switch code {
        case 5: try readNumbers(.optDau, count: count, into: &message)
        case 6: try readNumbers(.optDhu, count: count, into: &message)
        case 7: try readNumbers(.optN3u, count: count, into: &message)
        case 8, 20730: try readClientSubnet(count: count, into: &message)
        case 10:
            try readBytes(.optCookieClient, count: 8, into: &message)
            let server = try input.readRange(count - 8)
            // Also without bytes: a client that has none yet says so.
            if wantsFields(&message) { message.add(DNSField.optCookieServer.id, .bytes(server)) }
        case 11 where count == 2:
            try read(.number16(.optEdnsTcpKeepaliveTimeout), until: 0, into: &message)
        case 12: try readBytes(.optPadding, count: count, into: &message)
        case 13 where count > 0: try readText(.optChainFqdn, count: count, into: &message)
        case 15:
            try read(.number16(.optExtErrorInfoCode), until: 0, into: &message)
            if count > 2 { try readText(.optExtErrorExtraText, count: count - 2, into: &message) }
        default: break
        }
    }

    private mutating func readNumbers(
        _ field: DNSField, count: Int, into message: inout Message
    ) throws(DNSStop) {
        for _ in 0..<count { try read(.number8(field), until: 0, into: &message) }
    }

    /// The client's subnet (RFC 7871): an address as far as the prefix goes.
    private mutating func readClientSubnet(
        count: Int, into message: inout Message
    ) throws(DNSStop) {
        let family: UInt16 = try input.read()
        let source: UInt8 = try input.read()
        let scope: UInt8 = try input.read()
        let range = try input.readRange(count < 4 ? 16 : min(16, count - 4))
        guard wantsFields(&message) else { return }
        message.add(.optClientFamily, Int(family))
        message.add(.optClientNetmask, Int(source))
        message.add(.optClientScope, Int(scope))
        switch family {
        case 1:
            let first = StreamRange(offset: range.offset, count: min(4, range.count))
            let address = UInt32(truncatingIfNeeded: address(first, byteCount: 4).low)
            message.add(DNSField.optClientAddr4.id, .ipv4(address))
        case 2:
            let (high, low) = address(range, byteCount: 16)
            message.add(DNSField.optClientAddr6.id, .ipv6(high: high, low: low))
        default: message.add(DNSField.optClientAddr.id, .bytes(range))
        }
    }
}

// MARK: - SVCB and HTTPS

extension DNSReader {
    /// The parameters of a service binding (RFC 9460).  As in tshark, a value's length counts only
    /// where the key does not tell it.
    mutating func readParameters(until end: Int, into message: inout Message) throws(DNSStop) {
        try input.require(max(0, end - input.offset), at: input.offset)
        while input.offset < end {
            let key: UInt16 = try input.read()
            let count = Int(try input.read(UInt16.self))
            if wantsFields(&message) {
                message.add(DNSField.svcbSvcparam.id, .present)
                message.add(.svcbSvcparamKey, Int(key))
                message.add(.svcbSvcparamValueLength, count)
            }
            try readParameter(key, until: input.offset + count, into: &message)
        }
    }

    private mutating func readParameter(
        _ key: UInt16, until end: Int, into message: inout Message
    ) throws(DNSStop) {
        switch key {
        case 0: try readMany(.number16(.svcbSvcparamMandatoryKey), until: end, into: &message)
        case 1:
            let part = DNSPart.text8(.svcbSvcparamAlpnLength, .svcbSvcparamAlpn)
            try readMany(part, until: end, into: &message)
        case 2: break
        case 3: try read(.number16(.svcbSvcparamPort), until: end, into: &message)
        case 4: try readMany(DNSPart(.ipv4, .svcbSvcparamIpv4hintIp), until: end, into: &message)
        case 5: try read(.rest(.svcbSvcparamEchconfig), until: end, into: &message)
        case 6: try readMany(DNSPart(.ipv6, .svcbSvcparamIpv6hintIp), until: end, into: &message)
        default: try read(.rest(.svcbSvcparamValue), until: end, into: &message)
        }
    }

    private mutating func readMany(
        _ part: DNSPart, until end: Int, into message: inout Message
    ) throws(DNSStop) {
        while input.offset < end { try read(part, until: end, into: &message) }
    }
}
