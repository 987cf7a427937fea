import Bytes
import Dissection
import TestKit
import Testing

@Suite struct StackingTests {
    /// Lines that become records, which carry blocks, one of them in two records.
    static var talk: Conversation {
        let block = BlockDissector.block("inside")
        var talk = Conversation()
        talk.client("HELO\nSTARTTLS\n")
        talk.server("OK\nPROCEED\n")
        talk.client(XorDissector.record(0x16, "hello") + XorDissector.record(0x17, "secret\nmo"))
        talk.server(XorDissector.record(0x16, "hello"))
        talk.client(XorDissector.record(0x17, "re\n"))
        talk.server(XorDissector.record(0x17, "yes\n") + XorDissector.record(0x17, block))
        return talk
    }

    @Test(arguments: DeliverySchedule.all)
    func followsAnUpgradeToEncryptionAndBack(schedule: DeliverySchedule) throws {
        // Content tells the first protocol, nothing else does.
        let registry = Registry.toys()
        var talk = Self.talk
        talk.events.removeLast()
        talk.server(XorDissector.record(0x17, "yes\n"))
        let result = talk.run(UndecidedDissector(registry), registry, schedule)
        try #require(
            result.names == [
                "Line", "Line", "Line", "Line", "Xor", "Xor", "Line", "Xor", "Xor", "Line", "Xor",
                "Line",
            ])
        let lines = result.texts(of: "Line")
        #expect(lines == ["HELO", "STARTTLS", "OK", "PROCEED", "secret", "more", "yes"])
        let more = result.records[9].place
        #expect(more.stream == 1 && more.range == StreamRange(offset: 7, count: 5))
        #expect(result.skips.isEmpty)
        let whole = talk.run(UndecidedDissector(registry), registry)
        #expect(result.records == whole.records)
    }

    /// An inner stream has places of its own; its carrier is where the outer one brought it.
    @Test(arguments: DeliverySchedule.all)
    func saysWhichBytesCarriedAnInnerMessage(schedule: DeliverySchedule) throws {
        let inner = BlockDissector.block("one") + BlockDissector.block("two")
        var talk = Conversation()
        talk.client(BlockDissector.block("plain"))
        talk.client(BlockDissector.block(Array(inner[..<9]), .carrier))
        talk.client(BlockDissector.block(Array(inner[9...]), .carrier))
        let result = talk.run(BlockDissector(carrying: "block"), .toys(), schedule)
        try #require(result.names == Array(repeating: "Block", count: 5))
        let places = result.records.map(\.place)
        #expect(places.map(\.stream) == [0, 0, 1, 0, 1])
        #expect(places[2].range == StreamRange(offset: 0, count: 7))
        #expect(places[2].carrier == StreamRange(offset: 9, count: 13))
        // The second one began in the same outer block as the first.
        #expect(places[4].range == StreamRange(offset: 7, count: 7))
        #expect(places[4].carrier == StreamRange(offset: 9, count: 13 + 9))
        #expect(result.records.map(\.packet) == [0, 1, 1, 2, 2])
    }

    @Test func summarizesTheInnermostProtocol() {
        var talk = Conversation()
        talk.client(BlockDissector.block("plain") + BlockDissector.block("more"))
        talk.client(
            BlockDissector.block(
                BlockDissector.block("one") + BlockDissector.block("two"), .carrier))
        let result = talk.run(BlockDissector(carrying: "block"), .toys())
        #expect(result.summaries == ["Text, Text", "Text, Text"])
    }

    /// Inside an encryption a port means another protocol.
    @Test(arguments: DeliverySchedule.all)
    func findsTheInnerProtocolByPort(schedule: DeliverySchedule) {
        let block = BlockDissector.block("in")
        var talk = Conversation()
        talk.client(XorDissector.record(0x17, block))
        let result = talk.run(XorDissector(), .toys(), schedule, port: 7001)
        #expect(result.names == ["Xor", "Block"])
        #expect(talk.run(XorDissector(), .toys(), schedule, port: 7000).names == ["Xor"])
    }

    /// However deep the blocks are nested, the stack is as high as its limit.
    @Test func stopsAtTheHighestLevel() {
        var bytes = BlockDissector.block("core")
        for _ in 0..<20 { bytes = BlockDissector.block(bytes, .carrier) }
        var talk = Conversation()
        talk.client(bytes)
        let result = talk.run(BlockDissector(carrying: "block"), .toys())
        #expect(result.records.count == StreamLimits().levelCountMax)
        #expect(result.skips.map(\.why) == [.unknownProtocol, .abandoned])
    }
}
