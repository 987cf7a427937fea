import DissectChat
import Dissection
import TestKit
import Testing

/// Where a message ends that has no framing, and whose connection it is.
@Suite struct ChatFramingTests {
    @Test func aWriteIsAMessage() {
        let reading = Reading()
        let bob = reading.connectBob()
        let text = Array(String(repeating: "x", count: 2000).utf8)
        #expect(reading.write(bob, .client, Array(text[..<1448]), end: []) == "")
        let whole = reading.write(bob, .client, Array(text[1448...]))
        #expect(whole == "Public [Bob] " + String(repeating: "x", count: 2000))
        #expect(reading.client(bob, .say("one\ntwo")) == "Public [Bob] one\\ntwo")
    }

    /// What the server sent at once is parted at its fixed lines.
    @Test(arguments: [
        [ChatMessage.joined("Carl"), .users(["Alice", "Carl"])],
        [.left("Alice"), .users([]), .joined("Carl"), .users(["Carl"])],
        [.users(["Alice"]), .files(["a", "b"])],
        [.users(["Alice"]), .said(by: "Alice", "hello there")],
        [.users(["Alice"]), .offer(port: 55000, size: 1, file: "f")],
        [.users(["Alice"]), .whispered(by: "Alice", "hello there")],
        [.users(["Alice"]), .echoed(to: "Alice", "hello there")],
        [.users(["Alice"]), .notConnected("Eve")],
        [.said(by: "Alice", "hello"), .users(["Alice"])],
        [.said(by: "Alice", "hello"), .joined("Carl"), .users(["Alice", "Carl"])],
        [.said(by: "Alice", "bye"), .left("Alice"), .users([])],
        [.said(by: "Alice", "hello"), .files(["a", "b"]), .users(["Alice"])],
        [.said(by: "Alice", "hello"), .offer(port: 55000, size: 7, file: "f"), .users(["Alice"])],
        [.echoed(to: "Alice", "hello"), .users(["Alice"])],
    ])
    func partsGluedLines(messages: [ChatMessage]) {
        let apart = Reading()
        let glued = Reading()
        let bobs = [apart.connectBob(), glued.connectBob()]
        for (reading, bob) in zip([apart, glued], bobs) {
            reading.client(bob, .list)
            reading.client(bob, .show)
            reading.client(bob, .download("f"))
        }
        let expected = messages.map { apart.server(bobs[0], $0) }.joined(separator: ", ")
        let summary = glued.write(bobs[1], .server, messages.flatMap(\.encoded))
        #expect(summary == expected)
    }

    /// What somebody typed is not parted, whatever it looks like.
    @Test(arguments: [
        "Alice has joined the chat!", "call ALL Alice now", "ALL ", "TOTALL stop", "UDP 1 2 x",
        "a CHOOSE_FILE b", "xUDP 55000 1 f", "Bob left the chat...", "MALL Eve ", "a: b",
    ])
    func leavesTypedTextWhole(text: String) {
        let reading = Reading()
        let bob = reading.connectBob()
        let summary = reading.server(bob, .said(by: "Alice", text))
        #expect(summary == "Public [Alice] \(text)")
    }

    @Test(arguments: DeliverySchedule.all)
    func readsWritesHoweverTheyAreCut(schedule: DeliverySchedule) {
        var talk = Conversation()
        talk.client("Bob")
        talk.server("Bob has joined the chat!ALL Alice ")
        talk.client("~Alice Hello Alice")
        talk.server("from you to Alice: (PRIVATE) Hello Alice")
        talk.client("show")
        talk.server("ALL Alice ")
        let registry = Registry(ChatProtocols.entries())
        let result = talk.run(ChatDissector(), registry, schedule)
        #expect(result.records == talk.run(ChatDissector(), registry, .whole).records)
        #expect(result.records.count == 7)
        #expect(result.skips.isEmpty)
    }

    /// Who opened the connection is not known, and it is the one with the lower port.
    @Test func findsTheServerInTheMiddle() {
        var talk = Conversation()
        talk.add(.midstream, .client)
        talk.client("Alice: hello")
        talk.add(.midstream, .server)
        talk.server("show")
        talk.client("ALL Alice ")
        let result = talk.run(ChatDissector(), Registry(ChatProtocols.entries()))
        #expect(result.summaries == ["Public [Alice] hello", "Show users", "Users [Alice]"])
        #expect(result.records.allSatisfy { $0.notes.isEmpty })
    }

    @Test func goesOnBehindAGap() {
        var talk = Conversation()
        talk.client("Bob")
        talk.server("Bob has joined the chat!")
        talk.add(.gap(100), .server)
        talk.server("ALL Alice ")
        let result = talk.run(ChatDissector(), Registry(ChatProtocols.entries()))
        #expect(result.summaries.last == "Users [Alice]")
        #expect(result.records.allSatisfy { $0.notes.isEmpty })
    }
}
