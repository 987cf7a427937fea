internal import Bytes
internal import Dissection

extension TLSDissector {
    /// Reads a ticket; empty in TLS 1.3, where it opens nothing.
    func readTicket(
        _ body: inout ByteCursor, _ places: TLSPlaces, into message: inout Message
    ) throws(ParseError) -> [UInt8] {
        message.put(.sessionTicketLifetimeHint, try body.readBigEndian(UInt32.self))
        if session.isTLS13 {
            message.put(.sessionTicketAgeAdd, try body.readBigEndian(UInt32.self))
            let count = Int(try body.readUInt8())
            message.put(.sessionTicketNonceLength, count)
            message.put(.sessionTicketNonce, try body.readRange(count: count), places)
        }
        let count = Int(try body.readBigEndian(UInt16.self))
        message.put(.sessionTicketLength, count)
        let place = StreamRange(offset: body.offset, count: count)
        let ticket = try body.readArray(count: count)
        message.put(.sessionTicket, place, places)
        guard session.isTLS13 else { return ticket }
        var hello = TLSHello(random: .none)
        try readExtensions(&body, places, .ticket, &hello, into: &message)
        return []
    }

    /// Reads messages that only say something to who looks at fields.
    func readRest(
        _ type: UInt8, _ body: inout ByteCursor, _ places: TLSPlaces,
        into message: inout Message
    ) throws(ParseError) {
        guard message.depth >= .fields else { return }
        switch type {
        case TLSHandshakeType.certificate:
            try readCertificates(&body, places, into: &message)
        case TLSHandshakeType.serverKeyExchange:
            try readServerKeyExchange(&body, places, into: &message)
        case TLSHandshakeType.clientKeyExchange:
            try readClientKeyExchange(&body, places, into: &message)
        case TLSHandshakeType.certificateRequest:
            try readCertificateRequest(&body, places, into: &message)
        case TLSHandshakeType.certificateVerify:
            if session.version >= TLSVersion.tls12 {
                try readSignatureAlgorithm(&body, into: &message)
            }
            let count = Int(try body.readBigEndian(UInt16.self))
            message.put(.clientCertVrfySigLen, count)
            message.put(.clientCertVrfySig, try body.readRange(count: count), places)
        case TLSHandshakeType.certificateStatus:
            message.put(.extensionStatusRequestType, try body.readUInt8())
            message.put(.ocspResponseLen, try body.readUInt24())
        case TLSHandshakeType.compressedCertificate:
            message.put(.compressCertificateAlgorithm, try body.readBigEndian(UInt16.self))
            message.put(.compressCertificateUncompressedLength, try body.readUInt24())
            let count = try body.readUInt24()
            message.put(.compressCertificateCompressedCertificateMessageLength, count)
            message.put(
                .compressCertificateCompressedCertificateMessage,
                try body.readRange(count: count), places)
        default: break
        }
    }

    private func readCertificates(
        _ body: inout ByteCursor, _ places: TLSPlaces, into message: inout Message
    ) throws(ParseError) {
        if session.isTLS13 { try readContext(&body, places, into: &message) }
        let total = try body.readUInt24()
        message.put(.certificatesLength, total)
        guard total > 0 else { return }
        message.put(.certificates)
        var list = try body.readCursor(count: total)
        while list.remaining > 0 {
            let count = try list.readUInt24()
            message.put(.certificateLength, count)
            let place = StreamRange(offset: list.offset, count: count)
            var certificate = try list.readCursor(count: count)
            message.put(.certificate, place, places)
            X509Certificate.read(&certificate, places, into: &message)
            if session.isTLS13 {
                var hello = TLSHello(random: .none)
                try readExtensions(&list, places, .certificate, &hello, into: &message)
            }
        }
    }

    private func readContext(
        _ body: inout ByteCursor, _ places: TLSPlaces, into message: inout Message
    ) throws(ParseError) {
        let count = Int(try body.readUInt8())
        message.put(.certificateRequestContextLength, count)
        guard count > 0 else { return }
        message.put(.certificateRequestContext, try body.readRange(count: count), places)
    }

