import DissectXMPP
import Packets
import SASL
import Testing

@testable import Traffic

/// The scenarios, and what clients say when something is not as it should be.
@Suite struct XMPPPlayTests {
    private static let place = Endpoint(IPAddress(10, 0, 0, 1), 5222)
    private static let faults = [
        Faults(), Faults(cut: 3), Faults(loss: 0.05), Faults(reorder: 0.1, duplicate: 0.1),
    ]

    @Test(arguments: XMPPScenarios.all.map(\.name), faults)
    func playsToTheEnd(name: String, faults: Faults) throws {
        let scenario = try #require(Scenarios.find(name))
        var options = scenario.defaults
        options.faults = faults
        #expect(try play(scenario.cast(options), options) == nil)
    }

    /// Alone, with fewer messages than users, with none in a round, with empty ones.
    @Test(arguments: [(1, 7, 10), (5, 3, 64), (4, 9, 0), (30, 31, 100_000)])
    func stormsOfAllSizes(connections: Int, count: Int, size: Int) throws {
        let scenario = try #require(Scenarios.find("xmpp-storm"))
        let options = ScenarioOptions(count: count, connections: connections, size: size)
        #expect(try play(scenario.cast(options), options) == nil)
    }

    @Test func playsOverSockets() throws {
        for (port, name) in [(47_222, "xmpp-muc"), (47_223, "xmpp-errors"), (47_225, "xmpp-storm")]
        {
            let scenario = try #require(Scenarios.find(name))
            var options = scenario.defaults
            options.port = UInt16(port)
            try SocketWire(scenario.cast(options), options, .init()).run()
        }
    }

    /// `--user NAME@HOST` and `--password` make everybody of that host.
    @Test func takesOtherNames() throws {
        let scenario = try #require(Scenarios.find("xmpp-echo"))
        var options = scenario.defaults
        options.user = "zoe@elsewhere.example"
        options.password = "secret"
        let sink = SharedSink()
        let failure = try CaptureWire(scenario.cast(options), options)
            .play(comment: "test", to: sink)
        #expect(failure == nil)
        let text = String(decoding: sink.bytes, as: UTF8.self)
        #expect(text.contains("zoe@elsewhere.example/"))
        #expect(text.contains("bob@elsewhere.example/"))
        #expect(!text.contains("networkedss"))
    }

    // MARK: - What goes wrong

    @Test(arguments: [SASLMechanism.plain, .cramMD5, .digestMD5, .scramSHA1, .scramSHA256])
    func saysThatThePasswordIsWrong(mechanism: SASLMechanism) throws {
        let failure = try play(password: "guessed") { $0.mechanisms = [mechanism] }
        #expect(
            failure
                == "alice: 10.0.0.1:5222 refuses the password of alice@host (not-authorized)")
    }

    @Test func saysThatAServerDemandsTLS() throws {
        let failure = try play { household in
            household.mechanisms = []
            household.offersBefore = [
                XMLElement(
                    "starttls", ["xmlns": XMPPNamespace.tls], [XMLElement("required")])
            ]
        }
        #expect(
            failure == "alice: 10.0.0.1:5222 demands TLS, which is not spoken here; "
                + "let the server accept clients without it")
    }

    @Test func saysThatItKnowsNoWayToSignIn() throws {
        let failure = try play { $0.mechanisms = [.anonymous] }
        #expect(
            failure == "alice: 10.0.0.1:5222 offers no way to sign in that is known here, but "
                + "ANONYMOUS")
    }

    @Test func saysThatTheHostIsUnknown() throws {
        let failure = try play { $0.host = "other" }
        #expect(
            failure == "alice: 10.0.0.1:5222 is not the server of host; "
                + "say whose it is with --user NAME@HOST")
    }

    @Test func saysWhoDoesNotAnswer() throws {
        #expect(
            try play(silent: "<ping") == "it came to a halt: alice still waits for an answer about "
                + "a ping")
        #expect(
            try play(silent: "<auth") == "it came to a halt: alice still waits for a challenge "
                + "or success")
    }

    @Test func saysThatNobodyIsThere() throws {
        let failure = try play([Self.alice()])
        #expect(failure == "alice: nobody listens at 10.0.0.1:5222")
    }

    @Test func saysThatTheOtherEndSpeaksSomethingElse() throws {
        let server = ScriptedServer(port: 5222, framer: { LineFramer() }) { _ in
            [.say("hello") { _ in Array("220 ready\r\n".utf8) }, .hearEnd]
        }
        let failure = try play([
            Self.alice(), Actor("server", .server, at: Self.place.address, server),
        ])
        #expect(
            failure == "alice: what came from 10.0.0.1:5222 cannot be read: "
                + "it is no XML of a stream (not-well-formed)")
    }

    // MARK: - Plays

    private static func alice(_ password: String = "a") -> Actor {
        let alice = XMPPUser(XMPPAddress("alice", at: "host"), password: password, .bot)
        return Actor(
            "alice", .client, at: IPAddress(10, 0, 0, 2),
            alice.plays([
                alice.signsIn(at: place), alice.isPresent(), alice.pings(), alice.signsOff(),
            ]))
    }

    /// - Parameter silent: what the server does not hear.
    private func play(
        password: String = "a", silent: String = "",
        _ adjust: (inout XMPPHousehold) -> Void = { _ in }
    ) throws -> String? {
        var household = XMPPHousehold("host", ["alice": .init(password: "a")])
        adjust(&household)
        let server = DeafServer(XMPPServer(household), to: silent)
        return try play([
            Self.alice(password), Actor("server", .server, at: Self.place.address, server),
        ])
    }

    private func play(
        _ cast: [Actor], _ options: ScenarioOptions = ScenarioOptions()
    ) throws -> String? {
        try CaptureWire(cast, options).play(comment: "test", to: SharedSink())?.description
    }
}

/// A server that does not hear what has a word in it.
private final class DeafServer: Peer {
    private let server: XMPPServer
    private let word: String

    init(_ server: XMPPServer, to word: String) {
        self.server = server
        self.word = word
    }

    func start(_ actions: PeerActions) { server.start(actions) }

    func connected(_ connection: ConnectionID, _ route: Route, _ actions: PeerActions) {
        server.connected(connection, route, actions)
    }

    func received(_ bytes: [UInt8], on connection: ConnectionID, _ actions: PeerActions) {
        let isHeard = word.isEmpty || !String(decoding: bytes, as: UTF8.self).contains(word)
        if isHeard { server.received(bytes, on: connection, actions) }
    }
}
