internal import Packets

/// The scenarios of the chat room over TCP, and of its file transfer over UDP.
enum ChatScenarios {
    static var all: [Scenario] { [bobAlice, privately, lossy, storm] }

    static var server: Server {
        Server("chat") { options in
            ChatServer(
                port: options.port ?? ChatServer.port,
                offering: options.files ?? ChatFile.offered)
        }
    }

    private static let loopback = IPAddress(127, 0, 0, 1)

    private static var bobAlice: Scenario {
        scenario(
            "chat-bob-alice", "two friends in a chat room, who then download their pictures",
            play: .bobAndAlice)
    }

    private static var privately: Scenario {
        scenario(
            "chat-private", "private messages, a download, and what the server refuses",
            play: .privately)
    }

    /// Sizes travel with the parts, as the protocol's own text has it.
    private static var lossy: Scenario {
        scenario(
            "chat-lossy", "a download over UDP of which every sixth datagram is lost",
            defaults: ScenarioOptions(faults: Faults(loss: 0.16, sparesStreams: true)),
            play: .lossy, sendsSizes: true)
    }

    private static func scenario(
        _ name: String, _ summary: String, defaults: ScenarioOptions = ScenarioOptions(),
        play: ChatPlay, sendsSizes: Bool = false
    ) -> Scenario {
        Scenario(name, summary, defaults: defaults) { options in
            let server = Endpoint(loopback, options.port ?? ChatServer.port)
            return [
                Actor("the guests", .client, at: loopback, ChatTroupe(play, server: server)),
                Actor(
                    "the room", .server, at: loopback,
                    ChatServer(
                        port: server.port, offering: ChatFile.offered, sendsSizes: sendsSizes)),
            ]
        }
    }

    private static var storm: Scenario {
        Scenario(
            "chat-storm", "many guests of a chat room who all talk at once",
            defaults: ScenarioOptions(count: 10, connections: 4)
        ) { options in
            let server = Endpoint(loopback, options.port ?? ChatServer.port)
            var plan = ChatCrowd.Plan()
            plan.guestCount = options.connections
            plan.messageCount = options.count
            plan.byteCount = options.size
            plan.messagesPerSecond = options.rate
            return [
                Actor("the guests", .client, at: loopback, ChatCrowd(plan, server: server)),
                Actor("the room", .server, at: loopback, ChatServer(port: server.port)),
            ]
        }
    }
}
