import Bytes
import DissectAMQP
import Dissection
import TestKit
import Testing

@Suite struct AMQPStreamTests {
    private static var conversation: Reading {
        var reading = Reading.linked
        reading.client(
            Frames.transfer(0)
                + Frames.transfer(1, Frames.text(String(repeating: "y", count: 900))),
            Frames.transfer(2, more: true, Array(Frames.text("in two parts").prefix(5))),
            Frames.heartbeat,
            Frames.transfer(nil, Array(Frames.text("in two parts").dropFirst(5))))
        reading.server(Frames.disposition(0, 2))
        reading.client(Frames.detach(), Frames.close)
        reading.server(Frames.detach(), Frames.close)
        return reading
    }

    @Test(arguments: DeliverySchedule.all)
    func readsFramesHoweverTheyAreCut(schedule: DeliverySchedule) {
        let result = Self.conversation.run(schedule)
        #expect(result.records.count == 19)
        #expect(result.names == Array(repeating: "AMQP", count: 19))
        #expect(result.records.map(\.fields) == Self.conversation.run().records.map(\.fields))
        #expect(result.records.allSatisfy { $0.notes.isEmpty })
        #expect(result.skips.isEmpty)
    }

    /// The list says the same whether anybody looks at fields or not.
    @Test func saysTheSameAtEachDepth() {
        let list = Self.conversation.run(depth: .summary)
        #expect(list.summaries == Self.conversation.run(depth: .tree).summaries)
        #expect(
            list.summaries == [
                "Protocol-Header 1-0-0 ", "open ", "Protocol-Header 1-0-0 ", "open ", "begin ",
                "begin ", "attach ", "attach ", "flow ", "transfer transfer ", "transfer ",
                "(empty)", "transfer ", "disposition ", "detach ", "close ", "detach ", "close ",
            ])
    }

    /// Every shorter beginning of a conversation is waited for.
    @Test func waitsForEveryShorterFrame() {
        for whole in [Frames.header, Frames.open(), Frames.attach("l"), Frames.transfer(7)] {
            for count in 1..<whole.count {
                var reading = Reading()
                reading.talk.client(Array(whole[..<count]))
                let result = reading.run()
                #expect(result.records.isEmpty, "\(count) bytes of \(whole.count)")
                #expect(result.skips.isEmpty, "\(count) bytes of \(whole.count)")
            }
        }
    }

    /// A body that ends anywhere is a note in its frame; the one behind it is read.
    @Test func readsOnBehindEveryShorterBody() {
        let bodies = [
            Frames.attach("l"), Frames.transfer(7),
            Frames.disposition(1, 2, state: .described(0x25, .list([]))),
        ]
        for whole in bodies.map({ Array($0.dropFirst(8)) }) {
            for count in 0..<whole.count {
                var reading = Reading.linked
                reading.client(Frames.frame(Array(whole[..<count])) + Frames.heartbeat)
                let sink = reading.read(depth: .tree, isRich: true)
                #expect(sink.infos.last?.hasSuffix("(empty)") == true, "\(count) bytes")
                #expect(sink.messages.count == 11, "\(count) bytes")
            }
        }
    }

    @Test(arguments: DeliverySchedule.all)
    func goesOnBehindAGap(schedule: DeliverySchedule) {
        var reading = Reading.linked
        let frame = Frames.transfer(0, Frames.text(String(repeating: "z", count: 200)))
        reading.talk.client(Array(frame[..<20]))
        reading.talk.add(.gap(50))
        reading.talk.client(Array(frame[70...]))
        reading.client(Frames.transfer(1))
        let result = reading.run(schedule)
        #expect(result.records.count == 10)
        #expect(result.skips.map(\.why) == [.missing])
        #expect(result.records.last?.notes.isEmpty == true)
    }

    /// Behind a gap in unknown frames the next two in a row are believed.
    @Test(arguments: DeliverySchedule.all)
    func findsFramesAgain(schedule: DeliverySchedule) {
        var reading = Reading.linked
        reading.talk.add(.gap(500))
        reading.talk.client(Array("the end of what was lost".utf8))
        reading.talk.client(Frames.transfer(5) + Frames.transfer(6))
        let result = reading.run(schedule)
        #expect(result.records.count == 11)
        #expect(Set(result.skips.map { "\($0.why)" }) == ["missing", "unsynchronized"])
    }

    /// A capture that begins in the middle of a frame, in both directions.
    @Test(arguments: DeliverySchedule.all)
    func beginsInTheMiddle(schedule: DeliverySchedule) {
        var reading = Reading()
        reading.talk.add(.midstream, .client)
        reading.talk.add(.midstream, .server)
        reading.talk.client(Array(Frames.transfer(4).dropFirst(9)))
        reading.talk.client(Frames.transfer(5, channel: 3) + Frames.transfer(6, channel: 3))
        reading.talk.server(Frames.disposition(5, 6, channel: 3) + Frames.heartbeat)
        let result = reading.run(schedule)
        #expect(result.records.count == 4)
        #expect(result.records.allSatisfy { $0.notes.isEmpty })
        #expect(result.skips.map(\.why) == [.unsynchronized])
    }

    /// A capture that begins inside a payload: nothing is read that was not sent as a frame.
    @Test(arguments: 1...20)
    func inventsNothingInsideAPayload(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let isZeros = seed % 2 == 0
        let payload = (0..<20_000).map { _ in
            isZeros && Bool.random(using: &generator)
                ? UInt8.random(in: 0...2, using: &generator)
                : UInt8.random(in: 0...255, using: &generator)
        }
        var reading = Reading()
        reading.talk.add(.midstream, .client)
        reading.talk.client(payload)
        #expect(reading.run(.chunks(of: 1448)).records.isEmpty)
    }

    /// A size that no frame can have: the place is lost, and found again.
    @Test(arguments: [0, 7, 0x7FFF_FFFF, 0xFFFF_FFFF] as [UInt32])
    func survivesLyingSizes(size: UInt32) {
        var reading = Reading.linked
        reading.client(
            big(size) + [2, 0, 0, 0] + Array("junk".utf8) + Frames.transfer(0) + Frames.transfer(1))
        let result = reading.run()
        #expect(result.records.count == 11)
        #expect(
            result.skips.contains {
                $0.why == .unreadable(.malformed(.frameSize, offset: $0.range.offset))
            })
    }

    @Test(arguments: 1...100)
    func survivesRandomBytes(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var bytes = Self.conversation.talk.events.flatMap { event -> [UInt8] in
            if case .write(let bytes) = event.1 { return bytes }
            return []
        }
        for _ in 0..<Int.random(in: 1...20, using: &generator) {
            let place = Int.random(in: 0..<bytes.count, using: &generator)
            bytes[place] = .random(in: 0...255, using: &generator)
        }
        var reading = Reading.linked
        reading.talk.client(bytes)
        reading.talk.server(bytes)
        let whole = reading.run()
        #expect(
            reading.run(.random(seed: seed)).records.map(\.fields) == whole.records.map(\.fields))
    }
}
