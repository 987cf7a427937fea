import Bytes
import Dissection
import TestKit
import Testing

@Suite struct LongMessageTests {
    static let long = BlockDissector.block(Array(repeating: 0x61, count: 500))
    static let registry = Registry.toys(messageByteCountMax: 100)

    @Test(arguments: DeliverySchedule.all)
    func countsTheBodyOfALongMessage(schedule: DeliverySchedule) throws {
        var talk = Conversation()
        talk.client(BlockDissector.block("before"))
        talk.client(Self.long + BlockDissector.block("after"))
        let result = talk.run(BlockDissector(), Self.registry, schedule)
        try #require(result.names.count == 3)
        let long = result.records[1]
        #expect(long.place.range == StreamRange(offset: 10, count: 504))
        #expect(
            long.body == Body(range: StreamRange(offset: 14, count: 500), missingByteCount: 0))
        // Its bytes are not kept.
        #expect(long.fields == [nil])
        #expect(result.texts(of: "Block").last == "after")
        #expect(result.records == talk.run(BlockDissector(), Self.registry).records)
        #expect(result.skips.isEmpty)
    }

    @Test(arguments: DeliverySchedule.all)
    func keepsItsPlaceWhenALongBodyHasAGap(schedule: DeliverySchedule) throws {
        var talk = Conversation()
        talk.client(Array(Self.long[..<200]))
        talk.add(.gap(100))
        talk.client(Array(Self.long[300...]) + BlockDissector.block("after"))
        let result = talk.run(BlockDissector(), Self.registry, schedule)
        try #require(result.names.count == 2)
        #expect(result.records[0].body?.missingByteCount == 100)
        #expect(result.records[1].place.range == StreamRange(offset: 504, count: 9))
        #expect(result.skips.isEmpty)
    }

    @Test(arguments: DeliverySchedule.all)
    func passesALongBlockOnAsItComes(schedule: DeliverySchedule) throws {
        let inside = BlockDissector.block("one") + Self.long + BlockDissector.block("two")
        var talk = Conversation()
        talk.client(BlockDissector.block(inside, .carrier) + BlockDissector.block("after"))
        let registry = Self.registry
        let result = talk.run(BlockDissector(carrying: "block"), registry, schedule)
        #expect(result.records.map(\.place.stream) == [1, 1, 1, 0, 0])
        #expect(result.records[1].body?.range.count == 500)
        #expect(result.records[3].place.range.count == inside.count + 4)
        let whole = talk.run(BlockDissector(carrying: "block"), registry)
        #expect(result.records.map(\.place.range) == whole.records.map(\.place.range))
    }

    /// A message that announces more than is kept, and has no head worth reading.
    @Test(arguments: DeliverySchedule.all)
    func passesOverAMessageThatIsTooLong(schedule: DeliverySchedule) {
        var talk = Conversation()
        talk.client(XorDissector.record(0x16, Array(repeating: 1, count: 300)))
        talk.client(XorDissector.record(0x16, "short"))
        let result = talk.run(XorDissector(), Self.registry, schedule)
        #expect(result.records.last?.place.range == StreamRange(offset: 303, count: 8))
        let isCut = if case .whole = schedule { false } else { true }
        #expect(result.skips.map(\.why) == (isCut ? [.tooLong] : []))
    }
}
