internal import DissectMQTT

extension MQTTScenarios {
    /// What version 5 added, as far as two clients and a broker show it.
    static let versionFive = Scenario(
        "mqtt-v5", "version 5: properties, topic aliases, subscription identifiers, reason codes",
        defaults: small
    ) { options in
        let (questions, answers) = ("lab/request", "lab/answers")
        let worker = MQTTClient("worker", options, version: .v5) { connect in
            connect.clientID = "worker"
            connect.properties = [
                .sessionExpiry(300), .receiveMaximum(20), .user("role", "worker"),
            ]
        }
        let asker = MQTTClient("asker", options, version: .v5) { connect in
            connect.clientID = "asker"
            connect.will = MQTTConnect.Will("lab/will", Array("gone".utf8))
            connect.will?.properties = [.willDelay(5), .payloadIsText]
        }
        worker.plays(
            worker.connects,
            worker.subscribes(questions, qos: 1, [.subscription(7)]),
            // No Local: what it publishes itself does not come back.
            worker.subscribes("lab/#", qos: 2, options: 4),
            .cue("subscribed"),
            worker.receives(questions),
            worker.receives(questions),
            worker.publishes(answers, payload(options), qos: 2, [.correlation([1, 2, 3, 4])]),
            worker.unsubscribes("lab/nothing"),
            worker.unsubscribes("lab/#"),
            .pause(0.5),
            worker.disconnects)
        asker.plays(
            .wait("subscribed"),
            .pause(1),
            asker.connects,
            asker.subscribes(answers, qos: 2),
            asker.publishes(
                questions, payload(options), qos: 1,
                [
                    .payloadIsText, .contentType("text/plain"), .responseTopic(answers),
                    .correlation([1, 2, 3, 4]), .topicAlias(1),
                ]),
            // The alias stands for the topic.
            asker.publishes("", payload(options), qos: 1, [.topicAlias(1)]),
            asker.receives(answers),
            .pause(0.2),
            asker.disconnects)
        return cast(options, [worker, asker])
    }

    /// A client in a browser's clothes.
    static let webSocket = Scenario(
        "mqtt-websocket", "MQTT in WebSocket frames, behind an HTTP upgrade", defaults: small
    ) { options in
        var options = options
        options.port = options.port ?? WebSocketTransport.port
        let topic = "web/topic"
        let browser = MQTTClient("browser", options) { $0.clientID = "browser" }
        browser.plays(
            browser.connects,
            browser.subscribes(topic, qos: 1),
            .times(options.count) { [payload = payload(options)] _ in
                [browser.publishes(topic, payload, qos: 1), browser.receives(topic)]
            },
            .pause(0.2),
            browser.disconnects)
        return cast(options, [browser]).map { actor in
            var actor = actor
            actor.peer = WebSocketTransport(
                actor.peer, isClient: actor.role == .client, path: "/mqtt")
            return actor
        }
    }

    static let storm = Scenario(
        "mqtt-storm", "many publishers, as fast as it goes or as --rate says; one subscriber",
        defaults: ScenarioOptions(count: 60, connections: 3, size: 32)
    ) { options in
        let subscriber = Actor(
            "subscriber", .client, at: clientHost, MQTTStormSubscriber(options))
        let publishers = (0..<max(1, options.connections)).map { number in
            Actor(
                "publisher \(number)", .client, at: clientHost,
                MQTTStormPublisher(options, number: number))
        }
        return [broker(options), subscriber] + publishers
    }
}
