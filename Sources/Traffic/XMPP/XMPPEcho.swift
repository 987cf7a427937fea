internal import DissectXMPP
internal import Packets

/// Two bots that thank for what they are sent, and somebody who sends Bob's something.
struct XMPPEcho {
    static var scenario: Scenario {
        Scenario(
            "xmpp-echo", "bots of Alice and Bob, a sender whom Bob's thanks, questions for versions"
        ) { XMPPEcho($0).cast }
    }

    private static let here = IPAddress(127, 0, 0, 1)
    private static let there = IPAddress(127, 0, 1, 1)

    private let troupe: XMPPTroupe
    private let alice: XMPPUser
    private let bob: XMPPUser
    /// Alice once more, with another program.
    private let sender: XMPPUser
    private let count: Int

    private init(_ options: ScenarioOptions) {
        troupe = XMPPTroupe(options, lead: "alice", at: "networkedss-virtualbox", Self.there)
        alice = troupe.user("alice", password: "alice")
        bob = troupe.user("bob", password: "bob")
        sender = troupe.user("alice", password: "alice")
        count = options.count
    }

    private var cast: [Actor] {
        var household = troupe.household([alice, bob])
        household.asksVersionAfter = 5
        return [
            Actor("server", .server, at: Self.there, XMPPServer(household)),
            Actor("alice's bot", .client, at: Self.here, alice.plays(alicesPart)),
            Actor("bob's bot", .client, at: Self.here, bob.plays(bobsPart)),
            Actor("sender", .client, at: Self.here, sender.plays(sendersPart)),
        ]
    }

    private var alicesPart: [XMPPUser.Line] {
        [
            comesOnline(alice, hashing: 0.07),
            .cue("alice's bot is there"),
            .wait("the sender has gone"),
            .pause(2.6),
            alice.signsOff(),
        ]
    }

    private var bobsPart: [XMPPUser.Line] {
        [
            .pause(0.002),
            comesOnline(bob, hashing: 0.1),
            .cue("bob's bot is there"),
            .times(count) { _ in
                [
                    bob.hearsMessage(from: alice.account),
                    bob.replies { "Thanks for sending\n\($0)" },
                ]
            },
            .wait("the sender has gone"),
            .pause(2.7),
            bob.signsOff(),
        ]
    }

    private var sendersPart: [XMPPUser.Line] {
        [
            .wait("alice's bot is there"),
            .wait("bob's bot is there"),
            .pause(2.6),
            comesOnline(sender, hashing: 0.02),
            .times(count) { round in
                [
                    .pause(round == 0 ? 0 : troupe.pause(1)),
                    sender.says("Hello", to: bob.account),
                    sender.hearsMessage(from: bob.account),
                ]
            },
            sender.signsOff(),
            .cue("the sender has gone"),
        ]
    }

    private func comesOnline(_ user: XMPPUser, hashing seconds: Double) -> XMPPUser.Line {
        .all([
            user.signsIn(at: troupe.server, hashing: seconds),
            user.isPresent(),
            .pause(0.001),
            user.asksForContacts(),
        ])
    }
}
