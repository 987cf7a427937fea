internal import DissectXMPP
internal import Packets
internal import SASL

/// Many users, each of whom writes to the next one, as fast as it goes.
struct XMPPStorm {
    static var scenario: Scenario {
        Scenario(
            "xmpp-storm", "many users, each of whom writes to the next, as fast as it goes",
            defaults: ScenarioOptions(count: 80, connections: 8, size: 64)
        ) { XMPPStorm($0).cast }
    }

    /// Messages that a user says before it hears those of the one before.
    private static let burst = 5

    private let troupe: XMPPTroupe
    private let users: [XMPPUser]
    private let options: ScenarioOptions
    private let text: String

    private init(_ options: ScenarioOptions) {
        let troupe = XMPPTroupe(
            options, lead: "user0", at: "lab.example", IPAddress(10, 0, 0, 1))
        users = (0..<max(1, options.connections)).map {
            troupe.user("user\($0)", password: "storm")
        }
        self.troupe = troupe
        self.options = options
        let words = String(repeating: "storm ", count: options.size / 6 + 1)
        text = String(words.prefix(options.size))
    }

    private var cast: [Actor] {
        var household = troupe.household(users)
        // No work but that of messages.
        household.mechanisms = [.plain]
        let server = Actor("server", .server, at: troupe.server.address, XMPPServer(household))
        return [server]
            + users.indices.map { index in
                let number = index + 11
                let address = IPAddress(10, 0, UInt8(number >> 8 & 255), UInt8(number & 255))
                return Actor("user \(index)", .client, at: address, users[index].plays(part(index)))
            }
    }

    private func part(_ index: Int) -> [XMPPUser.Line] {
        let user = users[index]
        let next = users[(index + 1) % users.count]
        let lastIndex = (index + users.count - 1) % users.count
        let last = users[lastIndex]
        let (own, theirs) = (share(of: index), share(of: lastIndex))
        return [
            user.signsIn(at: troupe.server),
            user.isPresent(),
            .pause(0.01),
            meets(next, after: user, "is there"),
            .times((max(own, theirs) + Self.burst - 1) / Self.burst) { round in
                [
                    .pause(pause),
                    .times(inRound(round, of: own)) { _ in [user.says(text, to: next.account)] },
                    .times(inRound(round, of: theirs)) { _ in
                        [user.hearsMessage(from: last.account)]
                    },
                ]
            },
            meets(next, after: user, "is done"),
            user.signsOff(),
        ]
    }

    /// Waits until the next one is as far; who is alone has nobody to wait for.
    private func meets(
        _ next: XMPPUser, after user: XMPPUser, _ what: String
    ) -> XMPPUser.Line {
        .all(
            [.cue(Cue("\(user.account) \(what)"))]
                + (next === user ? [] : [.wait(Cue("\(next.account) \(what)"))]))
    }

    /// How many of all messages are a user's.
    private func share(of index: Int) -> Int { Pace(options, share: index).count }

    private func inRound(_ round: Int, of count: Int) -> Int {
        min(Self.burst, count - round * Self.burst)
    }

    private var pause: Double {
        options.rate.map { Double(Self.burst * users.count) / $0 } ?? 0
    }
}
