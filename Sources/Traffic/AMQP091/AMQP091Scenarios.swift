internal import DissectAMQP091
internal import Packets

/// The scenarios of AMQP 0-9-1: a broker, who publishes, and who consumes.
public enum AMQP091Scenarios {
    public static var all: [Scenario] { [publish, confirm, errors, storm] }

    /// For `earshot serve`.
    static let server = Server("amqp091") { options in
        var rules = AMQP091Broker.Rules()
        rules.users = options.users
        return AMQP091Broker(port: options.port ?? port, rules)
    }

    static let clientHost = IPAddress(10, 0, 2, 15)
    static let serverHost = IPAddress(10, 0, 2, 16)
    static let port: UInt16 = 5672

    /// How long a consumer takes to look at what has come.
    private static let reading = 0.002

    // MARK: - The plays

    private static let publish = Scenario(
        "amqp091-publish",
        "exchange and queue are declared, messages in several frames published and consumed",
        defaults: ScenarioOptions(count: 3, rate: 100, size: 6000),
        cast: { options in
            let route = Path(exchange: "letters", queue: "letters-in", key: "to.alice")
            var rules = AMQP091Broker.Rules()
            rules.frameByteCountMax = 4096
            let publisher = AMQP091Publisher(options)
            let publishes: [AMQP091Client.Line] = [
                .wait(consumes),
                .connect(server(options)),
                publisher.signsIn,
                publisher.opensChannel,
                publisher.calls(.exchangeDeclare, route.exchangeDeclaration),
                publisher.publishes(options.count, rate: options.rate ?? 1000) { number in
                    message(number, route, options, type: "application/octet-stream")
                },
                publisher.closes,
            ]
            return [
                client("consumer", consumer(options, route, consumes)),
                client("publisher", publisher.peer(publishes)),
                broker(options, rules),
            ]
        })

    private static let confirm = Scenario(
        "amqp091-confirm", "a publisher waits until the broker has confirmed its messages",
        defaults: ScenarioOptions(count: 10, size: 100),
        cast: { options in
            let route = Path(exchange: "letters", queue: "letters-in", key: "to.alice")
            return [
                client("consumer", consumer(options, route, consumes)),
                client(
                    "publisher", confirmedPublisher(options, route, consumes, batch: 4, window: 4)),
                broker(options),
            ]
        })

    private static let errors = Scenario(
        "amqp091-errors",
        "what a broker refuses: 404, 406, 312 for a message that comes back, 504 and the end",
        cast: { options in
            let me = AMQP091Publisher(options)
            let nowhere = Path(exchange: "nowhere", queue: "", key: "to.nobody")
            let unbound = Path(exchange: "", queue: "", key: "to.nobody")
            let provokes: [AMQP091Client.Line] = [
                .connect(server(options)),
                me.signsIn,

                // A queue that there is not.
                me.opensChannel,
                me.asks(.queueDeclare, [.queue: "nowhere", .passive: true]),
                me.isRefused(404),

                // A queue declared again, as another one.
                me.opensChannel,
                me.calls(.queueDeclare, [.queue: "earshot-once", .autoDelete: true]),
                me.asks(.queueDeclare, [.queue: "earshot-once", .autoDelete: false]),
                me.isRefused(406),

                // An exchange that there is not: nothing tells before the channel is closed.
                me.opensChannel,
                .act("Basic.Publish") { stage in me.say(message(0, nowhere, options), stage) },
                me.isRefused(404),

                // A message that no queue wants comes back, and nothing is closed.
                me.opensChannel,
                .act("Basic.Publish") { stage in
                    var letter = message(1, unbound, options)
                    letter.method[.mandatory] = true
                    me.say(letter, stage)
                },
                me.getsBack(1),
                me.calls(.queueDelete, [.queue: "earshot-once"]),

                // A delivery that never was.
                me.asks(.basicAck, [.deliveryTag: 99]),
                me.isRefused(406),

                // A channel that nobody opened: that is too much.
                me.forgetsToOpenChannel,
                me.asks(.queueDeclare, [.queue: "nowhere", .passive: true]),
                me.isThrownOut(504),
            ]
            return [client("client", me.peer(provokes)), broker(options)]
        })

