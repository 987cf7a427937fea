import Bytes
import Dissection
import TestKit
import Testing

@Suite struct GapTests {
    static let message = BlockDissector.block(Array(repeating: 0x61, count: 60))

    /// The end of the message is known, so its loss does not cost the next one.
    @Test(arguments: DeliverySchedule.all)
    func goesOnBehindAShortMessageWithAGap(schedule: DeliverySchedule) {
        var talk = Conversation()
        talk.client(Array(Self.message[..<20]))
        talk.add(.gap(10))
        talk.client(Array(Self.message[30...]) + BlockDissector.block("next"))
        let result = talk.run(BlockDissector(), .toys(), schedule)
        #expect(result.records.map(\.place.range) == [StreamRange(offset: 64, count: 8)])
        #expect(result.skips.map(\.why) == [.missing])
        #expect(result.skips.map(\.range) == [StreamRange(offset: 0, count: 64)])
    }

    /// Behind a gap of unknown contents messages are found again, in two steps.
    @Test(arguments: DeliverySchedule.all)
    func findsMessagesAgainBehindAGap(schedule: DeliverySchedule) {
        let blocks = BlockDissector.block("one") + BlockDissector.block("two")
        var talk = Conversation()
        talk.client(BlockDissector.block("first"))
        talk.add(.gap(33))
        // A mark with an unknown kind begins no block, nor does one that nothing follows.
        talk.client([0x78, 0xB5, 9, 0, 0xB5, 0, 0, 2, 1] + Array("zzz".utf8) + blocks)
        talk.client(BlockDissector.block("three"))
        let result = talk.run(BlockDissector(), .toys(), schedule)
        #expect(result.texts(of: "Block") == ["first", "one", "two", "three"])
        #expect(result.skips.map(\.why) == [.missing, .unsynchronized])
        #expect(result.skips.map(\.range.count) == [33, 12])
    }

    @Test(arguments: DeliverySchedule.all)
    func startsInMidstream(schedule: DeliverySchedule) {
        var talk = Conversation()
        talk.add(.midstream)
        talk.client(Array("half a body".utf8) + BlockDissector.block("one"))
        talk.client(BlockDissector.block("two"))
        let result = talk.run(BlockDissector(), .toys(), schedule)
        #expect(result.texts(of: "Block") == ["one", "two"])
        #expect(result.skips.map(\.range) == [StreamRange(offset: 0, count: 11)])
        #expect(result.skips.map(\.why) == [.unsynchronized])
    }

    /// Bytes missing from a block cost that block and the message inside; both streams go on.
    @Test(arguments: DeliverySchedule.all)
    func goesOnInsideAndOutsideAfterAGap(schedule: DeliverySchedule) {
        let inner = BlockDissector.block("one") + BlockDissector.block("two")
        let outer = BlockDissector.block(inner, .carrier)
        var talk = Conversation()
        talk.client(BlockDissector.block(Array(inner[..<10]), .carrier))
        talk.client(Array(outer[..<8]))
        talk.add(.gap(4))
        talk.client(Array(outer[12...]))
        talk.client(outer)
        let result = talk.run(BlockDissector(carrying: "block"), .toys(), schedule)
        #expect(result.records.map(\.place.stream) == [0, 1, 0, 1, 1])
        #expect(result.skips.map(\.stream) == [0, 1])
        #expect(result.records.last?.fields == ["two"])
    }

    /// Bytes that were held back may come when their stream has ended already, in the middle of a
    /// message that is passed over: they are passed over, too.
    @Test(arguments: DeliverySchedule.all)
    func standsBytesBehindTheEnd(schedule: DeliverySchedule) {
        var talk = Conversation()
        talk.client(Array(Self.message[..<20]))
        talk.add(.gap(10))
        talk.add(.finish)
        talk.client(Array(Self.message[30...]) + BlockDissector.block("next"))
        talk.add(.finish)
        let result = talk.run(BlockDissector(), .toys(), schedule)
        #expect(result.records.isEmpty)
        #expect(result.skips.first?.why == .missing)
        #expect(result.skips.dropFirst().allSatisfy { $0.why == .abandoned })
        #expect(result.skips.dropFirst().map(\.range.count).reduce(0, +) == 34 + 8)
    }

    @Test(arguments: DeliverySchedule.all)
    func reportsWhatTheEndCutsOff(schedule: DeliverySchedule) {
        var talk = Conversation()
        talk.client(BlockDissector.block("one") + Self.message[..<20])
        talk.add(.finish)
        let result = talk.run(BlockDissector(), .toys(), schedule)
        #expect(result.skips.map(\.why) == [.cutOff])
        #expect(result.skips.map(\.range) == [StreamRange(offset: 7, count: 20)])
    }

    @Test(arguments: DeliverySchedule.all)
    func readsWritesBehindAGap(schedule: DeliverySchedule) {
        var talk = Conversation()
        talk.client("Bob")
        talk.add(.gap(9))
        talk.client("hello")
        let result = talk.run(WriteDissector(), .toys(), schedule)
        #expect(result.records.map(\.place.range.offset) == [0, 12])
        #expect(result.summaries.last == "Write")
    }
}
