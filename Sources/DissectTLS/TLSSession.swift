internal import Bytes
internal import Cryptography
internal import Dissection

/// What the two ends of a connection agreed on, and the keys that follow from it.
struct TLSSession {
    /// What became of a record.
    enum Outcome: Equatable {
        /// It was not encrypted.
        case plain
        /// What was in it is in ``TLSKeyring/plain``.
        case opened(type: UInt8)
        case sealed
    }

    let keyring: TLSKeyring
    /// 0: nobody has told yet.
    private(set) var version: UInt16 = 0
    private(set) var suite: UInt16?
    var sides: InlineArray<2, TLSSide> = [TLSSide(), TLSSide()]
    private(set) var clientHello: TLSHello?
    private(set) var serverHello: TLSHello?
    /// What the server chose of the names of what is inside.
    var applicationName: [UInt8] = []
    private var earlySecret: [UInt8]?
    private(set) var isKeyed = false
    /// Whether it was said that a session cannot be read although there is a key log.
    var hasNotedKeys = false

    init(_ keyring: TLSKeyring) { self.keyring = keyring }

    var isTLS13: Bool { version == TLSVersion.tls13 }

    /// Takes the version from a record that can tell it: any but a client's hello.
    mutating func learn(_ header: TLSRecordHeader, firstByte: UInt8?) {
        guard version == 0 else { return }
        let type = TLSRecordHeader.ContentType.self
        if header.type == type.handshake {
            guard let firstByte, TLSHandshakeType.isKnown(firstByte),
                firstByte != TLSHandshakeType.clientHello
            else { return }
        } else if sides[0].isSealed {
            return
        }
        version = header.version
    }

    mutating func learn(version: UInt16) { self.version = TLSVersion.settled(version) }
}

// MARK: - Handshake

extension TLSSession {
    mutating func hear(clientHello hello: TLSHello) {
        if let known = clientHello, known.random == hello.random {
            // The second one, which the server asked for.
            clientHello = hello
            return
        }
        clientHello = hello
        serverHello = nil
        if hello.hasEarlyData {
            earlySecret = keyring.log.secret(.clientEarly, of: hello.random)
            sides[0].isSealed = true
            sides[0].keys = []
        }
    }

    mutating func hear(serverHello hello: TLSHello) {
        learn(version: hello.selectedVersion ?? hello.version)
        suite = hello.suite
        if hello.random.asksForAnotherHello {
            earlySecret = nil
            sides[0].isSealed = false
            return
        }
        serverHello = hello
        if !hello.applicationName.isEmpty { applicationName = hello.applicationName }
        keyring.sessionCount += 1
        isKeyed = false
        if isTLS13 { installSecrets() } else { findMaster() }
    }

    /// TLS 1.3: from here on both ends encrypt.
    private mutating func installSecrets() {
        sides[0].isSealed = true
        sides[1].isSealed = true
        guard let hello = clientHello, let suite = suite.flatMap({ TLSCipherSuite($0) }) else {
            return
        }
        let log = keyring.log
        func keys(
            _ handshake: TLSKeyLog.Label, _ traffic: TLSKeyLog.Label
        ) -> [TLSRecordKeys] {
            let first = log.secret(handshake, of: hello.random).map {
                TLSRecordKeys(suite, secret: $0, .handshake)
            }
            let second = log.secret(traffic, of: hello.random).map {
                TLSRecordKeys(suite, secret: $0, .traffic)
            }
            return [first, second].compactMap { $0 }
        }
        let clients = keys(.clientHandshake, .clientTraffic)
        let servers = keys(.serverHandshake, .serverTraffic)
        sides[0].keys = (sides[0].keys.filter { $0.epoch == .early }) + clients
        sides[1].keys = servers
        noteKeys(!clients.isEmpty || !servers.isEmpty)
    }

    private mutating func noteKeys(_ areThere: Bool) {
        guard areThere, !isKeyed else { return }
        isKeyed = true
        keyring.keyedSessionCount += 1
    }

    /// Before TLS 1.3: one secret for both directions, known by the client's random, or from the
    /// session that this one takes up again.
    @discardableResult
    private mutating func findMaster() -> [UInt8]? {
        guard let clientHello, let serverHello else { return nil }
        let log = keyring.log
        var master = log.secret(.master, of: clientHello.random)
        if master == nil, serverHello.sessionID == clientHello.sessionID {
            master =
                keyring.master(ofSession: serverHello.sessionID)
                ?? keyring.master(ofSession: clientHello.ticket)
        }
        guard let master else { return nil }
        keyring.remember(serverHello.sessionID, master)
        noteKeys(true)
        return master
    }

