internal import Bytes
internal import DissectTLS
internal import DissectXMPP
internal import SASL

/// Until somebody has a name (RFC 6120, sections 4 to 7).
extension XMPPServer {
    /// Answers the tag of a stream with one of ours, and says what can be done.
    func greet(_ connection: ConnectionID, _ tag: XMLElement, _ actions: PeerActions) {
        guard let session = sessions[connection] else { return }
        let isSignedIn = if case .signedIn = session.stage { true } else { false }
        let offers = household.offers(isSignedIn: isSignedIn).written(household.style)
        guard isKnown(tag["to"]) else {
            openStream(on: connection, to: nil, actions)
            return end(connection, .hostUnknown, actions)
        }
        if household.parcelsOffers, !isSignedIn {
            openStream(on: connection, to: nil, actions)
            actions.send(offers, on: connection)
        } else {
            openStream(on: connection, to: offers, actions)
        }
    }

    /// Clients on the same machine may call it by its address.
    private func isKnown(_ host: String?) -> Bool {
        guard let host else { return true }
        return host == household.host || host.allSatisfy { $0.isNumber || $0 == "." }
    }

    func openStream(
        on connection: ConnectionID, to offers: [UInt8]?, _ actions: PeerActions
    ) {
        let tag = XMLElement(
            "stream:stream",
            [
                "xmlns:stream": XMPPNamespace.streams, "xmlns": XMPPNamespace.client,
                "from": household.host, "id": actions.random.letters(9), "xml:lang": "en",
                "version": "1.0",
            ])
        sessions[connection]?.hasOpenedStream = true
        actions.send(
            Array(household.declaration.utf8) + tag.writtenStartTag(household.style)
                + (offers ?? []), on: connection)
    }

    // MARK: - SASL

    func signIn(_ element: XMLElement, on connection: ConnectionID, _ actions: PeerActions) {
        guard let stage = sessions[connection]?.stage else { return }
        let said = element.text
        let bytes = said.isEmpty ? nil : said == "=" ? [] : Base64.decode(said.utf8).bytes
        switch (element.localName, stage) {
        case ("auth", .stranger):
            let name = element["mechanism"] ?? ""
            guard let mechanism = SASLMechanism(rawValue: name),
                household.mechanisms.contains(mechanism)
            else { return refuse("invalid-mechanism", on: connection, actions) }
            var exchange = SASLServer(mechanism, secrets(actions))
            let answer = exchange.begin(bytes)
            sessions[connection]?.stage = .signingIn(exchange)
            say(answer, on: connection, actions)
        case ("response", .signingIn(var exchange)):
            let answer = exchange.receive(bytes ?? [])
            sessions[connection]?.stage = .signingIn(exchange)
            say(answer, on: connection, actions)
        case ("abort", .signingIn): refuse("aborted", on: connection, actions)
        case ("starttls", .stranger) where household.offersBefore.contains { $0.name == "starttls" }:
            send(
                XMLElement("proceed", ["xmlns": XMPPNamespace.tls]), to: connection, actions)
            sessions[connection]?.stage = .encrypted
        default: end(connection, .notAuthorized, actions)
        }
    }

    private func say(
        _ answer: SASLServer.Answer, on connection: ConnectionID, _ actions: PeerActions
    ) {
        switch answer {
        case .challenge(let bytes): saySASL("challenge", bytes, on: connection, actions)
        case .failure(let reason): refuse(reason.rawValue, on: connection, actions)
        case .success(let user, let bytes):
            saySASL("success", bytes, on: connection, actions)
            sessions[connection]?.stage = .signedIn(user: user)
        }
    }

    private func saySASL(
        _ name: String, _ bytes: [UInt8], on connection: ConnectionID, _ actions: PeerActions
    ) {
        var element = XMLElement(name, ["xmlns": XMPPNamespace.sasl])
        if !bytes.isEmpty {
            element.contents = [.text(String(decoding: Base64.encode(bytes), as: UTF8.self))]
        }
        send(element, to: connection, actions)
    }

    /// A client may try again.
    private func refuse(
        _ reason: String, on connection: ConnectionID, _ actions: PeerActions
    ) {
        sessions[connection]?.stage = .stranger
        send(
            XMLElement("failure", ["xmlns": XMPPNamespace.sasl], [XMLElement(reason)]),
            to: connection, actions)
    }

    private func secrets(_ actions: PeerActions) -> SASLServer.Secrets {
        let accounts = household.accounts
        let isOld = household.mechanisms.contains(.digestMD5)
        return SASLServer.Secrets(
            host: household.host, nonce: actions.random.letters(isOld ? 40 : 36),
            salt: actions.random.bytes(24)
        ) { accounts[$0]?.password }
    }

    // MARK: - TLS

    /// Nothing is encrypted here: whoever says hello hears that it has failed.
    func refuseTLS(_ session: XMPPServerSession, _ actions: PeerActions) {
        actions.send(TLSFatalAlert.handshakeFailure.encoded, on: session.connection)
        actions.close(session.connection)
        sessions[session.connection]?.stage = .over
    }

    // MARK: - A name

    func bind(
        _ user: String, _ element: XMLElement, on connection: ConnectionID,
        _ actions: PeerActions
    ) {
        guard element.name == "iq", element["type"] == "set",
            let wish = element.child("bind", in: XMPPNamespace.bind)
        else { return end(connection, .notAuthorized, actions) }
        let wanted = wish.child("resource")?.text ?? ""
        let resource = wanted.isEmpty ? actions.random.uuid() : wanted
        let address = XMPPAddress(user, at: household.host, resource: resource)
        // Who comes with a name that is taken takes it over.
        if let other = self.connection(of: address) { end(other, .conflict, actions) }
        enter(address, on: connection)
        var answer = XMLElement("iq", ["type": "result", "id": element["id"]])
        answer.contents = [
            .element(
                XMLElement(
                    "bind", ["xmlns": XMPPNamespace.bind],
                    [XMLElement("jid", text: address.description)]))
        ]
        send(answer, to: connection, actions)
    }
}

extension RandomSource {
    /// A name that nothing else has (RFC 9562, version 4).
    mutating func uuid() -> String {
        let digits = Array(hexadecimal(32))
        let parts = [
            digits[..<8], digits[8..<12], ["4"] + digits[13..<16], ["a"] + digits[17..<20],
        ]
        return (parts.map { String($0) } + [String(digits[20...])]).joined(separator: "-")
    }
}
