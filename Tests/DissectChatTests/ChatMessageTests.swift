import DissectChat
import Dissection
import TestKit
import Testing

/// Each kind of message, as the document has it.
@Suite struct ChatMessageTests {
    @Test func readsWhatAClientSays() {
        let reading = Reading()
        let bob = reading.connect()
        #expect(reading.client(bob, .join("Bob")) == "Join [Bob]")
        #expect(reading.values("chat.command") == ["join"])
        #expect(reading.values("chat.user") == ["Bob"])
        #expect(reading.client(bob, .say("hello")) == "Public [Bob] hello")
        #expect(reading.values("chat.user") == ["Bob"])
        #expect(reading.values("chat.text") == ["hello"])
        let words = reading.client(bob, .whisper(to: "Alice", "Hello Alice"))
        #expect(words == "Private [Bob \u{2192} Alice] Hello Alice")
        #expect(reading.values("chat.peer") == ["Alice"])
        #expect(reading.client(bob, .show) == "Show users")
        #expect(reading.client(bob, .list) == "List files")
        #expect(reading.client(bob, .download("bob.jpg")) == "Download [bob.jpg]")
        #expect(reading.values("chat.file.name") == ["bob.jpg"])
        #expect(reading.client(bob, .quit) == "Quit")
        #expect(reading.values("chat.command") == ["quit"])
        #expect(reading.names == Array(repeating: "CHAT", count: 7))
    }

    @Test func readsWhatAServerSays() {
        let reading = Reading()
        let bob = reading.connect()
        reading.client(bob, .join("Bob"))
        #expect(reading.server(bob, .joined("Bob")) == "Joined [Bob]")
        #expect(reading.server(bob, .users(["Alice", "Dad"])) == "Users [Alice, Dad]")
        #expect(reading.values("chat.users") == ["Alice", "Dad"])
        #expect(reading.server(bob, .said(by: "Alice", "hello")) == "Public [Alice] hello")
        #expect(reading.values("chat.user") == ["Alice"])
        let heard = reading.server(bob, .whispered(by: "Alice", "Hello Bob"))
        #expect(heard == "Private [Alice \u{2192} Bob] Hello Bob")
        #expect(reading.values("chat.peer") == ["Bob"])
        let echo = reading.server(bob, .echoed(to: "Alice", "Hello Alice"))
        #expect(echo == "Private [Bob \u{2192} Alice] Hello Alice")
        #expect(reading.server(bob, .files(["a.jpg", "b.c"])) == "Files [a.jpg, b.c]")
        #expect(reading.values("chat.files") == ["a.jpg", "b.c"])
        let offer = ChatMessage.offer(port: 55001, size: 10341, file: "bob.jpg")
        #expect(reading.server(bob, offer) == "Offer [bob.jpg] 10341 bytes on UDP 55001")
        #expect(reading.values("chat.file.size") == ["10341"])
        #expect(reading.values("chat.file.port") == ["55001"])
        #expect(reading.server(bob, .noSuchFile) == "Refused: the file does not exist")
        #expect(reading.server(bob, .notConnected("Eve")) == "Refused: Eve is not connected")
        #expect(reading.values("chat.peer") == ["Eve"])
        #expect(reading.server(bob, .left("Alice")) == "Left [Alice]")
        #expect(reading.server(bob, .users([])) == "Users []")
        #expect(reading.values("chat.users").isEmpty)
    }

    /// The sizes that the document saw.
    @Test func hasTheSizesOfTheDocument() {
        #expect(ChatMessage.joined("Bob").encoded.count == 24)
        #expect(ChatMessage.offer(port: 55001, size: 10341, file: "bob.jpg").encoded.count == 23)
        #expect(ChatMessage.users(["Alice"]).encoded.count == 10)
        #expect(ChatMessage.users([]).encoded.count == 4)
    }

    @Test func tellsMoreWhenAsked() {
        let reading = Reading(isRich: true)
        let bob = reading.connectBob()
        #expect(reading.client(bob, .say("hi")) == "Public [Bob] hi (2 bytes)")
        reading.client(bob, .show)
        #expect(reading.server(bob, .users(["Alice"])) == "Users [Alice] (answers packet 5)")
    }

    /// A server's list after a presence line answers no question.
    @Test func pairsQuestionsWithAnswers() {
        let reading = Reading()
        let bob = reading.connectBob()
        #expect(reading.notes.isEmpty)
        reading.server(bob, .users(["Alice"]))
        #expect(reading.notes == ["chat.unasked-users"])
        reading.server(bob, .files(["a"]))
        #expect(reading.notes == ["chat.unasked-files"])
        reading.server(bob, .offer(port: 55000, size: 1, file: "a"))
        #expect(reading.notes == ["chat.unasked-offer"])
        reading.client(bob, .download("b"))
        reading.server(bob, .offer(port: 80, size: 1, file: "a"))
        #expect(reading.notes == ["chat.other-file", "chat.port-out-of-range"])
        reading.client(bob, .download("c"))
        reading.server(bob, .noSuchFile)
        reading.client(bob, .whisper(to: "", ""))
        #expect(reading.notes == ["chat.private-to-nobody"])
        reading.client(bob, .list)
        reading.client(bob, .quit)
        #expect(reading.notes == ["chat.unanswered"])
        reading.client(bob, .show)
        #expect(reading.notes == ["chat.after-quit"])
    }

    @Test func notesWhatIsNoText() {
        let reading = Reading()
        let bob = reading.connectBob()
        reading.write(bob, .client, [0x68, 0xFF, 0x00])
        #expect(reading.notes == ["chat.not-text"])
        reading.write(bob, .server, Array("what is this".utf8))
        #expect(reading.notes == ["chat.unknown-line"])
        #expect(reading.values("chat.command").isEmpty)
    }
}
