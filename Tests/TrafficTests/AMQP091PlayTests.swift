import DissectAMQP091
import Packets
import Testing

@testable import Traffic

/// The scenarios of AMQP 0-9-1, and what their clients say when they are refused.
@Suite struct AMQP091PlayTests {
    private let host = IPAddress(10, 0, 2, 16)

    private func play(
        _ name: String, _ options: ScenarioOptions
    ) throws -> (segments: [SegmentRecorder.Segment], reports: [String]) {
        try SegmentRecorder.play(try #require(Scenarios.find(name)).cast(options), options)
    }

    /// All that went one way over connections, cut into frames.
    private func units(
        _ segments: [SegmentRecorder.Segment], toServer: Bool
    ) throws -> [AMQP091Unit] {
        var framers: [UInt16: AMQP091Framer] = [:]
        var units: [AMQP091Unit] = []
        for segment in segments where (segment.destination == 5672) == toServer {
            let port = toServer ? segment.source : segment.destination
            framers[port, default: AMQP091Framer()].append(segment.payload)
            while let unit = try framers[port]?.next() { units.append(unit) }
        }
        return units
    }

    @Test func everyRefusalIsThere() throws {
        let (segments, reports) = try play("amqp091-errors", ScenarioOptions())
        #expect(
            reports == [
                "client: refused: 404 NOT_FOUND - no queue 'nowhere' in vhost '/'",
                "client: refused: 406 PRECONDITION_FAILED - queue 'earshot-once' was declared with "
                    + "another 'auto_delete'",
                "client: refused: 404 NOT_FOUND - no exchange 'nowhere' in vhost '/'",
                "client: returned: 312 NO_ROUTE",
                "client: refused: 406 PRECONDITION_FAILED - unknown delivery tag 99",
                "client: refused: 504 CHANNEL_ERROR - expected 'channel.open'",
            ])
        // Each channel that was closed is answered for before the next one is opened.
        let opened = try units(segments, toServer: true).compactMap { unit -> String? in
            guard case .method(let call, let channel) = unit else { return nil }
            let isOf = call.number == .channelOpen || call.number == .channelCloseOk
            return isOf ? "\(call.number) \(channel)" : nil
        }
        #expect(
            opened == [
                "Channel.Open 1", "Channel.Close-Ok 1", "Channel.Open 2", "Channel.Close-Ok 2",
                "Channel.Open 3", "Channel.Close-Ok 3", "Channel.Open 4", "Channel.Close-Ok 4",
            ])
    }

    /// Bodies are cut at the size that both ends agreed on.
    @Test func bodiesGoInFramesThatFit() throws {
        let (segments, reports) = try play("amqp091-publish", ScenarioOptions(count: 3, size: 6000))
        #expect(reports == ["consumer: 3 received"])
        for isToServer in [true, false] {
            let bodies = try units(segments, toServer: isToServer).compactMap { unit -> Int? in
                if case .body(let bytes, _) = unit { bytes.count } else { nil }
            }
            #expect(bodies == [4088, 1912, 4088, 1912, 4088, 1912])
        }
    }

    /// The next batch goes out when the one before it is confirmed.
    @Test func aPublisherWaitsForConfirmations() throws {
        let options = ScenarioOptions(count: 10, size: 100)
        let (segments, reports) = try play("amqp091-confirm", options)
        #expect(reports.contains("publisher: 10 published, 10 confirmed"))
        #expect(reports.contains("consumer: 10 received"))
        var outstanding = 0
        var most = 0
        var confirmed = 0
        for segment in segments {
            var framer = AMQP091Framer()
            framer.append(segment.payload)
            while let unit = try framer.next() {
                guard case .method(let call, _) = unit else { continue }
                if call.number == .basicPublish { outstanding += 1 }
                if call.number == .basicAck, segment.source == 5672 {
                    outstanding -= Int(call[.deliveryTag].number) - confirmed
                    confirmed = Int(call[.deliveryTag].number)
                }
                most = max(most, outstanding)
            }
        }
        #expect(most == 4)
        #expect(confirmed == 10)
    }

    @Test(arguments: ["amqp091-publish", "amqp091-confirm", "amqp091-storm"])
    func playsOnWhenTheNetworkIsBad(name: String) throws {
        var options = ScenarioOptions(
            count: name.hasSuffix("storm") ? 24 : 12, connections: 2, size: 5000)
        options.faults = Faults(loss: 0.05, reorder: 0.05, duplicate: 0.05, cut: 700)
        let (_, reports) = try play(name, options)
        #expect(reports.filter { $0.hasSuffix("12 received") }.count >= 1)
    }

    // MARK: - Refusals

    private func failure(
        _ options: ScenarioOptions, _ rules: AMQP091Broker.Rules,
        _ script: (AMQP091Publisher) -> [AMQP091Client.Line]
    ) -> String {
        let me = AMQP091Publisher(options)
        let begins: [AMQP091Client.Line] = [
            .connect(Endpoint(host, 5672)), me.signsIn, me.opensChannel,
        ]
        let actors = [
            Actor("client", .client, at: IPAddress(10, 0, 2, 15), me.peer(begins + script(me))),
            Actor("broker", .server, at: host, AMQP091Broker(port: 5672, rules)),
        ]
        return SegmentRecorder.failure(actors, options)
    }

    @Test func aWrongPasswordIsNamed() {
        var options = ScenarioOptions()
        options.user = "alice"
        options.password = "wrong"
        var rules = AMQP091Broker.Rules()
        rules.users = ["alice": "right"]
        #expect(
            failure(options, rules) { [$0.closes] }
                == "client: the server refuses user alice: check --user and --password")
        options.password = "right"
        #expect(failure(options, rules) { [$0.closes] } == "")
    }

    @Test func aRefusalNobodyExpectedIsNamed() {
        let failure = failure(ScenarioOptions(), AMQP091Broker.Rules()) { me in
            [me.calls(.queueBind, [.queue: "nowhere", .exchange: "amq.direct"])]
        }
        #expect(
            failure
                == "client: the server closed channel 1: "
                + "404 NOT_FOUND - no queue 'nowhere' in vhost '/'")
    }

    @Test func anotherRefusalThanExpectedIsNamed() {
        let failure = failure(ScenarioOptions(), AMQP091Broker.Rules()) { me in
            [me.asks(.queueDeclare, [.queue: "nowhere", .passive: true]), me.isRefused(405)]
        }
        #expect(failure.hasSuffix("no queue 'nowhere' in vhost '/', and not 405"))
    }

    @Test func aHeartbeatKeepsAnIdleConnection() throws {
        let me = AMQP091Publisher(ScenarioOptions())
        let script: [AMQP091Client.Line] = [
            .connect(Endpoint(host, 5672)), me.signsIn, .pause(200), me.opensChannel, me.closes,
        ]
        let actors = [
            Actor("client", .client, at: IPAddress(10, 0, 2, 15), me.peer(script)),
            Actor("broker", .server, at: host, AMQP091Broker(port: 5672)),
        ]
        let (segments, _) = try SegmentRecorder.play(actors)
        let beats = segments.filter { $0.payload == AMQP091Encoder.heartbeat }
        #expect(beats.count >= 4)
    }
}
