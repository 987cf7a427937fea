internal import Bytes
internal import Dissection

extension TLSDissector {
    /// Reads the extensions that only say something to who looks at fields.
    func readForFields(
        _ type: UInt16, _ input: inout ByteCursor, _ places: TLSPlaces,
        _ carrier: TLSExtensionCarrier, _ fingerprint: inout TLSFingerprint,
        into message: inout Message
    ) throws(ParseError) {
        switch type {
        case TLSExtensionType.serverName:
            if input.remaining > 0 { try readServerName(&input, places, into: &message) }
        case TLSExtensionType.maxFragmentLength:
            message.put(.maxFragmentLength, try input.readUInt8())
        case TLSExtensionType.statusRequest:
            try readStatusRequest(&input, carrier, into: &message)
        case TLSExtensionType.supportedGroups:
            message.put(
                .extensionSupportedGroupsLength, try input.readBigEndian(UInt16.self))
            message.put(.extensionSupportedGroups)
            while input.remaining >= 2 {
                let group: UInt16 = try input.readBigEndian()
                fingerprint.add(group: group)
                message.put(.extensionSupportedGroup, group)
            }
        case TLSExtensionType.pointFormats:
            message.put(.extensionEcPointFormatsLength, try input.readUInt8())
            message.put(.extensionEcPointFormats)
            while input.remaining > 0 {
                let format = try input.readUInt8()
                fingerprint.add(pointFormat: format)
                message.put(.extensionEcPointFormat, format)
            }
        case TLSExtensionType.signatureAlgorithms,
            TLSExtensionType.signatureAlgorithmsOfCertificates:
            try readSignatureAlgorithms(&input, into: &message)
        case TLSExtensionType.heartbeat:
            message.put(.extensionHeartbeatMode, try input.readUInt8())
        case TLSExtensionType.padding:
            put(rest: .extensionPaddingData, &input, places, into: &message)
        case TLSExtensionType.compressCertificate:
            message.put(.compressCertificateAlgorithmsLength, try input.readUInt8())
            while input.remaining >= 2 {
                message.put(.compressCertificateAlgorithm, try input.readBigEndian(UInt16.self))
            }
        case TLSExtensionType.recordSizeLimit:
            message.put(.recordSizeLimit, try input.readBigEndian(UInt16.self))
        case TLSExtensionType.preSharedKey:
            try readPreSharedKey(&input, places, carrier, into: &message)
        case TLSExtensionType.cookie:
            let count = Int(try input.readBigEndian(UInt16.self))
            message.put(.extensionCookieLen, count)
            message.put(.extensionCookie, try input.readRange(count: count), places)
        case TLSExtensionType.keyExchangeModes:
            message.put(.extensionPskKeModesLength, try input.readUInt8())
            while input.remaining > 0 { message.put(.extensionPskKeMode, try input.readUInt8()) }
        case TLSExtensionType.keyShare:
            try readKeyShare(&input, places, carrier, into: &message)
        case TLSExtensionType.renegotiation:
            let count = Int(try input.readUInt8())
            message.put(.extensionRenegInfoLen, count)
            if count > 0 {
                message.put(.extensionRenegInfo, try input.readRange(count: count), places)
            }
        case TLSExtensionType.nextProtocol:
            while input.remaining > 0 {
                let count = Int(try input.readUInt8())
                message.put(.extensionNpnStrLen, count)
                message.put(text: .extensionNpn, try input.readRange(count: count), places)
            }
        case TLSExtensionType.applicationSettings where carrier == .clientHello:
            try readApplicationSettings(&input, places, into: &message)
        default:
            put(rest: .extensionData, &input, places, into: &message)
        }
    }

    private func put(
        rest field: TLSField, _ input: inout ByteCursor, _ places: TLSPlaces,
        into message: inout Message
    ) {
        let place = StreamRange(offset: input.offset, count: input.remaining)
        message.put(field, place, places)
    }

