import SASL
import Testing

/// Both sides with one another, and with others that lie.
@Suite struct SASLExchangeTests {
    /// Those by which one shows who one is.
    private static let proving = SASLMechanism.allCases.filter { $0 != .anonymous }
    private static let password = "pässwörd, =\"quoted\\"

    /// Whoever proves nothing gets a name of the server's.
    @Test func letsGuestsIn() {
        #expect(play(.anonymous, credentials()) == .success(user: "guest-server"))
    }

    private func credentials(
        _ user: String = "a=b,\"ü\"", _ password: String = password
    ) -> SASLCredentials {
        SASLCredentials(user: user, password: password, service: "xmpp", host: "host")
    }

    private func server(_ mechanism: SASLMechanism) -> SASLServer {
        SASLServer(
            mechanism,
            SASLServer.Secrets(host: "host", nonce: "server", salt: [1, 2, 3]) { user in
                user == "a=b,\"ü\"" ? Self.password : nil
            })
    }

    private enum Ending: Equatable {
        case success(user: String)
        case failure(SASLServer.Failure)
        case refusal(SASLError)
    }

    private func play(_ mechanism: SASLMechanism, _ who: SASLCredentials) -> Ending {
        var client = SASLClient(mechanism, who, nonce: "client")
        var server = server(mechanism)
        var answer = server.begin(client.initialResponse)
        do throws(SASLError) {
            while true {
                switch answer {
                case .challenge(let bytes): answer = server.receive(try client.respond(to: bytes))
                case .failure(let why): return .failure(why)
                case .success(let user, let data):
                    try client.succeed(with: data)
                    return .success(user: user)
                }
            }
        } catch {
            return .refusal(error)
        }
    }

    @Test(arguments: proving)
    func letsInWhoKnowsThePassword(mechanism: SASLMechanism) {
        #expect(play(mechanism, credentials()) == .success(user: "a=b,\"ü\""))
        var who = credentials()
        who.identity = "somebody, else"
        #expect(play(mechanism, who) == .success(user: "a=b,\"ü\""))
    }

    @Test(arguments: proving)
    func keepsOthersOut(mechanism: SASLMechanism) {
        #expect(play(mechanism, credentials("a", "b")) == .failure(.notAuthorized))
        let wrong = credentials("a=b,\"ü\"", "wrong")
        #expect(play(mechanism, wrong) == .failure(.notAuthorized))
    }

    @Test(arguments: proving)
    func refusesNonsense(mechanism: SASLMechanism) {
        for nonsense in ["", ",", "=", "n,,", "n,,n==,r=1", "p=x,,n=a,r=1", "a\0b", "\"", "x=\""] {
            var server = server(mechanism)
            if mechanism == .digestMD5 { _ = server.begin(nil) }
            #expect(server.receive(Array(nonsense.utf8)) == .failure(.malformedRequest))
        }
    }

    /// Whoever sends no first message is asked for it.
    @Test(arguments: [SASLMechanism.plain, .scramSHA1, .scramSHA256])
    func asksForTheFirstMessage(mechanism: SASLMechanism) {
        var server = server(mechanism)
        #expect(server.begin(nil) == .challenge([]))
    }

    @Test(arguments: [
        ("r=other,s=AQID,i=4096", SASLError.malformed("challenge")),
        ("r=client,s=AQID,i=4096", .malformed("challenge")),
        ("r=clientserver,s=*,i=4096", .malformed("challenge")),
        ("r=clientserver,s=AQID,i=0", .malformed("challenge")),
        ("r=clientserver,s=AQID,i=99999999999999999999", .malformed("challenge")),
        ("r=clientserver,s=AQID", .malformed("challenge")),
        ("m=x,r=clientserver,s=AQID,i=4096", .malformed("challenge")),
        ("r=clientserver,r=clientserver,s=AQID,i=4096", .malformed("challenge")),
        ("r=clientserver,s=AQID,i=1000001", .tooManyIterations(1_000_001)),
    ])
    func doesNotWorkForBadServers(challenge: String, error: SASLError) {
        var client = SASLClient(.scramSHA256, credentials(), nonce: "client")
        #expect(throws: error) { try client.respond(to: Array(challenge.utf8)) }
    }

    /// A server that says yes without knowing the password has to be found out.
    @Test(arguments: [SASLMechanism.scramSHA1, .scramSHA256, .digestMD5])
    func doesNotBelieveServersThatProveNothing(mechanism: SASLMechanism) throws {
        var client = SASLClient(mechanism, credentials(), nonce: "client")
        var server = server(mechanism)
        guard case .challenge(let first) = server.begin(client.initialResponse) else {
            Issue.record("no challenge")
            return
        }
        #expect(throws: SASLError.unproven) {
            var early = client
            try early.succeed(with: [])
        }
        _ = try client.respond(to: first)
        #expect(throws: SASLError.unproven) {
            var early = client
            try early.succeed(with: [])
        }
        for lie in ["v=AAAA", "rspauth=0", "e=other-error"] {
            #expect(throws: SASLError.unproven) {
                var fooled = client
                try fooled.succeed(with: Array(lie.utf8))
            }
        }
    }
}
