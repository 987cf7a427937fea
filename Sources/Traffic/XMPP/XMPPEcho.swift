internal import DissectXMPP
internal import Packets

/// Two bots that thank for what they are sent, and somebody who sends them something.
enum XMPPEcho {
    static var scenario: Scenario {
        Scenario(
            "xmpp-echo",
            "bots of Alice and Bob, a sender whom Bob's answers, questions for versions",
            cast: cast)
    }

    private static let here = IPAddress(127, 0, 0, 1)

    private static func cast(_ options: ScenarioOptions) -> [Actor] {
        let troupe = XMPPTroupe(
            options, lead: "alice", at: "networkedss-virtualbox", IPAddress(127, 0, 1, 1))
        let alice = troupe.user("alice", password: "alice")
        let bob = troupe.user("bob", password: "bob")
        let sender = troupe.user("alice", password: "alice")

        var household = troupe.household([alice, bob])
        household.asksVersionAfter = 5
        return [
            Actor("server", .server, at: troupe.server.address, XMPPServer(household)),
            Actor(
                "alice's bot", .client, at: here,
                alice.plays([
                    comesOnline(alice, at: troupe.server, hashing: 0.07),
                    .cue("alice's bot is there"),
                    .wait("the sender has gone"),
                    .pause(2.6),
                    alice.signsOff(),
                ])),
            Actor(
                "bob's bot", .client, at: here,
                bob.plays([
                    .pause(0.002),
                    comesOnline(bob, at: troupe.server, hashing: 0.1),
                    .cue("bob's bot is there"),
                    .times(options.count) { _ in
                        [
                            bob.hearsMessage(from: alice.account),
                            bob.replies { "Thanks for sending\n\($0)" },
                        ]
                    },
                    .wait("the sender has gone"),
                    .pause(2.7),
                    bob.signsOff(),
                ])),
            Actor(
                "sender", .client, at: here,
                sender.plays([
                    .wait("alice's bot is there"),
                    .wait("bob's bot is there"),
                    .pause(2.6),
                    comesOnline(sender, at: troupe.server, hashing: 0.02),
                    .times(options.count) { round in
                        [
                            .pause(round == 0 ? 0 : troupe.pause(1)),
                            sender.says("Hello", to: bob.account),
                            sender.hearsMessage(from: bob.account),
                        ]
                    },
                    sender.signsOff(),
                    .cue("the sender has gone"),
                ])),
        ]
    }

    private static func comesOnline(
        _ user: XMPPUser, at server: Endpoint, hashing seconds: Double
    ) -> XMPPUser.Line {
        .all([
            user.signsIn(at: server, hashing: seconds), user.isPresent(), .pause(0.001),
            user.asksForContacts(),
        ])
    }
}
