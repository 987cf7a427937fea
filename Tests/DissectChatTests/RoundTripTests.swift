import DissectChat
import Testing

/// What one end writes, the other end reads.
@Suite struct RoundTripTests {
    @Test(arguments: [
        ChatMessage.say("hello"), .say("~"), .say("show me"), .say(""),
        .whisper(to: "Alice", "Hello Alice"), .whisper(to: "Zoë", "ça va ✓"),
        .show, .list, .download("bob.jpg"), .quit,
    ])
    func serverReadsWhatAClientSays(message: ChatMessage) {
        let read = ChatMessage(fromClient: message.encoded, isFirst: false)
        // A tilde alone whispers nothing to nobody.
        #expect(read == (message == .say("~") ? .whisper(to: "", "") : message))
    }

    @Test(arguments: ["Bob", "show", "~Bob", "Zoë", "{quit}"])
    func firstWordsAreAName(name: String) {
        #expect(ChatMessage(fromClient: Array(name.utf8), isFirst: true) == .join(name))
    }

    @Test(arguments: [
        ("Bob", true), ("Zoë", true), ("", false), ("Bob Smith", false), ("Bob\n", false),
        (String(repeating: "b", count: 64), true), (String(repeating: "b", count: 65), false),
        ("<stream", false),
    ])
    func namesAreShortAndWithoutBlanks(name: String, isName: Bool) {
        #expect(ChatMessage.isName(name) == isName)
    }

    @Test func offerIsFoundAmongOtherLines() {
        let offer = ChatMessage.offer(port: 55001, size: 10341, file: "bob.jpg")
        let others = ChatMessage.said(by: "Eve", "UDP 1 2 bob.jp").encoded
        let bytes = others + ChatMessage.joined("Eve").encoded + offer.encoded
        #expect(ChatMessage.offer(of: "bob.jpg", in: bytes) == offer)
        let more = bytes + ChatMessage.users([]).encoded
        #expect(ChatMessage.offer(of: "bob.jpg", in: more) == offer)
        for count in 0..<bytes.count {
            #expect(ChatMessage.offer(of: "bob.jpg", in: Array(bytes.prefix(count))) == nil)
        }
    }

    @Test(
        arguments: [
            .part(0), .part(123_456), .finished, .data([]), .data(Array(repeating: 7, count: 1000)),
            .sizedData([1, 2, 3], size: 3), .sizedData([], size: 1000), .size(341), .size(70000),
        ] as [ChatTransferMessage], 3...5 as ClosedRange<UInt8>)
    func endsOfATransferReadEachOther(message: ChatTransferMessage, version: UInt8) {
        let bytes = message.encoded(version: version)
        #expect(ChatTransferMessage(reading: bytes) == message)
        for count in 0..<bytes.count {
            let shorter = ChatTransferMessage(reading: Array(bytes.prefix(count)))
            #expect(shorter == nil || message == .part(123_456))
        }
        #expect(ChatTransferMessage(reading: bytes + [0]) == nil)
    }

    @Test(arguments: IASChatCommand.allCases)
    func commandsComeBack(command: IASChatCommand) {
        let argument = command.hasArgument ? "lab" : ""
        let request = IASChatRequest.command(command, argument)
        #expect(IASChatRequest(reading: request.encoded) == request)
    }

    @Test(arguments: [
        ("$userlist", "ul"), ("$roomcreate lab", "rc lab"), ("$poke Zoë", "pk Zoë"),
        ("$kick", "kk"),
        ("$", "$"), ("$poke", "$poke"), ("$kick him", "$kick him"), ("hi $kick", "hi $kick"),
    ])
    func commandsAreTyped(typed: String, sent: String) {
        #expect(IASChatRequest(typed: typed).encoded == Array(sent.utf8))
    }

    @Test(arguments: ["hi debian", "ulm", "rc", "", "ça va ✓"])
    func allElseIsText(text: String) {
        #expect(IASChatRequest(reading: Array(text.utf8)) == .text(text))
    }

    @Test(arguments: [IASChatMessage.text("hello"), .text(""), .text(": q"), .quit])
    func linesComeBack(message: IASChatMessage) {
        #expect(IASChatMessage(reading: Array(message.encoded.dropLast())) == message)
        #expect(message.encoded.last == 0x0A)
    }
}
