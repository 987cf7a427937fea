internal import Bytes
internal import Dissection

extension TLSDissector {
    /// Reads a client's or a server's hello.
    func readHello(
        _ body: inout ByteCursor, _ places: TLSPlaces, isClients: Bool,
        into message: inout Message
    ) throws(ParseError) -> TLSHello? {
        var ja3 = TLSFingerprint()
        let version: UInt16 = try body.readBigEndian()
        message.put(.handshakeVersion, version)
        ja3.version = version
        let randomPlace = body.offset
        guard let random = TLSRandom(try body.readSpan(count: TLSRandom.byteCount)) else {
            return nil
        }
        var hello = TLSHello(random: random)
        hello.version = version
        let randomIndex = message.fields.count
        message.put(.random, StreamRange(offset: randomPlace, count: 32), places)
        let sessionCount = Int(try body.readUInt8())
        message.put(.sessionIdLength, sessionCount)
        let sessionPlace = body.offset
        hello.sessionID = try body.readArray(count: sessionCount)
        if sessionCount > 0 {
            message.put(
                .sessionId, StreamRange(offset: sessionPlace, count: sessionCount), places)
        }
        if isClients {
            try readSuites(&body, &ja3, into: &message)
        } else {
            hello.suite = try body.readBigEndian()
            ja3.suites = [hello.suite]
            message.put(.ciphersuite, hello.suite)
            message.put(.compMethod, try body.readUInt8())
        }
        if body.remaining > 0 {
            let from: TLSExtensionCarrier =
                isClients
                ? .clientHello : random.asksForAnotherHello ? .helloRetryRequest : .serverHello
            try readExtensions(&body, places, from, &hello, &ja3, into: &message)
        }
        addTime(of: hello, randomPlace, places, behind: randomIndex, into: &message)
        ja3.put(isClients: isClients, into: &message)
        return hello
    }

    /// Adds what the random bytes once began with, the time, behind them: not where they are known
    /// to be no more than that.
    private func addTime(
        of hello: TLSHello, _ start: Int, _ places: TLSPlaces, behind index: Int,
        into message: inout Message
    ) {
        guard message.depth >= .fields, hello.selectedVersion == nil else { return }
        let bytes = StreamRange(offset: start + 4, count: 28)
        message.fields.insert(
            contentsOf: [
                Field(
                    id: TLSField.randomTime.id,
                    value: .time(Int64(hello.random.seconds) * 1_000_000_000)),
                Field(id: TLSField.randomBytes.id, value: places.value(bytes)),
            ], at: index + 1)
    }

    private func readSuites(
        _ body: inout ByteCursor, _ ja3: inout TLSFingerprint, into message: inout Message
    ) throws(ParseError) {
        let count = Int(try body.readBigEndian(UInt16.self))
        message.put(.cipherSuitesLength, count)
        var list = try body.readCursor(count: count)
        message.put(.ciphersuites)
        while list.remaining >= 2 {
            let suite: UInt16 = try list.readBigEndian()
            message.put(.ciphersuite, suite)
            ja3.add(suite: suite)
        }
        let methodCount = Int(try body.readUInt8())
        message.put(.compMethodsLength, methodCount)
        var methods = try body.readCursor(count: methodCount)
        message.put(.compMethods)
        while methods.remaining > 0 { message.put(.compMethod, try methods.readUInt8()) }
    }

    /// Reads a hello of SSL 2.0.
    mutating func read(
        _ hello: TLSOldHello, _ place: StreamRange, into message: inout Message
    ) {
        message.type = MessageType(UInt16(TLSRecordHeader.ContentType.handshake))
        message.beginRecordSummary()
        write("Client Hello", to: &message)
        message.use(protocolName: "SSLv2")
        guard message.depth >= .fields else { return }
        let places = TLSPlaces(areDecoded: false)
        message.addLayer("tls", isOne: true)
        message.put(.tls)
        message.put(.record)
        message.put(.recordLength, hello.bodyByteCount)
        message.put(.handshakeType, TLSHandshakeType.clientHello)
        message.put(.recordVersion, hello.version)
        message.put(.cipherSpecLen, hello.specs.count)
        message.put(.sessionIdLength, hello.sessionID.count)
        message.put(.challengeLength, hello.challenge.count)
        if hello.sessionID.count > 0 { message.put(.sessionId, hello.sessionID, places) }
        message.put(.challenge)
    }
}

extension TLSRandom {
    /// What many senders put first: the time.
    var seconds: UInt32 {
        bytes.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
    }
}
