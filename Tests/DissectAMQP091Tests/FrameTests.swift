import Bytes
import DissectAMQP091
import Dissection
import TestKit
import Testing

/// Frames that break rules: each is a note, and the next frame is read.
@Suite struct AMQP091FrameTests {
    private func rules(of frame: [UInt8]) -> [String] {
        var reading = Reading()
        reading.client(frame + Encoder.heartbeat)
        let records = reading.run().records
        #expect(records.count == 7)
        #expect(records.last?.notes.isEmpty == true)
        return records.dropLast().flatMap(\.notes).map { "\($0.rule)" }
    }

    @Test func notesAWrongEnd() {
        var frame = Frames.publish()
        frame[frame.count - 1] = 0xCD
        #expect(rules(of: frame) == ["amqp.frame-end"])
    }

    @Test func notesAFrameLongerThanAgreed() {
        var reading = Reading()
        reading.client(Frames.publish(), Frames.header(200_000))
        reading.client(
            Encoder.body(channel: 1, [UInt8](repeating: 7, count: 200_000)) + Encoder.heartbeat)
        #expect(reading.rules == ["amqp.frame-too-large"])
        #expect(reading.run(.chunks(of: 1448)).records.count == 9)
    }

    @Test func notesUnknownTypesClassesAndMethods() {
        #expect(rules(of: Encoder.frame(9, channel: 1, [1, 2])) == ["amqp.frame-type"])
        #expect(rules(of: Encoder.method(channel: 1, 77, 10)) == ["amqp.class-unknown"])
        #expect(rules(of: Encoder.method(channel: 1, 60, 99)) == ["amqp.method-unknown"])
        let header = Encoder.contentHeader(channel: 1, bodySize: 0, classID: 77)
        #expect(
            rules(of: header) == ["amqp.content-without-method", "amqp.class-unknown"])
    }

    @Test func notesFramesOnChannelsNeverOpened() {
        #expect(rules(of: Frames.publish(channel: 9)) == ["amqp.channel-not-open"])
        #expect(rules(of: Frames.publish(channel: 3000)).contains("amqp.channel-over-maximum"))
        #expect(rules(of: Frames.publish(channel: 0)).contains("amqp.wrong-channel"))
    }

    @Test func notesContentsOutOfPlace() {
        #expect(rules(of: Frames.header(3)) == ["amqp.content-without-method"])
        #expect(rules(of: Frames.body("x")) == ["amqp.body-without-header"])
    }

    @Test func notesContentsThatDoNotEnd() {
        var reading = Reading()
        reading.client(Frames.publish(), Frames.publish(), Frames.header(3), Frames.publish())
        #expect(reading.rules == ["amqp.content-incomplete", "amqp.content-incomplete"])
        reading = Reading()
        reading.client(Frames.publish(), Frames.header(3), Frames.body("abcd"))
        #expect(reading.rules == ["amqp.body-too-long"])
    }

    /// A size that is not to be believed loses the frame, and no other.
    @Test(arguments: [0x0100_0000, 0x7FFF_FFFF, 0xFFFF_FFFF])
    func findsTheFrameBehindOneWhoseSizeLies(size: UInt32) {
        var reading = Reading()
        var frame = Frames.publish("lies")
        for index in 0..<4 { frame[3 + index] = UInt8(size >> UInt32(24 - 8 * index) & 0xFF) }
        reading.client(frame + Frames.publish("truth") + Frames.header(0) + Encoder.heartbeat)
        let result = reading.run()
        #expect(result.records.count == 8)
        #expect(result.records[5].fields.contains("truth"))
        #expect(result.skips.first.map { "\($0.why)" }?.hasPrefix("unreadable") == true)
    }

    /// A size that is too small by some bytes: what follows is no frame.
    @Test func findsTheFrameBehindOneWhoseSizeIsTooSmall() {
        var reading = Reading()
        var frame = Frames.publish("small")
        frame[6] -= 3
        reading.client(frame + Frames.publish("truth") + Frames.header(0) + Encoder.heartbeat)
        let records = reading.run().records
        #expect(records.contains { $0.fields.contains("truth") })
        #expect(records.flatMap(\.notes).contains { "\($0.rule)" == "amqp.frame-end" })
    }

    @Test func readsAFrameOverTheLimitOfWhatIsKept() {
        var reading = Reading(greets: false)
        reading.client(Encoder.protocolHeader)
        reading.client(Encoder.method(channel: 0, 10, 31, [.short(0), .long(0), .short(0)]))
        reading.client(Encoder.method(channel: 1, 20, 10, [.text("")]))
        reading.client(Frames.publish(), Frames.header(17 << 20))
        reading.client(Encoder.body(channel: 1, [UInt8](repeating: 1, count: 17 << 20)))
        reading.client(Encoder.heartbeat)
        let records = reading.run(.chunks(of: 1 << 16)).records
        #expect(records.count == 7)
        #expect(records[5].body?.range.count == 17 << 20 | 1)
        #expect(records.allSatisfy { $0.notes.isEmpty })
    }
}
