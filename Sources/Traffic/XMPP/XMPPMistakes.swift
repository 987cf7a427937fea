internal import DissectXMPP
internal import Packets

/// Mallory does everything wrong, one thing after the other; Alice has a room to herself.
enum XMPPMistakes {
    static var scenario: Scenario {
        Scenario(
            "xmpp-errors", "refused passwords, stanzas that come back, streams that are ended",
            cast: cast)
    }

    private static func cast(_ options: ScenarioOptions) -> [Actor] {
        let troupe = XMPPTroupe(options, lead: "alice", at: "lab.example", IPAddress(10, 0, 0, 1))
        let alice = troupe.user("alice", password: "alice")
        let mallory = troupe.user("mallory", password: "mallory")
        mallory.expectsErrors = true
        let room = XMPPAddress("private", at: "conference.\(troupe.host)")

        var household = troupe.household([alice, mallory])
        household.roomHost = room.host
        return [
            Actor("server", .server, at: troupe.server.address, XMPPServer(household)),
            Actor(
                "alice", .client, at: IPAddress(10, 0, 0, 11),
                alice.plays([
                    alice.signsIn(at: troupe.server),
                    alice.isPresent(),
                    alice.joins(room, as: "Alice"),
                    alice.opens(room),
                    .cue("the room is open"),
                    .wait("mallory has gone"),
                    alice.leaves(room, as: "Alice"),
                    alice.signsOff(),
                ])),
            Actor(
                "mallory", .client, at: IPAddress(10, 0, 0, 66),
                mallory.plays([
                    .wait("the room is open"),
                    triesToSignIn(mallory, at: troupe.server),
                    saysWhatComesBack(mallory, at: troupe.host),
                    goesWhereNobodyWantsIt(mallory, in: room),
                    mallory.signsOff(),
                    hasItsStreamsEnded(mallory, at: troupe.server),
                    .cue("mallory has gone"),
                ])),
        ]
    }

    /// A wrong password, a way that there is not, and then the right one.
    private static func triesToSignIn(_ mallory: XMPPUser, at server: Endpoint) -> XMPPUser.Line {
        .all([
            mallory.connects(to: server),
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

    private static func saysWhatComesBack(_ mallory: XMPPUser, at host: String) -> XMPPUser.Line {
        let nobody = XMPPAddress("nobody", at: host)
        return .all([
            mallory.asks("what there is not", of: XMPPAddress(at: host), query: "urn:example:no"),
            mallory.asksForCard(of: nobody),
            mallory.pings(nobody.with(resource: "desk")),
            mallory.says("Is anybody there?", to: nobody),
            mallory.hearsRefusal(of: "the message"),
            mallory.says("Or there?", to: XMPPAddress("nobody", at: "nowhere.invalid")),
            mallory.hearsRefusal(of: "the message"),
        ])
    }

    private static func goesWhereNobodyWantsIt(
        _ mallory: XMPPUser, in room: XMPPAddress
    ) -> XMPPUser.Line {
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
    private static func hasItsStreamsEnded(
        _ mallory: XMPPUser, at server: Endpoint
    ) -> XMPPUser.Line {
        .all([
            mallory.connects(to: server),
            mallory.opensStream(to: "elsewhere.example"),
            mallory.hearsStreamEnded(),

            mallory.connects(to: server),
            mallory.opensStream(),
            mallory.isPresent(),
            mallory.hearsStreamEnded(),

            mallory.signsIn(at: server),
            mallory.says("no stanza") { _ in XMLElement("greeting") },
            mallory.hearsStreamEnded(),

            mallory.signsIn(at: server),
            .say("no XML") { _ in Array("<message><body>Oops</message>".utf8) },
            mallory.hearsStreamEnded(),
        ])
    }
}
