internal import Bytes
internal import DissectXMPP
internal import SASL

/// From a connection to a stream that stanzas can be sent on (RFC 6120, section 9.1), and back.
extension XMPPUser {
    /// - Parameter hashing: how long it takes to answer a challenge.
    func signsIn(at server: Endpoint, hashing seconds: Double = 0) -> Line {
        .all([
            connects(to: server),
            .then { [self] stage in [opensStream(as: greeting(stage))] },
            .pause(program.readingSeconds),
            authenticates(hashing: seconds),
            opensStream(),
            binds(),
        ])
    }

    func connects(to server: Endpoint) -> Line {
        .all([
            .act("begins anew") { [self] _ in beginAnew() },
            .connect(server),
        ])
    }

    /// Opens a stream, and hears that the server opens one too, and what it offers.
    func opensStream(as host: String? = nil) -> Line {
        .all([
            opensStream(to: host ?? account.host),
            hears("what the server offers") { $0.localName == "features" },
            .act("sees what is offered") { [self] _ in features = heard },
        ])
    }

    /// Opens a stream to a host that may not be there.
    func opensStream(to host: String) -> Line {
        .all([
            .say("a stream") { [self] _ in
                streamTag(to: host).writtenStartTag(program.style)
            },
            .hear("the server's stream") { event, _ in
                if case .opened = event { true } else { false }
            },
        ])
    }

    /// Asks for TLS, and hears that it may begin.
    func asksForTLS() -> Line {
        .all([
            says("that it wants TLS") { _ in
                XMLElement("starttls", ["xmlns": XMPPNamespace.tls])
            },
            hears("that TLS may begin") { $0.name == "proceed" },
        ])
    }

    /// Proves who it is, in a way that is offered.
    func authenticates(hashing seconds: Double = 0) -> Line {
        .then { [self] stage in
            guard let mechanism = chosenMechanism else {
                return [.act("gives up") { [self] in $0.fail(complaint(aboutOffers: $0)) }]
            }
            let client = SASLClient(mechanism, credentials, nonce: newNonce(stage, mechanism))
            sasl = client
            return [chooses(mechanism.rawValue, client.initialResponse), goesOn(seconds)]
        }
    }

    /// Names a mechanism, and says its first word, if the client has that.
    func chooses(_ mechanism: String, _ response: [UInt8]?) -> Line {
        says("how it proves who it is") { _ in
            XMLElement(
                "auth", ["xmlns": XMPPNamespace.sasl, "mechanism": mechanism],
                text: XMPPUser.text(response))
        }
    }

    func binds() -> Line {
        .all([
            asks("its name", "set") { [self] _ in
                XMLElement(
                    "bind", ["xmlns": XMPPNamespace.bind],
                    program.resource.map { [XMLElement("resource", text: $0)] } ?? [])
            },
            .act("takes its name") { [self] stage in
                let name = heard.child("bind")?.child("jid")?.text
                guard let address = name.flatMap({ XMPPAddress($0) }) else {
                    return stage.fail("\(stage.server) gives it no name: \(heard.condition)")
                }
                self.address = address
            },
            .then { [self] _ in
                guard program.asksForSession, features.child("session") != nil else { return [] }
                return [
                    asks("a session", "set") { _ in
                        XMLElement("session", ["xmlns": XMPPNamespace.session])
                    }
                ]
            },
        ])
    }

    /// Says that it goes, hears the same, and closes the connection.
    func signsOff() -> Line {
        .all([
            .say("the end of its stream") { _ in Array("</stream:stream>".utf8) },
            hearsEnd(),
        ])
    }

    /// Hears the end of the server's stream, and closes the connection.
    func hearsEnd() -> Line {
        .all([
            .hear("the end of the server's stream") { event, _ in event == .closed },
            .close,
        ])
    }

    // MARK: - Why that does not work

    func hearsFailure() -> Line {
        hears("that it is not let in") { $0.localName == "failure" }
    }

    /// Some servers end the stream of a stranger who has something to say, others send it back.
    func hearsThatItHasToSignIn() -> Line {
        .all([
            hears("that it has to sign in") {
                $0.name == "stream:error" || $0["type"] == "error"
            },
            .then { [self] _ in [heard.name == "stream:error" ? hearsEnd() : signsOff()] },
        ])
    }

