internal import DissectXMPP
internal import Packets

/// A room: Alice opens it, Bob and Carol come, all talk, and not everybody leaves of their own.
struct XMPPMeeting {
    static var scenario: Scenario {
        Scenario(
            "xmpp-muc", "a room of three: joining, talking, whispering, a new nick, a kick, leaving"
        ) { XMPPMeeting($0).cast }
    }

    private let troupe: XMPPTroupe
    private let alice: XMPPUser
    private let bob: XMPPUser
    private let carol: XMPPUser
    private let room: XMPPAddress
    private let count: Int

    private init(_ options: ScenarioOptions) {
        troupe = XMPPTroupe(options, lead: "alice", at: "lab.example", IPAddress(10, 0, 0, 1))
        alice = troupe.user("alice", password: "alice")
        bob = troupe.user("bob", password: "bob")
        carol = troupe.user("carol", password: "carol")
        room = XMPPAddress("meeting", at: "conference.\(troupe.host)")
        count = options.count
    }

    private var cast: [Actor] {
        var household = troupe.household([alice, bob, carol])
        household.roomHost = room.host
        return [
            Actor("server", .server, at: troupe.server.address, XMPPServer(household)),
            Actor("alice", .client, at: IPAddress(10, 0, 0, 11), alice.plays(alicesPart)),
            Actor("bob", .client, at: IPAddress(10, 0, 0, 12), bob.plays(bobsPart)),
            Actor("carol", .client, at: IPAddress(10, 0, 0, 13), carol.plays(carolsPart)),
        ]
    }

    private var alicesPart: [XMPPUser.Line] {
        [
            comesOnline(alice),
            alice.asks(
                "what there is", of: XMPPAddress(at: room.host), query: XMPPNamespace.discoInfo),
            alice.joins(room, as: "Alice"),
            alice.opens(room),
            .cue("the room is open"),

            alice.hearsArrival(of: "Carol", in: room),
            alice.changes(subject: "Messages of all kinds", in: room),
            .times(count) { _ in
                [
                    .pause(troupe.pause(0.5)),
                    alice.says("Who has seen the capture?", to: room, type: "groupchat"),
                    alice.hears("Bob", in: room),
                    alice.hears("Carol", in: room),
                ]
            },
            alice.says("What does she mean?", to: room.with(resource: "Bob")),
            alice.hearsWhisper(of: "Bob", in: room),
            .cue("all has been said"),

            alice.hearsArrival(of: "Robert", in: room),
            .pause(0.5),
            alice.removes("Carol", from: room, because: "Off topic"),
            .wait("bob has gone"),
            alice.leaves(room, as: "Alice"),
            alice.signsOff(),
        ]
    }

    private var bobsPart: [XMPPUser.Line] {
        [
            .wait("the room is open"),
            comesOnline(bob),
            bob.joins(room, as: "Bob"),
            .cue("bob is in"),

            .times(count) { _ in
                [
                    bob.hears("Alice", in: room),
                    .pause(0.2),
                    bob.says("I have, all of it", to: room, type: "groupchat"),
                ]
            },
            bob.hearsWhisper(of: "Alice", in: room),
            bob.says("Nobody knows", to: room.with(resource: "Alice")),

            .wait("all has been said"),
            bob.joins(room, as: "Robert"),
            bob.hearsDeparture(of: "Carol", in: room),
            .pause(0.3),
            bob.leaves(room, as: "Robert"),
            bob.signsOff(),
            .cue("bob has gone"),
        ]
    }

    private var carolsPart: [XMPPUser.Line] {
        [
            .wait("bob is in"),
            comesOnline(carol),
            carol.joins(room, as: "Carol"),
            .times(count) { _ in
                [
                    carol.hears("Alice", in: room),
                    .pause(0.4),
                    carol.says("Is there a picture of it?", to: room, type: "groupchat"),
                ]
            },
            carol.hearsDeparture(of: "Carol", in: room),
            carol.signsOff(),
        ]
    }

    private func comesOnline(_ user: XMPPUser) -> XMPPUser.Line {
        .all([user.signsIn(at: troupe.server), user.isPresent()])
    }
}
