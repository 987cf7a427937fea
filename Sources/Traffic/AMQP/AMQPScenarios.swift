internal import DissectAMQP
internal import Packets

/// The scenarios of AMQP 1.0: a broker, who receives from it, and who sends.
///
/// The first three are a lab with RabbitMQ and the examples of Qpid Proton, on one machine.
public enum AMQPScenarios {
    public static var all: [Scenario] {
        [receiver, sender, credit, outcomes, large, storm]
    }

    /// For `earshot serve`.
    static let server = Server("amqp") { options in
        var rules = AMQPBroker.Rules()
        rules.users = options.users
        return AMQPBroker(port: options.port ?? port, rules)
    }

    static let host = IPAddress(127, 0, 0, 1)
    static let port: UInt16 = 5672
    static let queue = "examples"
    /// What a receiver grants at once, where a scenario does not say otherwise.
    static let creditUsual: UInt32 = 10
    /// How long a program takes to look at what has come, and to see that all is settled.
    static let reading = 0.0006
    static let noticing = 0.0015

    private static let listens: Cue = "the receiver listens"

    // MARK: - The plays

    private static let receiver = Scenario(
        "amqp-receiver", "a receiver signs in, attaches a link, grants credit 10, and waits",
        cast: { options in
            let me = AMQPReceiver("receiver", at: queue, credit: creditUsual, options)
            let waits: [AMQPClient.Line] = [
                .connect(server(options)),
                me.signsIn,
                me.opens,
                .pause(1),
                me.closes,
            ]
            return [actor("receiver", me.peer(waits)), broker(options)]
        })

    private static let sender = Scenario(
        "amqp-sender", "a sender's message goes through a broker to a receiver that accepts it",
        defaults: ScenarioOptions(count: 1), cast: lettersInSequence)

    private static let credit = Scenario(
        "amqp-credit", "20 messages for a receiver that grants credit 10: the broker has to wait",
        defaults: ScenarioOptions(count: 20), cast: lettersInSequence)

    private static let outcomes = Scenario(
        "amqp-outcomes",
        "messages that are accepted, rejected, released and modified, and come again or not",
        defaults: ScenarioOptions(count: 4),
        cast: { options in
            let fates = ["accept", "reject", "release", "modify"]
            var released: Set<String> = []
            let receiver = AMQPReceiver(
                "receiver", at: queue, credit: creditUsual, options,
                judges: { message in
                    let subject = message.properties?[.subject].text ?? ""
                    // What was sent back is taken when it comes again.
                    let isNew = released.insert("\(message.properties?[.messageID] ?? 0)").inserted
                    return judgement(on: subject, isNew: isNew)
                })
            let again = (0..<options.count).filter { $0 % fates.count >= 2 }.count
            return lab(options, receiver, deliveries: options.count + again) { number in
                AMQPMessageContent(
                    .string("please \(fates[number % fates.count])"),
                    properties: [
                        .messageID: .ulong(UInt64(number + 1)),
                        .subject: .string(fates[number % fates.count]),
                    ])
            }
        })

    private static let large = Scenario(
        "amqp-large", "messages longer than a frame, over several transfers each",
        defaults: ScenarioOptions(count: 2, size: 10_000),
        cast: { options in
            var rules = AMQPBroker.Rules()
            rules.frameByteCountMax = 4096
            let receiver = AMQPReceiver(
                "receiver", at: queue, credit: creditUsual, options,
                frameByteCountMax: rules.frameByteCountMax)
            return lab(options, receiver, deliveries: options.count, rules) { number in
                AMQPMessageContent(
                    data: letters(options.size, from: number),
                    properties: [
                        .messageID: .ulong(UInt64(number + 1)), .contentType: "text/plain",
                    ])
            }
        })

    private static let storm = Scenario(
        "amqp-storm", "many senders and receivers at once, each pair with a queue of its own",
        defaults: ScenarioOptions(count: 48, connections: 4, size: 64),
        cast: { options in
            var rules = AMQPBroker.Rules()
            rules.credit = 200
            rules.pace = nil
            let pairs = (0..<max(1, options.connections)).flatMap {
                pair(options.share(of: $0), $0)
            }
            return pairs + [broker(options, rules)]
        })

