internal import DissectChat
internal import Packets

/// The scenarios of the chats over port 8090.
enum IASScenarios {
    static var all: [Scenario] { [tcp, udp] }

    private static let debian = IPAddress(192, 168, 122, 9)
    private static let guest = IPAddress(192, 168, 122, 14)
    private static let alpine = IPAddress(192, 168, 122, 25)

    /// Two talks: one that is ended by hanging up, one by `:q`.
    private static var tcp: Scenario {
        Scenario(
            "ias-tcp", "two people chat over TCP, a line at a time, and hang up",
            canConnect: false
        ) { options in
            let server = Endpoint(alpine, options.port ?? IASServer.port)
            let caller = ScriptedPeer(
                [
                    .connect(server), .pause(4),
                    .says("hello"), .hears("hi from alpine"), .pause(13),
                    .close,
                    .connect(server), .pause(2),
                    .says("ça va ?"), .hears("très bien, merci"), .pause(1),
                    .says("what is this: :q"), .hears("the end"), .pause(1),
                    .quits, .close,
                ], framer: { IASLines() })
            let called = ScriptedServer(port: server.port, framer: { IASLines() }) { caller in
                caller == 0
                    ? [.hears("hello"), .pause(6.6), .says("hi from alpine"), .hearEnd]
                    : [
                        .hears("ça va ?"), .pause(1), .says("très bien, merci"),
                        .hears("what is this: :q"), .pause(1), .says("the end"),
                        .hearsQuit, .hearEnd,
                    ]
            }
            return [
                Actor("debian", .client, at: debian, caller),
                Actor("alpine", .server, at: alpine, called),
            ]
        }
    }

    private static var udp: Scenario {
        Scenario(
            "ias-udp", "a chat room over UDP: lists, a room, somebody poked, everybody kicked out",
            canConnect: false
        ) { options in
            let server = Endpoint(alpine, options.port ?? IASServer.port)
            let play = IASPlay.theRoom
            return [
                Actor("alpine", .client, at: debian, IASPlayer(.alpine, in: play, server: server)),
                Actor("debian", .client, at: guest, IASPlayer(.debian, in: play, server: server)),
                Actor("server", .server, at: alpine, IASServer(port: server.port)),
            ]
        }
    }
}

extension IASRole {
    static let alpine = IASRole("alpine")
    static let debian = IASRole("debian")
}

extension IASPlay {
    static var theRoom: IASPlay {
        let (alpine, debian) = (IASRole.alpine, IASRole.debian)
        return IASPlay(
            pace: 4,
            [
                alpine.types("hi debian", answer: "hi debian"),
                alpine.types("$userlist", answer: "--"),
                alpine.types("hello world", answer: "hello world"),
                alpine.types("$roomcreate mountain", answer: "room mountain open"),
                debian.types("debian", answer: "debian"),
                debian.types("$userlist", answer: "hi debian"),
                debian.types("$roomlist", answer: "mountain"),
                debian.types("$roomjoin valley", answer: "no room valley"),
                debian.types("$roomjoin mountain", answer: "you are in mountain"),
                debian.types("hello room", reachesAs: "debian: hello room", alpine),
                debian.types("what a nice day", reachesAs: "debian: what a nice day", alpine),
                alpine.types("$roomleave"),
                debian.types("$kick", answer: "everybody leaves mountain"),
                debian.types("$poke hi debian", reachesAs: "debian pokes you", alpine),
                alpine.types("ça va ?", reachesAs: "hi debian: ça va ?", debian),
            ])
    }
}

extension Step<IASChatMessage> {
    static func says(_ text: String) -> Step {
        .say("says \"\(text)\"") { _ in IASChatMessage.text(text).encoded }
    }

    static func hears(_ text: String) -> Step {
        .hear("\"\(text)\"") { message, _ in message == .text(text) }
    }

    static var quits: Step { .say("quits") { _ in IASChatMessage.quit.encoded } }

    static var hearsQuit: Step { .hear("\":q\"") { message, _ in message == .quit } }
}
