internal import DissectXMPP
internal import Packets

/// Mallory does everything wrong, one thing after the other; Alice has a room to herself.
struct XMPPMistakes {
    static var scenario: Scenario {
        Scenario(
            "xmpp-errors", "refused passwords, stanzas that come back, streams that are ended"
        ) { XMPPMistakes($0).cast }
    }

    private let troupe: XMPPTroupe
    private let alice: XMPPUser
    private let mallory: XMPPUser
    private let room: XMPPAddress

    private init(_ options: ScenarioOptions) {
        troupe = XMPPTroupe(options, lead: "alice", at: "lab.example", IPAddress(10, 0, 0, 1))
        alice = troupe.user("alice", password: "alice")
        mallory = troupe.user("mallory", password: "mallory")
        mallory.expectsErrors = true
        room = XMPPAddress("private", at: "conference.\(troupe.host)")
    }

    private var cast: [Actor] {
        var household = troupe.household([alice, mallory])
        household.roomHost = room.host
        return [
            Actor("server", .server, at: troupe.server.address, XMPPServer(household)),
            Actor("alice", .client, at: IPAddress(10, 0, 0, 11), alice.plays(alicesPart)),
            Actor("mallory", .client, at: IPAddress(10, 0, 0, 66), mallory.plays(mallorysPart)),
        ]
    }

    private var alicesPart: [XMPPUser.Line] {
        [
            alice.signsIn(at: troupe.server),
            alice.isPresent(),
            alice.joins(room, as: "Alice"),
            alice.opens(room),
            .cue("the room is open"),
            .wait("mallory has gone"),
            alice.leaves(room, as: "Alice"),
            alice.signsOff(),
        ]
    }

    private var mallorysPart: [XMPPUser.Line] {
        [
            .wait("the room is open"),
            triesToSignIn,
            saysWhatComesBack,
            goesWhereNobodyWantsIt,
            mallory.signsOff(),
            hasItsStreamsEnded,
            .cue("mallory has gone"),
        ]
    }

    /// A wrong password, a way that there is not, and then the right one.
    private var triesToSignIn: XMPPUser.Line {
        .all([
            mallory.connects(to: troupe.server),
            mallory.opensStream(),
            mallory.chooses("PLAIN", Array("\0mallory\0guessed".utf8)),
            mallory.hearsFailure(),
            mallory.chooses("X-TRUST-ME", nil),
            mallory.hearsFailure(),
            mallory.authenticates(),
            mallory.opensStream(),
            mallory.binds(),
            mallory.isPresent(),
        ])
    }

    private var saysWhatComesBack: XMPPUser.Line {
        let host = XMPPAddress(at: troupe.host)
        let nobody = XMPPAddress("nobody", at: troupe.host)
        return .all([
            mallory.asks("what there is not", of: host, query: "urn:example:nothing"),
            mallory.asksForCard(of: nobody),
            mallory.pings(nobody.with(resource: "desk")),
            mallory.says("Is anybody there?", to: nobody),
            mallory.hearsRefusal(of: "the message"),
            mallory.says("Or there?", to: XMPPAddress("nobody", at: "nowhere.invalid")),
            mallory.hearsRefusal(of: "the message"),
        ])
    }

    private var goesWhereNobodyWantsIt: XMPPUser.Line {
        .all([
            mallory.asksToJoin(room, as: ""),
            mallory.hearsRefusal(of: "a visit without a name"),
            mallory.asksToJoin(room, as: "Alice"),
            mallory.hearsRefusal(of: "a visit under a name that is taken"),
            mallory.says("Let me in!", to: room, type: "groupchat"),
            mallory.hearsRefusal(of: "a message from outside"),
            mallory.joins(room, as: "Mallory"),
            mallory.removes("Alice", from: room, because: "My room now"),
            mallory.leaves(room, as: "Mallory"),
        ])
    }

    /// An unknown host, a stanza from a stranger, something that is no stanza, no XML.
    private var hasItsStreamsEnded: XMPPUser.Line {
        .all([
            mallory.connects(to: troupe.server),
            mallory.opensStream(to: "elsewhere.example"),
            mallory.hearsStreamEnded(),

            mallory.connects(to: troupe.server),
            mallory.opensStream(),
            mallory.isPresent(),
            mallory.hearsThatItHasToSignIn(),

            mallory.signsIn(at: troupe.server),
            mallory.says("no stanza") { _ in XMLElement("greeting") },
            mallory.hearsStreamEnded(),

            mallory.signsIn(at: troupe.server),
            .say("no XML") { _ in Array("<message><body>Oops</message>".utf8) },
            mallory.hearsStreamEnded(),
        ])
    }
}