    private static let storm = Scenario(
        "amqp091-storm", "many publishers and consumers at once, each pair with its own queue",
        defaults: ScenarioOptions(count: 48, connections: 4, size: 64),
        cast: { options in
            (0..<max(1, options.connections)).flatMap { pair(options.share(of: $0), $0) }
                + [broker(options)]
        })

    // MARK: - The parts

    private static let consumes: Cue = "the consumer listens"

    /// Where messages go, and where they are fetched.
    private struct Path {
        var exchange: String
        var queue: String
        var key: String

        var exchangeDeclaration: KeyValuePairs<AMQP091Argument, AMQP091Value> {
            [.exchange: .text(exchange), .type: "direct"]
        }
    }

    /// A consumer and a publisher with a queue of their own.
    private static func pair(_ options: ScenarioOptions, _ index: Int) -> [Actor] {
        let queue = "rain-\(index + 1)"
        let route = Path(exchange: "", queue: queue, key: queue)
        let listens = Cue("consumer \(index + 1) listens")
        return [
            client(
                "consumer \(index + 1)", consumer(options, route, listens, pause: 0)),
            client(
                "publisher \(index + 1)",
                confirmedPublisher(options, route, listens, batch: 50, window: 200)),
        ]
    }

    private static func consumer(
        _ options: ScenarioOptions, _ route: Path, _ cue: Cue, pause: Double = reading
    ) -> any Peer {
        let me = AMQP091Consumer(options)
        let binds: [AMQP091Client.Line] = [
            me.calls(.exchangeDeclare, route.exchangeDeclaration),
            me.calls(
                .queueBind,
                [
                    .queue: .text(route.queue), .exchange: .text(route.exchange),
                    .bindingKey: .text(route.key),
                ]),
        ]
        return me.peer([
            .connect(server(options)),
            me.signsIn,
            me.opensChannel,
            me.calls(.queueDeclare, [.queue: .text(route.queue), .exclusive: true]),
            route.exchange.isEmpty ? .all([]) : .all(binds),
            me.asksForFew,
            me.calls(
                .basicConsume, [.queue: .text(route.queue), .consumerTag: "earshot"]),
            .cue(cue),
            me.receives(options.count, pause: pause),
            me.calls(.basicCancel, [.consumerTag: "earshot"]),
            me.tells,
            me.closes,
        ])
    }

    private static func confirmedPublisher(
        _ options: ScenarioOptions, _ route: Path, _ cue: Cue, batch: Int, window: Int
    ) -> any Peer {
        let me = AMQP091Publisher(options)
        return me.peer([
            .wait(cue),
            .connect(server(options)),
            me.signsIn,
            me.opensChannel,
            me.calls(.confirmSelect),
            me.publishesConfirmed(
                options.count, batch: batch, window: window, rate: options.rate
            ) { number in message(number, route, options) },
            me.tells,
            me.closes,
        ])
    }

    private static func message(
        _ number: Int, _ route: Path, _ options: ScenarioOptions, type: String = "text/plain"
    ) -> AMQP091Content {
        AMQP091Content(
            AMQP091Call(
                .basicPublish, [.exchange: .text(route.exchange), .routingKey: .text(route.key)]),
            body: AMQPScenarios.letters(options.size, from: number),
            [
                .contentType: .text(type), .deliveryMode: 1,
                .messageID: .text("letter-\(number + 1)"),
                .headers: ["number": .int32(Int32(truncatingIfNeeded: number + 1))],
            ])
    }

    // MARK: - Who is where

    private static func server(_ options: ScenarioOptions) -> Endpoint {
        Endpoint(serverHost, options.port ?? port)
    }

    private static func client(_ name: String, _ peer: any Peer) -> Actor {
        Actor(name, .client, at: clientHost, peer)
    }

    private static func broker(
        _ options: ScenarioOptions, _ rules: AMQP091Broker.Rules = AMQP091Broker.Rules()
    ) -> Actor {
        var rules = rules
        rules.users = options.users
        return Actor(
            "broker", .server, at: serverHost, AMQP091Broker(port: options.port ?? port, rules))
    }
}
