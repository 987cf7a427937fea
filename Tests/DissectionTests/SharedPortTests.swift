import Bytes
import Dissection
import TestKit
import Testing

/// Two protocols on one port: the bytes tell which it is.
@Suite struct SharedPortTests {
    private static let registry = Registry([
        Registry.Entry(
            "block", "both", stream: Registry.Stream(ports: [7000]) { BlockDissector() }),
        Registry.Entry(
            "line", "both",
            stream: Registry.Stream(ports: [7000], begins: LineDissector.begins) { LineDissector() }
        ),
    ])

    private func run(_ talk: Conversation, _ schedule: DeliverySchedule) throws
        -> Conversation.Result
    {
        let undecided = try #require(Self.registry.findStream(port: 7000))
        #expect(undecided is UndecidedDissector)
        return talk.run(undecided, Self.registry, schedule)
    }

    @Test(arguments: DeliverySchedule.all)
    func takesTheOneThatBeginsSo(schedule: DeliverySchedule) throws {
        var lines = Conversation()
        lines.client("HELO\nmore\n")
        lines.server("answer\n")
        #expect(try run(lines, schedule).names == ["Line", "Line", "Line"])
        var blocks = Conversation()
        blocks.client(BlockDissector.block("one") + BlockDissector.block("two"))
        #expect(try run(blocks, schedule).names == ["Block", "Block"])
    }

    /// The end of a block, and two more behind it.
    @Test(arguments: DeliverySchedule.all)
    func takesTheOneWhoseMessagesFitInTheMiddle(schedule: DeliverySchedule) throws {
        var talk = Conversation()
        talk.add(.midstream, .client)
        talk.add(.midstream, .server)
        talk.client(Array("the end of one".utf8))
        talk.client(BlockDissector.block("two") + BlockDissector.block("three"))
        talk.server(BlockDissector.block("four") + BlockDissector.block("five"))
        let result = try run(talk, schedule)
        #expect(result.names == Array(repeating: "Block", count: 4))
        #expect(result.texts(of: "Block") == ["two", "three", "four", "five"])
        #expect(result.skips.map(\.why) == [.unsynchronized])
    }

    @Test(arguments: DeliverySchedule.all)
    func findsTheProtocolBehindAGap(schedule: DeliverySchedule) throws {
        var talk = Conversation()
        talk.add(.gap(100))
        talk.client(BlockDissector.block("two") + BlockDissector.block("three"))
        #expect(try run(talk, schedule).texts(of: "Block") == ["two", "three"])
    }

    /// A server that does not know what it was asked answers in its own protocol.
    @Test(arguments: DeliverySchedule.all)
    func readsAnAnswerOfAnotherProtocol(schedule: DeliverySchedule) {
        let registry = Registry([
            Registry.Entry(
                "line",
                stream: Registry.Stream(begins: LineDissector.begins) { LineDissector() }),
            Registry.Entry(
                "block",
                stream: Registry.Stream(
                    begins: { bytes, _ in
                        bytes.byte(at: 0) != 0xB5 ? .no : bytes.byteCount < 3 ? .needMore : .yes
                    },
                    make: { BlockDissector() })),
        ])
        var talk = Conversation()
        talk.client("HELO\nmore\n")
        talk.server(BlockDissector.block("what") + BlockDissector.block("ever"))
        talk.client("still\n")
        talk.add(.finish, .client)
        talk.add(.finish, .server)
        let result = talk.run(UndecidedDissector(registry), registry, schedule)
        #expect(result.texts(of: "Line") == ["HELO", "more", "still"])
        #expect(result.texts(of: "Block") == ["what", "ever"])
        #expect(result.skips == [])
    }

    /// A name may stand for both, as in `-d` and in a WebSocket subprotocol.
    @Test func sharesANameToo() throws {
        #expect(Self.registry.findStream(name: "both") is UndecidedDissector)
        #expect(Self.registry.findStream(name: "line") is LineDissector)
        let override = Registry(
            [
                Registry.Entry("a", "both", stream: Registry.Stream { BlockDissector() }),
                Registry.Entry("b", "both", stream: Registry.Stream { LineDissector() }),
            ], overrides: [PortOverride(.tcp, 9...9, "both")])
        #expect(override.findStream(port: 9) is UndecidedDissector)
    }
}