    mutating func hear(ticket: [UInt8]) {
        guard !isTLS13, let master = findMaster() else { return }
        keyring.remember(ticket, master)
    }

    mutating func changeCipher(of sender: Endpoint) {
        guard !isTLS13, version != 0 || clientHello?.hasEarlyData != true else { return }
        let side = sender.index
        sides[side].isSealed = true
        sides[side].keys = []
        sides[side].advance(to: .traffic)
        sides[side].missingRecordCount = 0
        guard version > TLSVersion.ssl3, let suite = suite.flatMap({ TLSCipherSuite($0) })
        else { return }
        guard let master = findMaster(), let clientHello, let serverHello else {
            let keys = TLSRecordKeys(unproved: suite, version: version)
            sides[side].keys = [keys].compactMap { $0 }
            return
        }
        let pair = TLSRecordKeys.pair(
            suite, version: version, master: master,
            seed: serverHello.random.bytes + clientHello.random.bytes,
            isEncryptedFirst: serverHello.encryptsFirst)
        sides[side].keys = [pair[side]]
    }

    /// The sender's handshake is done: its next record is with the keys of the traffic.
    mutating func finish(_ sender: Endpoint) {
        if isTLS13 { sides[sender.index].advance(to: .traffic) }
    }

    mutating func endEarlyData() { sides[0].advance(to: .handshake) }

    mutating func updateKeys(of sender: Endpoint) {
        let side = sender.index
        guard isTLS13, let keys = sides[side].keys.first, keys.epoch == .traffic else { return }
        sides[side].keys[0] = keys.updated
    }
}

// MARK: - Records

extension TLSSession {
    mutating func open(
        _ header: TLSRecordHeader, _ body: RawSpan, from sender: Endpoint
    ) -> Outcome {
        let side = sender.index
        guard sides[side].isSealed else { return .plain }
        let isOld = version != 0 && !isTLS13
        guard isOld || header.type == TLSRecordHeader.ContentType.applicationData else {
            return .plain
        }
        if sides[side].keys.isEmpty { findEarlyKeys(header, body) }
        for candidate in 0..<min(2, sides[side].keys.count) {
            let keys = sides[side].keys[candidate]
            let missing = candidate == 0 ? sides[side].missingRecordCount : 0
            for ahead in 0...UInt64(missing) {
                let sequence = keys.sequence &+ ahead
                guard keys.open(header, body, sequence: sequence, keyring, into: &keyring.plain)
                else { continue }
                sides[side].keys.removeFirst(candidate)
                sides[side].keys[0].sequence = sequence &+ 1
                sides[side].keys[0].chain(body)
                sides[side].missingRecordCount = 0
                return opened(header)
            }
        }
        if !sides[side].keys.isEmpty {
            sides[side].missingRecordCount = min(
                TLSSide.missingRecordCountMax, sides[side].missingRecordCount + 1)
            sides[side].keys[0].chain(body)
        }
        sides[side].hasLostContent = true
        return .sealed
    }

    /// In TLS 1.3 the type is behind what was sent, and padding behind that.
    private func opened(_ header: TLSRecordHeader) -> Outcome {
        guard isTLS13 || version == 0 else { return .opened(type: header.type) }
        while let last = keyring.plain.popLast() {
            if last != 0 { return .opened(type: last) }
        }
        return .opened(type: TLSRecordHeader.ContentType.applicationData)
    }

    /// Early data is with the suite of the session that is taken up, which was not said here.
    private mutating func findEarlyKeys(_ header: TLSRecordHeader, _ body: RawSpan) {
        guard version == 0 || isTLS13, let secret = earlySecret else { return }
        for number: UInt16 in [0x1301, 0x1302, 0x1303, 0x1304, 0x1305] {
            guard let suite = TLSCipherSuite(number),
                suite.derivation.byteCount == secret.count
            else { continue }
            let keys = TLSRecordKeys(suite, secret: secret, .early)
            if keys.open(header, body, sequence: 0, keyring, into: &keyring.plain) {
                sides[0].keys = [keys]
                return
            }
        }
    }
}
