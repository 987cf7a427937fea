internal import DissectXMPP
internal import Packets
internal import SASL

/// Many users, each of whom writes to the next one, as fast as it goes.
enum XMPPStorm {
    static var scenario: Scenario {
        Scenario(
            "xmpp-storm", "many users, each of whom writes to the next: --connections, --count",
            defaults: ScenarioOptions(count: 80, connections: 8, size: 64), cast: cast)
    }

    /// Messages that a user says before it hears those of the one before.
    private static let burst = 5

    private static func cast(_ options: ScenarioOptions) -> [Actor] {
        let troupe = XMPPTroupe(options, lead: "user0", at: "lab.example", IPAddress(10, 0, 0, 1))
        let users = (0..<max(1, options.connections)).map {
            troupe.user("user\($0)", password: "storm")
        }
        var household = troupe.household(users)
        // No work but that of messages.
        household.mechanisms = [.plain]
        let server = Actor("server", .server, at: troupe.server.address, XMPPServer(household))
        return [server]
            + users.indices.map { index in
                let next = (index + 1) % users.count
                let last = (index + users.count - 1) % users.count
                let lines = script(
                    users[index], to: users[next], from: users[last], options, troupe)
                let number = index + 11
                let address = IPAddress(10, 0, UInt8(number >> 8 & 255), UInt8(number & 255))
                return Actor("user \(index)", .client, at: address, users[index].plays(lines))
            }
    }

    private static func script(
        _ user: XMPPUser, to next: XMPPUser, from last: XMPPUser, _ options: ScenarioOptions,
        _ troupe: XMPPTroupe
    ) -> [XMPPUser.Line] {
        let text = String(repeating: "storm ", count: options.size / 6 + 1).prefix(options.size)
        let pause = options.rate.map { Double(burst * max(1, options.connections)) / $0 }
        let roundCount = (max(0, options.count) + burst - 1) / burst
        return [
            user.signsIn(at: troupe.server),
            user.isPresent(),
            .pause(0.01),
            .cue(Cue("\(user.account) is there")),
            .wait(Cue("\(next.account) is there")),
            .times(roundCount) { round in
                let count = min(burst, options.count - round * burst)
                return [
                    .pause(pause ?? 0),
                    .times(count) { _ in [user.says(String(text), to: next.account)] },
                    .times(count) { _ in [user.hearsMessage(from: last.account)] },
                ]
            },
            .cue(Cue("\(user.account) is done")),
            .wait(Cue("\(next.account) is done")),
            user.signsOff(),
        ]
    }
}