    func hearsStreamEnded() -> Line {
        .all([
            hears("why the stream ends") { $0.name == "stream:error" },
            hearsEnd(),
        ])
    }

    func complaint(about failure: XMLElement, _ stage: Stage) -> String {
        switch failure.condition {
        case "encryption-required": return complaint(aboutOffers: stage)
        case "not-authorized", "credentials-expired", "account-disabled":
            return "\(stage.server) refuses the password of \(account) (\(failure.condition))"
        default: return "\(stage.server) does not let \(account) in (\(failure.condition))"
        }
    }

    func complaint(aboutEnd condition: String, _ stage: Stage) -> String {
        guard condition == "host-unknown" else {
            return "\(stage.server) ends the stream: \(condition)"
        }
        return "\(stage.server) is not the server of \(account.host); "
            + "say whose it is with --user NAME@HOST"
    }

    /// Nothing is offered that is known here.
    private func complaint(aboutOffers stage: Stage) -> String {
        if features.child("starttls") != nil, offered.isEmpty {
            return "\(stage.server) demands TLS, which is not spoken here; "
                + "let the server accept clients without it"
        }
        return "\(stage.server) offers no way to sign in that is known here, but "
            + (offered.isEmpty ? "none" : offered.joined(separator: ", "))
    }

    // MARK: - SASL

    /// The mechanisms that are offered, as far as their names are such (RFC 4422, section 3.1).
    private var offered: [String] {
        let names = features.child("mechanisms")?.children.map(\.text) ?? []
        return names.prefix(20).filter { name in
            (1...20).contains(name.utf8.count)
                && name.utf8.allSatisfy { byte in
                    0x41...0x5A ~= byte || 0x30...0x39 ~= byte || byte == 0x2D || byte == 0x5F
                }
        }
    }

    private var chosenMechanism: SASLMechanism? {
        if let favourite = program.favourite, offered.contains(favourite.rawValue) {
            return favourite
        }
        return SASLMechanism.strongest(of: offered)
    }

    private var credentials: SASLCredentials {
        var credentials = SASLCredentials(
            user: account.user, password: password, service: "xmpp", host: account.host)
        // Old programs name themselves twice.
        if program.favourite == .digestMD5 { credentials.identity = account.user }
        return credentials
    }

    private func newNonce(_ stage: Stage, _ mechanism: SASLMechanism) -> String {
        stage.actions.random.letters(mechanism == .digestMD5 ? 40 : 16)
    }

    /// Answers challenges until the server is content.
    private func goesOn(_ seconds: Double) -> Line {
        .all([
            hears("a challenge or success") {
                $0.localName == "challenge" || $0.localName == "success"
            },
            .then { [self] stage in
                let data = Base64.decode(heard.text.utf8).bytes
                do throws(SASLError) {
                    guard heard.localName == "challenge" else {
                        try sasl?.succeed(with: data)
                        return []
                    }
                    let response = try sasl?.respond(to: data) ?? []
                    return [.pause(seconds), responds(response), goesOn(0)]
                } catch {
                    return [
                        .act("gives up") { $0.fail("\($0.server) cannot be trusted: \(error)") }
                    ]
                }
            },
        ])
    }

    private func responds(_ response: [UInt8]) -> Line {
        says("a response") { _ in
            XMLElement(
                "response", ["xmlns": XMPPNamespace.sasl],
                text: response.isEmpty ? "" : XMPPUser.text(response))
        }
    }

    /// Bytes as XMPP carries them: no bytes at all have a sign of their own.
    private static func text(_ bytes: [UInt8]?) -> String {
        guard let bytes else { return "" }
        return bytes.isEmpty ? "=" : String(decoding: Base64.encode(bytes), as: UTF8.self)
    }

    /// Who was given an address does not know the name behind it before the server tells it.
    private func greeting(_ stage: Stage) -> String? {
        knowsHost ? nil : stage.route?.remote.address.dotted
    }

    private func streamTag(to host: String) -> XMLElement {
        XMLElement(
            "stream:stream",
            [
                "to": host, "xmlns:stream": XMPPNamespace.streams,
                "xmlns": XMPPNamespace.client, "xml:lang": program.language, "version": "1.0",
            ])
    }
}