    // MARK: - The parts

    /// Messages with a number each, as Proton's examples send them.
    private static func lettersInSequence(_ options: ScenarioOptions) -> [Actor] {
        let receiver = AMQPReceiver("receiver", at: queue, credit: creditUsual, options)
        return lab(options, receiver, deliveries: options.count) { number in
            AMQPMessageContent(
                ["sequence": .long(Int64(number + 1))],
                properties: [.messageID: .ulong(UInt64(number + 1))])
        }
    }

    /// A receiver, a sender, and the broker between them.
    private static func lab(
        _ options: ScenarioOptions, _ receiver: AMQPReceiver, deliveries: Int,
        _ rules: AMQPBroker.Rules = AMQPBroker.Rules(),
        _ content: @escaping (Int) -> AMQPMessageContent
    ) -> [Actor] {
        var rules = rules
        rules.pace = AMQPBroker.Pace()
        let script = receives(options, receiver, deliveries, pause: reading, listens)
        let sender = AMQPSender("sender", at: queue, options)
        return [
            actor("receiver", receiver.peer(script)),
            actor("sender", sends(options, sender, listens, content)),
            broker(options, rules),
        ]
    }

    /// A receiver and a sender with a queue of their own.
    private static func pair(_ options: ScenarioOptions, _ index: Int) -> [Actor] {
        let queue = "storm-\(index + 1)"
        let listens = Cue("receiver \(index + 1) listens")
        let receiver = AMQPReceiver(queue, at: queue, credit: 100, options)
        let script = receives(options, receiver, options.count, pause: 0, listens)
        let sender = AMQPSender(queue, at: queue, options)
        return [
            actor("receiver \(index + 1)", receiver.peer(script)),
            actor(
                "sender \(index + 1)",
                sends(options, sender, listens) { number in
                    AMQPMessageContent(data: letters(options.size, from: number))
                }),
        ]
    }

    private static func receives(
        _ options: ScenarioOptions, _ me: AMQPReceiver, _ count: Int, pause: Double, _ cue: Cue
    ) -> [AMQPClient.Line] {
        [
            .connect(server(options)),
            me.signsIn,
            me.opens,
            .cue(cue),
            me.receives(count, pause: pause),
            .pause(reading),
            me.answers,
            .pause(reading),
            me.tells,
            me.closes,
        ]
    }

    private static func sends(
        _ options: ScenarioOptions, _ me: AMQPSender, _ cue: Cue,
        _ content: @escaping (Int) -> AMQPMessageContent
    ) -> any Peer {
        me.peer([
            .wait(cue),
            .connect(server(options)),
            me.signsIn,
            me.opens,
            me.sends(options.count, rate: options.rate, content),
            .pause(noticing),
            me.tells,
            me.closes,
        ])
    }

    private static func judgement(on subject: String, isNew: Bool) -> AMQPValue {
        switch subject {
        case "reject":
            .record(
                .rejected,
                [
                    .error: .record(
                        .error,
                        [
                            .errorCondition: "amqp:decode-error",
                            .errorDescription: "the receiver cannot read it",
                        ])
                ])
        case "release" where isNew: .record(.released)
        case "modify" where isNew:
            .record(.modified, [.deliveryFailed: true, .undeliverableHere: false])
        default: .record(.accepted)
        }
    }

    // MARK: - Who is where

    private static func server(_ options: ScenarioOptions) -> Endpoint {
        Endpoint(host, options.port ?? port)
    }

    private static func actor(_ name: String, _ peer: any Peer) -> Actor {
        Actor(name, .client, at: host, peer)
    }

    private static func broker(
        _ options: ScenarioOptions, _ rules: AMQPBroker.Rules = AMQPBroker.Rules()
    ) -> Actor {
        var rules = rules
        rules.users = options.users
        return Actor(
            "broker", .server, at: host, AMQPBroker(port: options.port ?? port, rules))
    }

    /// Text of a length that is the same in every run.
    static func letters(_ count: Int, from number: Int) -> [UInt8] {
        (0..<count).map { index in
            index % 64 == 63 ? 0x0A : UInt8(0x61 + (index + number) % 26)
        }
    }
}
