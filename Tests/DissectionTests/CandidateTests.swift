import Bytes
import Dissection
import TestKit
import Testing

/// Who reads a connection: by port, and by content where the port was wrong.
@Suite struct CandidateTests {
    private final class Run {
        var driver: StreamDriver
        var message = Message(depth: .tree)
        var sink = RecordingSink()

        init(_ driver: consuming StreamDriver) { self.driver = driver }

        var protocolName: String { "\(driver.protocolName)" }
        var isGivenUp: Bool { driver.isGivenUp }

        func standing(_ sender: Endpoint = .client) -> StreamStanding {
            driver.standing(of: sender)
        }

        func send(_ bytes: [UInt8], _ sender: Endpoint = .client) {
            message.beginPacket()
            driver.receive(bytes.rawSpan, from: sender, into: &message, to: &sink)
        }
    }

    private func run(
        server: UInt16, client: UInt16, known: Bool = false, _ registry: Registry = .toys()
    ) -> Run {
        Run(
            StreamDriver(
                registry: registry, serverPort: server, clientPort: client,
                isServerKnown: known))
    }

    @Test func takesTheLowerPortFirst() {
        let upward = run(server: 7002, client: 7000)
        #expect(upward.protocolName == "Block")
        let downward = run(server: 7000, client: 7002)
        #expect(downward.protocolName == "Block")
        let known = run(server: 7002, client: 7000, known: true)
        #expect(known.protocolName == "Write")
    }

    /// A port alone is no proof.
    @Test(arguments: DeliverySchedule.all)
    func triesTheContentWhenThePortIsWrong(schedule: DeliverySchedule) {
        let run = run(server: 7000, client: 50000)
        for piece in schedule.cut(Array("HELO\nmore\n".utf8)) { run.send(Array(piece)) }
        #expect(run.sink.records.map(\.name) == ["Line", "Line"])
        #expect(run.sink.skips.isEmpty)
        run.send(Array("answer\n".utf8), .server)
        #expect(run.sink.records.count == 3)
    }

    @Test func triesTheOtherPortWhenTheFirstIsWrong() {
        let run = run(server: 7002, client: 7000)
        run.driver.receive(
            Array("any write".utf8).rawSpan, from: .client, end: .pushed, into: &run.message,
            to: &run.sink)
        #expect(run.sink.records.map(\.name) == ["Write"])
        #expect(run.sink.skips.isEmpty)
    }

    /// Who has read a message stays, whatever comes behind it.
    @Test func aDissectorThatHasReadIsNotReplaced() {
        let run = run(server: 7000, client: 50000)
        run.send(BlockDissector.block("one") + Array("HELO\n".utf8))
        #expect(run.sink.records.map(\.name) == ["Block"])
        #expect(run.protocolName == "Block")
    }

    /// What the other direction sent and the refused dissector kept is offered to the next one.
    @Test func theOtherDirectionIsOfferedToTheNext() {
        let run = run(server: 7000, client: 50000)
        run.send([0xB5], .server)
        run.send(Array("HELO\n".utf8), .client)
        run.send(Array("x\n".utf8), .server)
        #expect(run.sink.records.map(\.name) == ["Line"])
        #expect(run.sink.skips.first?.why == .unreadable(.malformed(.notText, offset: 0)))
    }

    @Test func givesUpWhenNobodyKnowsTheBytes() {
        let registry = Registry.toys(knowsLines: false)
        #expect(!registry.knowsStream(1, 2))
        #expect(registry.knowsStream(1, 7000))
        let run = run(server: 1, client: 2, registry)
        run.send([1, 2, 3])
        #expect(!run.isGivenUp)
        run.send([1, 2, 3], .server)
        #expect(run.isGivenUp)
        #expect(run.sink.skips.first?.why == .unknownProtocol)
    }

    @Test func saysWhereADirectionStands() {
        let run = run(server: 7000, client: 50000)
        #expect(run.standing() == .betweenMessages)
        run.send([0xB5])
        #expect(run.standing() == .insideMessage)
        #expect(run.message.messageCount == 0)
        run.send([0, 0, 1, 0x61] + BlockDissector.block("x"))
        #expect(run.standing() == .betweenMessages)
        #expect(run.message.messageCount == 2)
        run.driver.lose(byteCount: 3, from: .client, into: &run.message, to: &run.sink)
        #expect(run.standing() == .searching)

        let unknown = self.run(server: 1, client: 2)
        unknown.send(Array("HE".utf8))
        #expect(unknown.standing() == .undecided)
        unknown.send(Array("LO\nSTARTTLS\nmore".utf8))
        #expect(unknown.standing() == .waiting)
    }
}
