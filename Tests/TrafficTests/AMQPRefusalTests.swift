import DissectAMQP
import Packets
import Testing

@testable import Traffic

/// What a client of AMQP 1.0 says when the server does not do as the script has it: one sentence,
/// that names what is wrong.
@Suite struct AMQPRefusalTests {
    private let host = IPAddress(127, 0, 0, 1)

    private func failure(
        _ options: ScenarioOptions = ScenarioOptions(), _ rules: AMQPBroker.Rules,
        _ script: (AMQPSender) -> [AMQPClient.Line]
    ) -> String {
        let sender = AMQPSender("sender", at: "letters", options)
        let actors = [
            Actor("sender", .client, at: host, sender.peer(script(sender))),
            Actor("broker", .server, at: host, AMQPBroker(port: 5672, rules)),
        ]
        return SegmentRecorder.failure(actors, options)
    }

    private func opens(_ me: AMQPSender) -> [AMQPClient.Line] {
        [.connect(Endpoint(host, 5672)), me.signsIn, me.opens]
    }

    private func letter(_ number: Int) -> AMQPMessageContent { AMQPMessageContent("letter") }

    @Test func aWrongPasswordIsNamed() {
        var options = ScenarioOptions()
        options.user = "alice"
        options.password = "wrong"
        var rules = AMQPBroker.Rules()
        rules.users = ["alice": "right"]
        #expect(
            failure(options, rules, opens)
                == "sender: the server refuses user alice: check --user and --password")
        options.password = "right"
        #expect(failure(options, rules) { opens($0) + [$0.closes] } == "")
    }

    /// Who has no name is not let in where names are asked for.
    @Test func aUserWithoutANameIsRefused() {
        var rules = AMQPBroker.Rules()
        rules.users = ["alice": "right"]
        #expect(
            failure(ScenarioOptions(), rules, opens)
                == "sender: the server refuses unnamed users: check --user and --password")
    }

    @Test func aLinkThatIsDetachedTellsWhy() {
        var rules = AMQPBroker.Rules()
        rules.queues = ["parcels"]
        let failure = failure(ScenarioOptions(), rules) { me in
            opens(me) + [me.sends(1, rate: nil, letter)]
        }
        #expect(
            failure
                == "sender: the server detached the link: amqp:not-found (there is no queue letters)"
        )
    }

    /// Credit that never comes: the run ends, and tells what was waited for.
    @Test func creditThatDoesNotComeIsNamed() {
        var rules = AMQPBroker.Rules()
        rules.credit = 0
        let failure = failure(ScenarioOptions(), rules) { me in
            opens(me) + [me.sends(1, rate: nil, letter)]
        }
        #expect(failure == "it came to a halt: sender still waits for credit to send with")
    }

    /// Five at a time are granted: more than that are never without an answer.
    @Test func aSenderWaitsForCredit() {
        var rules = AMQPBroker.Rules()
        rules.credit = 5
        let failure = failure(ScenarioOptions(), rules) { me in
            opens(me) + [me.sends(40, rate: nil, letter), me.closes]
        }
        #expect(failure == "")
    }

    @Test func aServerOfAnotherProtocolIsNamed() {
        let sender = AMQPSender("sender", at: "letters", ScenarioOptions())
        let other = ScriptedServer(port: 5672, framer: { LineFramer() }) { _ in
            [.say("hello") { _ in Array("220 mail.example ESMTP\r\n".utf8) }, .hearEnd]
        }
        let actors = [
            Actor("sender", .client, at: host, sender.peer(opens(sender))),
            Actor("other", .server, at: host, other),
        ]
        #expect(throws: TrafficError.self) { try SegmentRecorder.play(actors) }
    }

    @Test func aHeartbeatKeepsAnIdleConnection() throws {
        let sender = AMQPSender("sender", at: "letters", ScenarioOptions())
        let script = opens(sender) + [.pause(120), sender.closes]
        let actors = [
            Actor("sender", .client, at: host, sender.peer(script)),
            Actor("broker", .server, at: host, AMQPBroker(port: 5672)),
        ]
        let (segments, _) = try SegmentRecorder.play(actors)
        let beats = segments.filter { $0.payload == AMQPFrame.heartbeat.bytes }
        // The broker takes a minute's silence for death.
        #expect(beats.count >= 4)
        let times = segments.filter { $0.destination == 5672 }.map(\.time)
        #expect(zip(times, times.dropFirst()).allSatisfy { $1 - $0 < 60_000_000_000 })
    }
}
