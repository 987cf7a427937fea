internal import DissectXMPP
internal import Packets

/// A room: Alice opens it, Bob and Carol come, all talk, and not everybody leaves of their own.
enum XMPPMeeting {
    static var scenario: Scenario {
        Scenario(
            "xmpp-muc",
            "a room of three: joining, talking, whispering, a new nick, a kick, leaving",
            cast: cast)
    }

    private static func cast(_ options: ScenarioOptions) -> [Actor] {
        let troupe = XMPPTroupe(options, lead: "alice", at: "lab.example", IPAddress(10, 0, 0, 1))
        let alice = troupe.user("alice", password: "alice")
        let bob = troupe.user("bob", password: "bob")
        let carol = troupe.user("carol", password: "carol")
        let room = XMPPAddress("meeting", at: "conference.\(troupe.host)")

        var household = troupe.household([alice, bob, carol])
        household.roomHost = room.host
        return [
            Actor("server", .server, at: troupe.server.address, XMPPServer(household)),
            Actor(
                "alice", .client, at: IPAddress(10, 0, 0, 11),
                alice.plays([
                    alice.signsIn(at: troupe.server),
                    alice.isPresent(),
                    alice.asks(
                        "what there is", of: XMPPAddress(at: room.host),
                        query: XMPPNamespace.discoInfo),
                    alice.joins(room, as: "Alice"),
                    alice.opens(room),
                    .cue("the room is open"),
                    alice.hearsArrival(of: "Carol", in: room),
                    alice.changes(subject: "Messages of all kinds", in: room),
                    .times(options.count) { _ in
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
                ])),
            Actor(
                "bob", .client, at: IPAddress(10, 0, 0, 12),
                bob.plays([
                    .wait("the room is open"),
                    bob.signsIn(at: troupe.server),
                    bob.isPresent(),
                    bob.joins(room, as: "Bob"),
                    .cue("bob is in"),
                    .times(options.count) { _ in
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
                ])),
            Actor(
                "carol", .client, at: IPAddress(10, 0, 0, 13),
                carol.plays([
                    .wait("bob is in"),
                    carol.signsIn(at: troupe.server),
                    carol.isPresent(),
                    carol.joins(room, as: "Carol"),
                    .times(options.count) { _ in
                        [
                            carol.hears("Alice", in: room),
                            .pause(0.4),
                            carol.says("Is there a picture of it?", to: room, type: "groupchat"),
                        ]
                    },
                    carol.hearsDeparture(of: "Carol", in: room),
                    carol.signsOff(),
                ])),
        ]
    }
}
