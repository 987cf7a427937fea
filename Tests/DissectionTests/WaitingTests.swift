import Bytes
import Dissection
import TestKit
import Testing

/// A direction that the other one decides about.
@Suite struct WaitingTests {
    /// The client's records came before the answer that makes them records.
    @Test(arguments: DeliverySchedule.all)
    func holdsBytesBackUntilTheOtherEndDecides(schedule: DeliverySchedule) {
        var talk = Conversation()
        talk.client("STARTTLS\n")
        talk.client(XorDissector.record(0x16, "hello"))
        talk.server("PROCEED\n")
        let result = talk.run(LineDissector(), .toys(), schedule)
        #expect(result.names == ["Line", "Line", "Xor"])
        // What the answer made readable belongs to the answer's packet.
        #expect(result.records.map(\.packet) == [0, 2, 2])
        #expect(result.records[2].place.sender == .client)
        #expect(result.records[2].place.carrier == StreamRange(offset: 9, count: 8))
    }

    @Test(arguments: DeliverySchedule.all)
    func goesOnAsBeforeWhenTheOtherEndRefuses(schedule: DeliverySchedule) {
        var talk = Conversation()
        talk.client("STARTTLS\n")
        talk.client("next\n")
        talk.server("REFUSED\n")
        let result = talk.run(LineDissector(), .toys(), schedule)
        #expect(result.texts(of: "Line") == ["STARTTLS", "REFUSED", "next"])
    }

    /// The same inside an encryption: the carrier is of the waiting direction's own stream, and
    /// not of the one that woke it.
    @Test(arguments: DeliverySchedule.all)
    func knowsTheCarrierOfAMessageThatWaited(schedule: DeliverySchedule) throws {
        let registry = Registry.toys()
        var talk = Conversation()
        talk.client(XorDissector.record(0x17, "HELO\nSTARTTLS\n"))
        talk.client(XorDissector.record(0x17, "later\n"))
        talk.server(XorDissector.record(0x17, "REFUSED\n"))
        let result = talk.run(XorDissector(), registry, schedule)
        #expect(result.texts(of: "Line") == ["HELO", "STARTTLS", "REFUSED", "later"])
        let woken = try #require(result.records.last)
        #expect(woken.place.sender == .client && woken.place.stream == 1)
        #expect(woken.place.range == StreamRange(offset: 14, count: 6))
        #expect(woken.place.carrier == StreamRange(offset: 17, count: 9))
        #expect(woken.packet == 2)
    }

    /// A message whose end is only known when the stream ends.
    @Test(arguments: DeliverySchedule.all)
    func knowsTheCarrierOfAMessageThatTheEndCompletes(schedule: DeliverySchedule) throws {
        var talk = Conversation()
        talk.client(XorDissector.record(0x16, "hello"))
        talk.client(XorDissector.record(0x17, "a") + XorDissector.record(0x17, "b"))
        talk.add(.finish)
        let inner = Registry([
            .init("unended", stream: Registry.Stream(securePorts: [1]) { UnendedDissector() })
        ])
        let result = talk.run(XorDissector(), inner, schedule, port: 1)
        let last = try #require(result.records.last)
        #expect(last.name == "Unended" && last.packet == 2)
        #expect(last.place.range == StreamRange(offset: 0, count: 2))
        #expect(last.place.carrier == StreamRange(offset: 8, count: 8))
    }

    @Test func givesUpOnBytesThatWaitTooLong() {
        var talk = Conversation()
        talk.client("STARTTLS\n")
        for _ in 0..<10 { talk.client(String(repeating: "x", count: 99) + "\n") }
        let result = talk.run(LineDissector(), .toys(searchByteCountMax: 450))
        #expect(result.texts(of: "Line") == ["STARTTLS"])
        #expect(result.skips.first?.why == .tooLong)
        #expect(result.skips.first?.range == StreamRange(offset: 9, count: 500))
    }
}

/// A message that lasts until the end of its stream.
private struct UnendedDissector: StreamDissector {
    static let name: StaticString = "Unended"

    mutating func next(
        _ input: inout ByteCursor, _ delivery: Delivery, into message: inout Message
    ) throws(ParseError) -> Step {
        guard delivery.end.contains(.last), input.remaining > 0 else {
            return .needMore(byteCount: input.remaining + 1)
        }
        try input.skip(input.remaining)
        return .message
    }
}
