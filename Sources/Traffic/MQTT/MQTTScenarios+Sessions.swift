internal import DissectMQTT

extension MQTTScenarios {
    /// Clean or persistent, QoS 0 or 1: what becomes of a message for a subscriber that is away.
    static let session = Scenario(
        "mqtt-session", "a message for an absent subscriber: clean and persistent, QoS 0 and 1",
        defaults: small
    ) { options in
        let acts = [
            SessionAct(number: 1, clientID: "clean0", isClean: true, qos: 0),
            SessionAct(number: 2, clientID: "clean1", isClean: true, qos: 1),
            SessionAct(number: 3, clientID: "keeps0", isClean: false, qos: 0),
            SessionAct(number: 4, clientID: "keeps1", isClean: false, qos: 1),
        ]
        return cast(options, acts.flatMap { $0.clients(options) })
    }

    /// A subscriber comes, goes, and comes again; a message was published meanwhile.
    private struct SessionAct {
        let number: Int
        let clientID: String
        let isClean: Bool
        let qos: UInt8

        /// Only a persistent session, and only at QoS 1, keeps the message.
        var isKept: Bool { !isClean && qos == 1 }

        func clients(_ options: ScenarioOptions) -> [MQTTClient] {
            let topic = "paho/test"
            let subscriber = MQTTClient("subscriber \(number)", options) { connect in
                connect.clientID = clientID
                connect.isClean = isClean
            }
            let publisher = MQTTClient("publisher \(number)", options)
            subscriber.plays(
                .all(number > 1 ? [.wait(cue("over", number - 1)), .pause(2)] : []),
                subscriber.connects,
                subscriber.subscribes(topic, qos: qos),
                .pause(2),
                subscriber.leaves,
                .cue(cue("away", number)),
                .wait(cue("published", number)),
                .pause(2),
                subscriber.connects,
                subscriber.subscribes(topic, qos: qos),
                .all(isKept ? [subscriber.receives(topic)] : []),
                .pause(1),
                subscriber.leaves,
                .cue(cue("over", number)))
            publisher.plays(
                .wait(cue("away", number)),
                .pause(2),
                publisher.connects,
                publisher.publishes(topic, payload(options), qos: qos),
                publisher.disconnects,
                .cue(cue("published", number)))
            return [subscriber, publisher]
        }

        private func cue(_ what: String, _ number: Int) -> Cue { Cue("\(what) \(number)") }
    }

    /// Five minutes of a thermometer.
    static let temperature = Scenario(
        "mqtt-temperature", "a temperature every 30 s for 5 minutes, and the pings between",
        defaults: ScenarioOptions(count: 10)
    ) { options in
        let topic = "paho/temp"
        let subscriber = MQTTClient("subscriber", options) { $0.keepAlive = 30 }
        let publisher = MQTTClient("publisher", options) { $0.keepAlive = 30 }
        subscriber.plays(
            subscriber.connects,
            subscriber.subscribes(topic),
            .cue("subscribed"),
            .pause(Double(30 * options.count)),
            subscriber.disconnects)
        publisher.plays(
            .wait("subscribed"),
            .pause(2.4),
            publisher.connects,
            .times(options.count) { _ in
                [.then { [publisher.publishes(topic, degrees($0))] }, .pause(30)]
            },
            publisher.disconnects)
        return cast(options, [subscriber, publisher])
    }

    /// Between 10° and 30°.
    private static func degrees(_ stage: Stage) -> [UInt8] {
        Array("\(stage.actions.random.number(in: 10...30))".utf8)
    }
}
