internal import DissectMQTT
internal import Packets

/// The scenarios of MQTT: most are the exercises of a lab, with its topics and its two hosts.
public enum MQTTScenarios {
    public static var all: [Scenario] {
        [
            quality(0, "a message at QoS 0: sent once, and forgotten"),
            quality(1, "a message at QoS 1: PUBLISH and PUBACK"),
            quality(2, "a message at QoS 2: PUBLISH, PUBREC, PUBREL, PUBCOMP"),
            topics, wildcards, retain, keepAlive, will, session, temperature, versionFive,
            webSocket, storm,
        ]
    }

    /// For `earshot serve`; takes WebSocket at the same port.
    static let server = Server("mqtt") { options in
        let broker = MQTTBroker(
            port: home(options).port, user: options.user, password: options.password)
        return WebSocketTransport(broker, isClient: false)
    }

    static let clientHost = IPAddress(10, 0, 2, 15)
    static let serverHost = IPAddress(10, 0, 2, 16)

    static func home(_ options: ScenarioOptions) -> Endpoint {
        Endpoint(serverHost, options.port ?? MQTTBroker.port)
    }

    /// A broker, and the clients that talk by it.
    static func cast(_ options: ScenarioOptions, _ clients: [MQTTClient]) -> [Actor] {
        [broker(options)] + clients.map { Actor($0.name, .client, at: clientHost, $0.peer) }
    }

    static func broker(_ options: ScenarioOptions) -> Actor {
        let broker = MQTTBroker(
            port: home(options).port, user: options.user, password: options.password)
        return Actor("broker", .server, at: serverHost, broker)
    }

    /// The lab's words, as often as they fit.
    static func payload(_ options: ScenarioOptions) -> [UInt8] {
        let words = Array("my message".utf8)
        return (0..<options.size).map { words[$0 % words.count] }
    }

    static var small: ScenarioOptions { ScenarioOptions(size: 10) }

    // MARK: - What the lab did

    private static func quality(_ qos: UInt8, _ summary: String) -> Scenario {
        Scenario("mqtt-qos\(qos)", summary, defaults: small) { options in
            let topic = "paho/test/topic"
            let subscriber = MQTTClient("subscriber", options)
            let publisher = MQTTClient("publisher", options)
            subscriber.plays(
                subscriber.connects,
                subscriber.subscribes(topic),
                .cue("subscribed"),
                .times(options.count) { _ in [subscriber.receives(topic)] },
                .pause(0.5),
                subscriber.disconnects)
            publisher.plays(
                .wait("subscribed"),
                .pause(2),
                publisher.connects,
                .times(options.count) { _ in
                    [publisher.publishes(topic, payload(options), qos: qos)]
                },
                .pause(0.0005),
                publisher.disconnects)
            return cast(options, [subscriber, publisher])
        }
    }

    private static let topics = Scenario(
        "mqtt-topics", "three topics, each subscribed to and published on", defaults: small
    ) { options in
        let numbers = ["", "1", "2"]
        let topics = numbers.map { "paho/test/topic\($0)" }
        let subscriber = MQTTClient("subscriber", options)
        let publisher = MQTTClient("publisher", options)
        subscriber.plays(
            subscriber.connects,
            .all(topics.map { subscriber.subscribes($0) }),
            .cue("subscribed"),
            .all(topics.map { subscriber.receives($0) }),
            .pause(0.5),
            subscriber.disconnects)
        publisher.plays(
            .wait("subscribed"),
            .pause(2.6),
            publisher.connects,
            .all(
                zip(topics, numbers).flatMap { topic, number in
                    [publisher.publishes(topic, payload(options) + number.utf8), .pause(0.5)]
                }),
            publisher.disconnects)
        return cast(options, [subscriber, publisher])
    }

    private static let wildcards = Scenario(
        "mqtt-wildcards", "+ and # in subscriptions; one message matches neither", defaults: small
    ) { options in
        let livingRoom = "paho/test/livingroom/temperature"
        let kitchen = "paho/test/kitchen/temperature"
        let elsewhere = "paho/test2/livingroom/humidity"
        let humidity = "paho/test/kitchen/humidity"
        let subscriber = MQTTClient("subscriber", options)
        let publisher = MQTTClient("publisher", options)
        subscriber.plays(
            subscriber.connects,
            subscriber.subscribes("paho/test/+/temperature"),
            subscriber.subscribes("paho/test/#"),
            .cue("subscribed"),
            .all([livingRoom, kitchen, humidity].map { subscriber.receives($0) }),
            .pause(0.5),
            subscriber.disconnects)
        publisher.plays(
            .wait("subscribed"),
            .pause(2),
            publisher.connects,
            .all(
                [livingRoom, kitchen, elsewhere, humidity].flatMap { topic in
                    [publisher.publishes(topic, payload(options)), .pause(0.5)]
                }),
            publisher.disconnects)
        return cast(options, [subscriber, publisher])
    }

    private static let retain = Scenario(
        "mqtt-retain", "a retained message reaches one who subscribes later", defaults: small
    ) { options in
        let topic = "paho/sensor/temperature"
        let publisher = MQTTClient("publisher", options)
        let subscriber = MQTTClient("subscriber", options)
        publisher.plays(
            publisher.connects,
            publisher.publishes(topic, Array("20°".utf8), isRetained: true),
            publisher.disconnects,
            .cue("published"))
        subscriber.plays(
            .wait("published"),
            .pause(5.3),
            subscriber.connects,
            subscriber.subscribes(topic),
            subscriber.receives(topic),
            .pause(0.5),
            subscriber.disconnects)
        return cast(options, [publisher, subscriber])
    }

    private static let keepAlive = Scenario(
        "mqtt-keepalive", "silent clients with keep-alives of 6 s and 12 s: pings", defaults: small
    ) { options in
        let quick = MQTTClient("quick publisher", options) { $0.keepAlive = 6 }
        let slow = MQTTClient("slow publisher", options) { $0.keepAlive = 12 }
        quick.plays(
            quick.connects,
            quick.publishes("paho/test", payload(options)),
            .pause(27),
            quick.disconnects)
        slow.plays(
            .pause(5.04),
            slow.connects,
            slow.publishes("paho/LWT", payload(options)),
            .pause(21),
            slow.disconnects)
        return cast(options, [quick, slow])
    }

    private static let will = Scenario(
        "mqtt-will", "a client vanishes, and the broker publishes its last will", defaults: small
    ) { options in
        let subscriber = MQTTClient("subscriber", options)
        let publisher = MQTTClient("publisher", options) { connect in
            connect.keepAlive = 30
            connect.will = MQTTConnect.Will("paho/LWT", Array("LWT".utf8))
        }
        subscriber.plays(
            subscriber.connects,
            subscriber.subscribes("paho/LWT"),
            .cue("subscribed"),
            subscriber.receives("paho/LWT"),
            .pause(0.5),
            subscriber.disconnects)
        publisher.plays(
            .wait("subscribed"),
            .pause(2),
            publisher.connects,
            publisher.publishes("paho/test", payload(options)),
            .pause(2.8),
            publisher.crashes)
        return cast(options, [subscriber, publisher])
    }
}
