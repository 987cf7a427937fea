import Bytes
import DissectAMQP
import Packets
import Testing

@testable import Traffic

/// What the scenarios of AMQP 1.0 put on the wire.
@Suite struct AMQPPlayTests {
    /// How a connection begins in the lab, packet by packet: both ends' headers, SASL, and all that
    /// the client says in one breath.
    private let signingIn = [
        "Protocol-Header", "Protocol-Header", "saslMechanisms", "saslInit", "saslOutcome",
    ]

    @Test func theReceiverIsThatOfTheLab() throws {
        #expect(
            try rows("amqp-receiver").prefix(10).elementsEqual(
                signingIn + [
                    "Protocol-Header open begin attach flow", "Protocol-Header", "open", "begin",
                    "attach",
                ]))
        #expect(try rows("amqp-receiver").dropFirst(10).elementsEqual(["flow", "close", "close"]))
    }

    @Test func theSenderIsThatOfTheLab() throws {
        #expect(
            try rows("amqp-sender").dropFirst(11).elementsEqual(
                signingIn + [
                    "Protocol-Header open begin attach", "Protocol-Header", "open", "begin",
                    "attach flow", "transfer", "disposition", "transfer", "disposition", "close",
                    "close", "close", "close",
                ]))
    }

    /// Twenty messages at once; ten go on, one by one; then nine, and the last one.
    @Test func theCreditIsThatOfTheLab() throws {
        let twenty = Array(repeating: "transfer", count: 20).joined(separator: " ")
        let nine = Array(repeating: "transfer", count: 9).joined(separator: " ")
        #expect(
            try rows("amqp-credit").dropFirst(21).elementsEqual(
                [twenty, "disposition", "disposition", "transfer", "disposition"]
                    + Array(repeating: "transfer", count: 9)
                    + [
                        "flow disposition", "flow", nine, "flow disposition", "flow", "transfer",
                        "close", "close", "flow disposition", "flow", "flow", "flow", "close",
                        "close",
                    ]))
        let credits = try frames("amqp-credit").filter { $0.type == .flow }
            .compactMap { $0[.linkCredit].number }
        // The receiver's: all at first, one less for the message in its hands, and all again.
        #expect(credits.first == 10)
        #expect(credits.contains(9))
        #expect(credits.last == 10)
    }

    /// Never more on their way than the receiver has granted, however fast they come.
    @Test(arguments: [1, 7, 40])
    func noMessageGoesWithoutCredit(count: Int) throws {
        var options = ScenarioOptions(count: count)
        options.seed = UInt64(count)
        var granted = 0
        var delivered = 0
        for (frame, port) in try talk("amqp-credit", options) where port == 5672 || isFlow(frame) {
            if port != 5672, let credit = frame[.linkCredit].number {
                granted = Int(frame[.deliveryCount].number ?? 0) + Int(credit)
            }
            guard port == 5672, frame.type == .transfer else { continue }
            delivered += 1
            #expect(delivered <= granted)
        }
        #expect(delivered == count)
    }

    private func isFlow(_ frame: AMQPFrame) -> Bool { frame.type == .flow }

    @Test func everyOutcomeIsThere() throws {
        let (_, reports) = try SegmentRecorder.play(
            try #require(Scenarios.find("amqp-outcomes")).cast(ScenarioOptions(count: 4)),
            ScenarioOptions(count: 4))
        #expect(reports.contains("sender: 4 sent: 4 accepted"))
        // Two of the four come twice.
        #expect(reports.contains("receiver: 6 received"))
        let states = try frames("amqp-outcomes", ScenarioOptions(count: 4))
            .compactMap { $0.type == .disposition ? $0[.state].type : nil }
        for state in [AMQPComposite.accepted, .rejected, .released, .modified] {
            #expect(states.contains(state))
        }
    }

    /// What was modified comes again with a count of failures; what was released with none.
    @Test func whatComesAgainTellsItsStory() throws {
        let again = try frames("amqp-outcomes", ScenarioOptions(count: 4))
            .filter { $0.type == .transfer }
            .compactMap { try? AMQPMessageContent(reading: $0.payload.rawSpan) }
            .filter { $0.header != nil }
        #expect(again.count == 2)
        for message in again {
            let failed = message.properties?[.subject].text == "modify"
            #expect(message.header?[.deliveryCount].number == (failed ? 1 : 0))
        }
    }

    @Test func longMessagesGoInFramesThatFit() throws {
        let options = ScenarioOptions(count: 2, size: 10_000)
        let transfers = try frames("amqp-large", options).filter { $0.type == .transfer }
        #expect(transfers.count == 12)
        #expect(transfers.allSatisfy { $0.bytes.count <= 4096 })
        #expect(transfers.filter { $0[.more].flag == true }.count == 8)
        var message = transfers.prefix(3).flatMap(\.payload)
        let content = try AMQPMessageContent(reading: message.rawSpan)
        #expect(content.body?.binary?.count == 10_000)
        message.removeLast()
        #expect(throws: (any Error).self) { try AMQPMessageContent(reading: message.rawSpan) }
    }

    @Test(arguments: ["amqp-credit", "amqp-outcomes", "amqp-large", "amqp-storm"])
    func playsOnWhenTheNetworkIsBad(name: String) throws {
        var options = ScenarioOptions(
            count: name.hasSuffix("storm") ? 24 : 12, connections: 2, size: 5000)
        options.faults = Faults(loss: 0.05, reorder: 0.05, duplicate: 0.05, cut: 700)
        let (_, reports) = try SegmentRecorder.play(
            try #require(Scenarios.find(name)).cast(options), options)
        #expect(reports.filter { $0.hasSuffix("12 sent: 12 accepted") }.count >= 1)
    }

    // MARK: - Reading

    /// What each packet says, as a list of packets has it.
    private func rows(_ name: String) throws -> [String] {
        let scenario = try #require(Scenarios.find(name))
        let (segments, _) = try SegmentRecorder.play(
            scenario.cast(scenario.defaults), scenario.defaults)
        return try segments.map { segment in
            try units(segment.payload).map { unit in
                switch unit {
                case .header: "Protocol-Header"
                case .frame(let frame): frame.type.map { "\($0)" } ?? "heartbeat"
                }
            }.joined(separator: " ")
        }
    }

    private func frames(
        _ name: String, _ options: ScenarioOptions = ScenarioOptions(count: 20)
    ) throws -> [AMQPFrame] {
        try talk(name, options).map(\.0)
    }

    /// All frames, with the ports they came from.
    private func talk(
        _ name: String, _ options: ScenarioOptions
    ) throws -> [(AMQPFrame, UInt16)] {
        let (segments, _) = try SegmentRecorder.play(
            try #require(Scenarios.find(name)).cast(options), options)
        return try segments.flatMap { segment in
            try units(segment.payload).compactMap { unit in
                if case .frame(let frame) = unit { (frame, segment.source) } else { nil }
            }
        }
    }

    private func units(_ payload: [UInt8]) throws -> [AMQPUnit] {
        var framer = AMQPFramer()
        framer.append(payload)
        var units: [AMQPUnit] = []
        while let unit = try framer.next() { units.append(unit) }
        return units
    }
}
