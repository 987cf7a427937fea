internal import DissectMQTT

extension MQTTScenarios {
    /// What version 5 added, as far as two clients and a broker show it.
    static let versionFive = Scenario(
        "mqtt-v5", "version 5: properties, topic aliases, subscription identifiers, reason codes",
        defaults: small
    ) { options in
        let topic = "lab/request"
        let answers = "lab/answers"
        let worker = MQTTClient("worker", broker: home(options), version: .v5, options) {
            $0.properties = [
                MQTTProperty(0x11, .four(300)), MQTTProperty(0x21, .two(20)),
                MQTTProperty(0x26, .pair("role", "worker")),
            ]
        }
        let asker = MQTTClient("asker", broker: home(options), version: .v5, options) {
            $0.will = MQTTConnect.Will("lab/will", Array("gone".utf8))
            $0.will?.properties = [MQTTProperty(0x18, .four(5)), MQTTProperty(0x01, .byte(1))]
        }
        let question: [MQTTProperty] = [
            MQTTProperty(0x01, .byte(1)), MQTTProperty(0x03, .text("text/plain")),
            MQTTProperty(0x08, .text(answers)), MQTTProperty(0x09, .bytes([1, 2, 3, 4])),
            MQTTProperty(0x23, .two(1)),
        ]
        return cast(
            options,
            [
                (
                    "worker",
                    worker.plays([
                        worker.connects,
                        worker.subscribes(topic, qos: 1, [MQTTProperty(0x0B, .variable(7))]),
                        // No Local: what it publishes itself does not come back.
                        worker.subscribes("lab/#", qos: 2, options: 4),
                        .cue("subscribed"),
                        worker.receives(topic),
                        worker.receives(topic),
                        worker.publishes(
                            answers, payload(options), qos: 2,
                            [MQTTProperty(0x09, .bytes([1, 2, 3, 4]))]),
                        worker.unsubscribes("lab/nothing"),
                        worker.unsubscribes("lab/#"),
                        .pause(0.5),
                        worker.disconnects,
                    ])
                ),
                (
                    "asker",
                    asker.plays([
                        .wait("subscribed"),
                        .pause(1),
                        asker.connects,
                        asker.subscribes(answers, qos: 2),
                        asker.publishes(topic, payload(options), qos: 1, question),
                        // The alias stands for the topic.
                        asker.publishes(
                            "", payload(options), qos: 1, [MQTTProperty(0x23, .two(1))]),
                        asker.receives(answers),
                        .pause(0.2),
                        asker.disconnects,
                    ])
                ),
            ])
    }

    /// The same as mqtt-qos1, in a browser's clothes.
    static let webSocket = Scenario(
        "mqtt-websocket", "MQTT in WebSocket frames, behind an HTTP upgrade", defaults: small
    ) { options in
        var options = options
        options.port = options.port ?? WebSocketTransport.port
        let topic = "web/topic"
        let client = MQTTClient("browser", broker: home(options), options)
        let script = client.plays([
            client.connects,
            client.subscribes(topic, qos: 1),
            .times(options.count) { _ in
                [
                    client.publishes(topic, payload(options), qos: 1),
                    client.receives(topic),
                ]
            },
            .pause(0.2),
            client.disconnects,
        ])
        var actors = cast(
            options, [("browser", WebSocketTransport(script, isClient: true, path: "/mqtt"))])
        actors[0].peer = WebSocketTransport(actors[0].peer, isClient: false)
        return actors
    }

    static let storm = Scenario(
        "mqtt-storm", "many publishers, as fast as it goes or as --rate says; one subscriber",
        defaults: ScenarioOptions(count: 60, connections: 3, size: 32)
    ) { options in
        let publishers = (0..<max(1, options.connections)).map { number in
            (
                name: "publisher \(number)",
                peer: MQTTStormPublisher(options, number: number) as any Peer
            )
        }
        return cast(options, [("subscriber", MQTTStormSubscriber(options))] + publishers)
    }
}