    private func readServerName(
        _ input: inout ByteCursor, _ places: TLSPlaces, into message: inout Message
    ) throws(ParseError) {
        message.put(.extensionServerNameListLen, try input.readBigEndian(UInt16.self))
        while input.remaining > 0 {
            message.put(.extensionServerNameType, try input.readUInt8())
            let count = Int(try input.readBigEndian(UInt16.self))
            message.put(.extensionServerNameLen, count)
            message.put(text: .extensionServerName, try input.readRange(count: count), places)
        }
    }

    private func readStatusRequest(
        _ input: inout ByteCursor, _ carrier: TLSExtensionCarrier, into message: inout Message
    ) throws(ParseError) {
        guard carrier == .clientHello, input.remaining > 0 else { return }
        message.put(.extensionStatusRequestType, try input.readUInt8())
        let count = Int(try input.readBigEndian(UInt16.self))
        message.put(.extensionStatusRequestResponderIdsLen, count)
        try input.skip(count)
        message.put(.extensionStatusRequestExtsLen, try input.readBigEndian(UInt16.self))
    }

    func readSignatureAlgorithms(
        _ input: inout ByteCursor, into message: inout Message
    ) throws(ParseError) {
        let count = Int(try input.readBigEndian(UInt16.self))
        message.put(.sigHashAlgLen, count)
        message.put(.sigHashAlgs)
        var list = try input.readCursor(count: count)
        while list.remaining >= 2 { try readSignatureAlgorithm(&list, into: &message) }
    }

    func readSignatureAlgorithm(
        _ input: inout ByteCursor, into message: inout Message
    ) throws(ParseError) {
        let algorithm: UInt16 = try input.readBigEndian()
        message.put(.sigHashAlg, algorithm)
        message.put(.sigHashHash, algorithm >> 8)
        message.put(.sigHashSig, algorithm & 0xFF)
    }

    private func readPreSharedKey(
        _ input: inout ByteCursor, _ places: TLSPlaces, _ carrier: TLSExtensionCarrier,
        into message: inout Message
    ) throws(ParseError) {
        guard carrier == .clientHello else {
            return message.put(
                .extensionPskIdentitySelected, try input.readBigEndian(UInt16.self))
        }
        let count = Int(try input.readBigEndian(UInt16.self))
        message.put(.extensionPskIdentitiesLength, count)
        var identities = try input.readCursor(count: count)
        while identities.remaining > 0 {
            let nameCount = Int(try identities.readBigEndian(UInt16.self))
            message.put(.extensionPskIdentityIdentityLength, nameCount)
            let name = try identities.readRange(count: nameCount)
            message.put(.extensionPskIdentityIdentity, name, places)
            message.put(
                .extensionPskIdentityObfuscatedTicketAge,
                try identities.readBigEndian(UInt32.self))
        }
        message.put(.extensionPskBindersLen, try input.readBigEndian(UInt16.self))
        message.put(.extensionPskBinders)
    }

    private func readKeyShare(
        _ input: inout ByteCursor, _ places: TLSPlaces, _ carrier: TLSExtensionCarrier,
        into message: inout Message
    ) throws(ParseError) {
        switch carrier {
        case .helloRetryRequest:
            return message.put(
                .extensionKeyShareSelectedGroup, try input.readBigEndian(UInt16.self))
        case .clientHello:
            message.put(.extensionKeyShareClientLength, try input.readBigEndian(UInt16.self))
        default: break
        }
        while input.remaining > 0 {
            message.put(.extensionKeyShareGroup, try input.readBigEndian(UInt16.self))
            let count = Int(try input.readBigEndian(UInt16.self))
            message.put(.extensionKeyShareKeyExchangeLength, count)
            message.put(
                .extensionKeyShareKeyExchange, try input.readRange(count: count), places)
        }
    }

    private func readApplicationSettings(
        _ input: inout ByteCursor, _ places: TLSPlaces, into message: inout Message
    ) throws(ParseError) {
        message.put(.extensionAlpsLen, try input.readBigEndian(UInt16.self))
        message.put(.extensionAlpsAlpnList)
        while input.remaining > 0 {
            let count = Int(try input.readUInt8())
            message.put(.extensionAlpsAlpnStrLen, count)
            message.put(text: .extensionAlpsAlpnStr, try input.readRange(count: count), places)
        }
    }
}
