/// The plays of the chat room.
extension ChatPlay {
    /// The test of the chat room's authors, from the first hello to the second download.
    static var bobAndAlice: ChatPlay {
        let bob = ChatRole("Bob")
        let alice = ChatRole("Alice")
        return ChatPlay(
            pace: 2,
            [
                bob.joins,
                alice.joins,
                bob.says("hello"),
                alice.says("hello"),
                bob.says("whats up"),
                alice.says("Nothing much"),
                bob.whispers("Hello Alice", to: alice),
                bob.asksWhoIsThere,
                alice.asksWhoIsThere,
                alice.asksForFiles,
                alice.downloads("alice.jpg"),
                bob.asksForFiles,
                bob.downloads("bob.jpg"),
                bob.leaves,
                alice.leaves,
            ])
    }

    /// The conversation that its authors show of the simple client, and what the server refuses.
    static var privately: ChatPlay {
        let simple = ChatRole("simpleUser")
        let another = ChatRole("anotherUser")
        let nobody = ChatRole("nobody")
        return ChatPlay(
            pace: 1.5,
            [
                simple.joins,
                simple.says("hey alll"),
                simple.asksWhoIsThere,
                another.joins,
                simple.whispers("hey another user how are you?", to: another),
                another.whispers("im good how are you?", to: simple),
                simple.whispers("im good thanks", to: another),
                another.whispers("have you already downloaded a file from the server?", to: simple),
                simple.whispers("no, how to do it?", to: another),
                another.whispers("asked the server!!", to: simple),
                simple.whispers("ok", to: another),
                simple.asksForFiles,
                simple.downloads("hello.c"),
                simple.whispers("wow!! I have downloaded a C file right now", to: another),
                simple.whispers("thank you", to: another),
                another.whispers("my plesure, bye bye", to: simple),
                simple.whispers("bye", to: another),
                simple.whispers("are you there?", to: nobody).inVain,
                another.downloads("nothere.txt").inVain,
                another.hangsUp,
                simple.leaves,
            ])
    }

    /// A picture whose parts get lost.
    static var lossy: ChatPlay {
        let bob = ChatRole("Bob")
        return ChatPlay(
            pace: 0.5,
            [
                bob.joins,
                bob.asksForFiles,
                bob.downloads("bob.jpg"),
                bob.downloads("hello.c"),
                bob.leaves,
            ])
    }
}
