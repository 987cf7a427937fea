import Bytes
import DissectAMQP091
import Dissection
import TestKit
import Testing

@Suite struct AMQP091StreamTests {
    private func conversation() -> Reading {
        var reading = Reading()
        reading.client(Frames.confirmSelect)
        reading.client(Frames.publish(), Frames.header(6, type: "text/plain"))
        reading.client(Frames.body("abc"), Frames.body("def"), Encoder.heartbeat)
        reading.server(Frames.acknowledge(1), Encoder.heartbeat)
        return reading
    }

    @Test(arguments: DeliverySchedule.all)
    func readsFramesHoweverTheyAreCut(schedule: DeliverySchedule) {
        let reading = conversation()
        let result = reading.run(schedule)
        #expect(result.records.count == 13)
        #expect(result.records.map(\.fields) == reading.run().records.map(\.fields))
        #expect(result.records.allSatisfy { $0.notes.isEmpty })
        #expect(result.skips.isEmpty)
    }

    /// Every shorter beginning of a frame is waited for, and none is taken for a frame.
    @Test(arguments: [Encoder.protocolHeader, Frames.publish(), Frames.body("hello")])
    func waitsForEveryShorterFrame(frame: [UInt8]) {
        for count in 0..<frame.count {
            var reading = Reading(greets: false)
            reading.talk.client(Array(frame[..<count]))
            let result = reading.run()
            #expect(result.records.isEmpty, "\(count) bytes")
            #expect(result.skips.isEmpty, "\(count) bytes")
        }
    }

    /// Arguments that end anywhere are a note in their frame; the one behind it is read.
    @Test func readsOnBehindEveryShorterMethod() {
        let arguments = Array(
            Encoder.method(
                channel: 1, 50, 20,
                [
                    .short(0), .text("queue"), .text("ex"), .text("key"), .bits([false]),
                    .table([("a", .string("b")), ("c", .array([.int32(1), .void]))]),
                ])[7...].dropLast())
        for count in 4..<arguments.count {
            var reading = Reading()
            reading.client(
                Encoder.frame(1, channel: 1, Array(arguments[..<count])) + Encoder.heartbeat)
            let records = reading.run().records
            #expect(records.count == 7, "\(count) bytes")
            #expect(records[5].notes.first.map { "\($0.rule)" } == "amqp.malformed")
            #expect(records[6].notes.isEmpty)
        }
    }

    /// Packets that the capture cut between two frames, or in a frame's header, do not tell where
    /// the next frame begins: the beginning of the next packet, cut too, is believed.
    @Test(arguments: [0, 3, 7, 20])
    func readsOnInCutPackets(extra: Int) {
        let first = Frames.publish("one")
        let second = Frames.publish("two") + Frames.header(5) + Frames.body("hello")
        var reading = Reading()
        reading.talk.add(
            .cut(first + Frames.header(9) + Frames.body("123456789"), to: first.count + extra),
            .client)
        reading.talk.add(.cut(second, to: Frames.publish("two").count - 3), .client)
        reading.talk.add(.cut(second, to: Frames.publish("two").count + 9), .client)
        let result = reading.run(depth: .summary)
        let rows = result.summaries.suffix(3)
        let cut = "[Packet size limited during capture]"
        #expect(rows.first?.hasPrefix("Basic.Publish x=ex rk=one ") == true)
        #expect(rows.dropFirst().first?.hasPrefix("Basic.Publish ") == true)
        #expect(rows.dropFirst().first?.hasSuffix(cut) == true)
        #expect(rows.last == "Basic.Publish x=ex rk=two Content-Header \(cut)")
    }

    @Test(arguments: DeliverySchedule.all)
    func goesOnBehindAGapInsideAFrame(schedule: DeliverySchedule) {
        var reading = Reading()
        let body = Encoder.body(channel: 1, [UInt8](repeating: 1, count: 100))
        reading.client(Frames.publish(), Frames.header(100))
        reading.talk.client(Array(body[..<20]))
        reading.talk.add(.gap(50))
        reading.talk.client(Array(body[70...]))
        reading.client(Frames.publish("behind"))
        let result = reading.run(schedule)
        #expect(result.skips.map(\.why) == [.missing])
        #expect(result.records.last?.fields.contains("behind") == true)
    }

    /// Behind a gap of unknown frames the next two in a row are believed, and no byte before them.
    @Test(arguments: DeliverySchedule.all)
    func findsFramesAgain(schedule: DeliverySchedule) {
        var reading = Reading()
        reading.talk.add(.gap(500))
        reading.talk.client(Array("lost payload \u{1}\u{0}\u{1} 0123\u{3}".utf8))
        reading.talk.client(Frames.publish("one") + Frames.header(0))
        let result = reading.run(schedule)
        #expect(result.records.count == 7)
        #expect(Set(result.skips.map { "\($0.why)" }) == ["missing", "unsynchronized"])
        // That the channel has lost its place is no mistake of the sender's.
        #expect(result.records.suffix(2).allSatisfy { $0.notes.isEmpty })
    }

    /// What begins like a frame, has its length, and does not end with 0xCE is none.
    @Test func confirmsTheEndOfAFrame() {
        var reading = Reading()
        reading.talk.add(.gap(500))
        var almost = Frames.publish("no")
        almost[almost.count - 1] = 0xCD
        reading.talk.client(almost + almost + Frames.publish("yes") + Encoder.heartbeat)
        let result = reading.run()
        #expect(result.records.count == 7)
        #expect(result.records[5].fields.contains("yes"))
    }

    @Test func startsInTheMiddleOfAFrame() {
        var reading = Reading(greets: false)
        reading.talk.add(.midstream, .client)
        reading.talk.add(.midstream, .server)
        reading.talk.client(Array(Frames.publish("cut")[9...]) + Frames.header(0))
        reading.client(Frames.publish("whole"), Frames.header(3), Frames.body("abc"))
        reading.server(Frames.deliver(77), Frames.header(0))
        reading.client(Frames.acknowledge(77))
        let messages = reading.run()
        #expect(messages.records.count == 7)
        #expect(messages.records.allSatisfy { $0.notes.isEmpty })
    }

    /// A capture that begins inside a body: nothing is read that was not sent as a frame.
    @Test(arguments: 1...20)
    func inventsNothingInsideABody(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let isText = seed % 2 == 0
        let payload = (0..<20_000).map { _ in
            UInt8.random(in: isText ? 0x20...0x7E : 0...255, using: &generator)
        }
        var reading = Reading(greets: false)
        reading.talk.add(.midstream, .client)
        reading.talk.add(.midstream, .server)
        reading.talk.client(payload)
        reading.talk.server(payload)
        #expect(reading.run(.chunks(of: 1448)).records.isEmpty)
    }

    @Test(arguments: 1...200)
    func survivesRandomBytes(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var bytes = conversation().talk.events.flatMap { event -> [UInt8] in
            if case .write(let bytes) = event.1 { return bytes }
            return []
        }
        for _ in 0..<Int.random(in: 1...20, using: &generator) {
            let place = Int.random(in: 0..<bytes.count, using: &generator)
            bytes[place] = .random(in: 0...255, using: &generator)
        }
        var reading = Reading()
        reading.client(bytes)
        reading.server(bytes)
        #expect(
            reading.run(.random(seed: seed)).records.map(\.fields)
                == reading.run().records.map(\.fields))
    }
}