    private func readCertificateRequest(
        _ body: inout ByteCursor, _ places: TLSPlaces, into message: inout Message
    ) throws(ParseError) {
        if session.isTLS13 {
            try readContext(&body, places, into: &message)
            var hello = TLSHello(random: .none)
            return try readExtensions(
                &body, places, .certificateRequest, &hello, into: &message)
        }
        let count = Int(try body.readUInt8())
        message.put(.certTypesCount, count)
        message.put(.certTypes)
        for _ in 0..<count { message.put(.certType, try body.readUInt8()) }
        if session.version >= TLSVersion.tls12 {
            try readSignatureAlgorithms(&body, into: &message)
        }
        let namesCount = Int(try body.readBigEndian(UInt16.self))
        message.put(.dnamesLen, namesCount)
        guard namesCount > 0 else { return }
        message.put(.dnames)
        var names = try body.readCursor(count: namesCount)
        while names.remaining > 0 {
            let nameCount = Int(try names.readBigEndian(UInt16.self))
            message.put(.dnameLen, nameCount)
            var name = try names.readCursor(count: nameCount)
            X509Certificate.readName(&name, .x509ifRdnSequence, places, into: &message)
        }
    }
}

// MARK: - Exchange of keys

extension TLSDissector {
    /// What a suite's name says of how keys are exchanged.
    private var exchange: String {
        let name = session.suite.flatMap { TLSCipherSuiteNames.name(of: $0) }
        return name.map { "\($0)" } ?? ""
    }

    private func readServerKeyExchange(
        _ body: inout ByteCursor, _ places: TLSPlaces, into message: inout Message
    ) throws(ParseError) {
        let exchange = exchange
        if exchange.hasPrefix("TLS_ECDH") {
            if exchange.contains("PSK") { try readHint(&body, places, into: &message) }
            let type = try body.readUInt8()
            message.put(.serverCurveType, type)
            guard type == 3 else { return }
            message.put(.serverNamedCurve, try body.readBigEndian(UInt16.self))
            let count = Int(try body.readUInt8())
            message.put(.serverPointLen, count)
            message.put(.serverPoint, try body.readRange(count: count), places)
        } else if exchange.hasPrefix("TLS_DH") {
            if exchange.contains("PSK") { try readHint(&body, places, into: &message) }
            try readNumber(.pLen, .p, &body, places, into: &message)
            try readNumber(.gLen, .g, &body, places, into: &message)
            try readNumber(.ysLen, .ys, &body, places, into: &message)
        } else if exchange.hasPrefix("TLS_PSK") || exchange.hasPrefix("TLS_RSA_PSK") {
            return try readHint(&body, places, into: &message)
        }
        guard body.remaining > 0 else { return }
        if session.version >= TLSVersion.tls12 {
            try readSignatureAlgorithm(&body, into: &message)
        }
        try readNumber(.sigLen, .sig, &body, places, into: &message)
    }

    private func readClientKeyExchange(
        _ body: inout ByteCursor, _ places: TLSPlaces, into message: inout Message
    ) throws(ParseError) {
        let exchange = exchange
        if exchange.contains("PSK") {
            try readNumber(.identityLen, .identity, &body, places, into: &message)
        }
        if exchange.hasPrefix("TLS_ECDH") {
            let count = Int(try body.readUInt8())
            message.put(.clientPointLen, count)
            message.put(.clientPoint, try body.readRange(count: count), places)
        } else if exchange.hasPrefix("TLS_DH") {
            try readNumber(.ycLen, .yc, &body, places, into: &message)
        } else if exchange.hasPrefix("TLS_RSA") {
            if session.version == TLSVersion.ssl3 {
                let place = StreamRange(offset: body.offset, count: body.remaining)
                return message.put(.epms, place, places)
            }
            try readNumber(.epmsLen, .epms, &body, places, into: &message)
        }
    }

    private func readHint(
        _ body: inout ByteCursor, _ places: TLSPlaces, into message: inout Message
    ) throws(ParseError) {
        try readNumber(.hintLen, .hint, &body, places, into: &message)
    }

    private func readNumber(
        _ length: TLSField, _ field: TLSField, _ body: inout ByteCursor, _ places: TLSPlaces,
        into message: inout Message
    ) throws(ParseError) {
        let count = Int(try body.readBigEndian(UInt16.self))
        message.put(length, count)
        message.put(field, try body.readRange(count: count), places)
    }
}

extension ByteCursor {
    mutating func readUInt24() throws(ParseError) -> Int {
        let high = try readUInt8()
        return Int(high) << 16 | Int(try readBigEndian(UInt16.self))
    }
}
