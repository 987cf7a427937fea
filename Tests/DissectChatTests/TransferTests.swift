import DissectChat
import Dissection
import TestKit
import Testing

/// The file transfer, with the connection that announced it.
@Suite struct TransferTests {
    /// A run in which a file was announced.
    private func begin(
        size: Int, file: String = "f", isRich: Bool = false, depth: Depth = .tree
    ) -> Reading {
        let reading = Reading(depth: depth, isRich: isRich)
        let bob = reading.connectBob()
        reading.client(bob, .download(file))
        reading.server(bob, .offer(port: 55000, size: size, file: file))
        return reading
    }

    private func ask(_ reading: Reading, _ part: Int) -> String? {
        reading.send(ChatTransferMessage.part(part).encoded())
    }

    private func answer(_ reading: Reading, _ message: ChatTransferMessage) -> String? {
        reading.send(message.encoded(), from: .server)
    }

    private func bytes(_ count: Int, _ value: UInt8 = 7) -> [UInt8] {
        [UInt8](repeating: value, count: count)
    }

    @Test func readsATransfer() {
        let reading = begin(size: 1003, file: "bob.jpg")
        #expect(ask(reading, 0) == "Part 0 of bob.jpg")
        #expect(reading.protocolName == "CHAT-UDP")
        #expect(reading.values("chatudp.part") == ["0"])
        #expect(reading.values("chatudp.attempt") == ["1"])
        #expect(reading.values("chatudp.file") == ["bob.jpg"])
        #expect(answer(reading, .data(bytes(1000))) == "Part 0 data, 1000 bytes")
        #expect(reading.values("chatudp.length") == ["1000"])
        #expect(reading.values("chatudp.data").first?.utf8.count == 1000)
        #expect(ask(reading, 1) == "Part 1 of bob.jpg")
        #expect(answer(reading, .sizedData(bytes(3), size: 3)) == "Part 1 data, 3 bytes")
        #expect(reading.values("chatudp.size") == ["3"])
        #expect(reading.notes.isEmpty)
        #expect(reading.send(ChatTransferMessage.finished.encoded()) == "Finished bob.jpg")
        #expect(reading.values("chatudp.finished") == ["true"])
        #expect(reading.notes.isEmpty)
    }

    @Test func countsRequestsOfAPart() {
        let reading = begin(size: 5)
        _ = ask(reading, 0)
        let expected =
            ["2nd", "3rd", "4th", "5th"] + (6...20).map { "\($0)th" } + ["21st", "22nd"]
        for ordinal in expected {
            #expect(ask(reading, 0) == "Part 0 of f (again, \(ordinal))")
            #expect(reading.notes == ["chatudp.unanswered"])
        }
        #expect(reading.values("chatudp.attempt") == ["22"])
    }

    @Test func notesAnswersOfAWrongSize() {
        let reading = begin(size: 2500)
        _ = ask(reading, 0)
        _ = answer(reading, .sizedData(bytes(500), size: 1000))
        #expect(reading.notes == ["chatudp.wrong-size"])
        #expect(ask(reading, 0) == "Part 0 of f (again, 2nd)")
        #expect(reading.notes == ["chatudp.asked-again"])
        _ = answer(reading, .data(bytes(999)))
        #expect(reading.notes == ["chatudp.wrong-size"])
        _ = ask(reading, 2)
        _ = answer(reading, .data(bytes(500)))
        #expect(reading.notes.isEmpty)
        _ = ask(reading, 3)
        #expect(reading.notes == ["chatudp.part-out-of-range"])
    }

    /// The answer to a part that was asked for twice comes twice; the second is taken for the
    /// next part.
    @Test func notesAnswersThatCameLate() {
        let reading = begin(size: 3000)
        _ = ask(reading, 0)
        _ = ask(reading, 0)
        _ = answer(reading, .data(bytes(1000, 1)))
        #expect(reading.notes == ["chatudp.ambiguous-answer"])
        _ = ask(reading, 1)
        _ = answer(reading, .data(bytes(1000, 1)))
        #expect(reading.notes == ["chatudp.late-answer"])
        _ = answer(reading, .data(bytes(1000, 2)))
        #expect(reading.notes == ["chatudp.unexpected-answer"])
        _ = ask(reading, 2)
        _ = ask(reading, 3)
        #expect(reading.notes == ["chatudp.skipped"])
    }

    @Test func notesATransferThatIsNotWhole() {
        let reading = begin(size: 3000, isRich: true)
        _ = ask(reading, 0)
        _ = answer(reading, .data(bytes(1000)))
        _ = ask(reading, 1)
        #expect(ask(reading, 1) == "Part 1 of f (again, 2nd, no answer)")
        let words = reading.send(ChatTransferMessage.finished.encoded())
        #expect(words == "Finished f: 1000 of 3000 bytes, 1 part, 3 requests, 1 asked again")
        #expect(reading.notes == ["chatudp.incomplete"])
    }

    /// An empty file has one part, and a number may be an answer.
    @Test func readsEmptyFilesAndNumbers() {
        let reading = begin(size: 0)
        _ = ask(reading, 0)
        #expect(answer(reading, .size(1000)) == "Part 0 size 1000")
        #expect(reading.values("chatudp.size") == ["1000"])
        _ = ask(reading, 0)
        #expect(answer(reading, .data([])) == "Part 0 data, 0 bytes")
        _ = reading.send(ChatTransferMessage.finished.encoded())
        #expect(reading.notes.isEmpty)
    }

    @Test func tiesEachTransferToItsOwnAnnouncement() {
        let reading = begin(size: 5, file: "one")
        let bob = reading.connectBob()
        let (first, second) = (UInt16(40001), UInt16(40002))
        reading.send(ChatTransferMessage.part(0).encoded(), clientPort: first)
        reading.send(ChatTransferMessage.finished.encoded(), clientPort: first)
        reading.client(bob, .download("two"))
        reading.server(bob, .offer(port: 55000, size: 6, file: "two"))
        let words = reading.send(ChatTransferMessage.part(0).encoded(), clientPort: second)
        #expect(words == "Part 0 of two")
        // Another run knows nothing of it.
        #expect(Reading().send(ChatTransferMessage.part(0).encoded()) == "Part 0")
    }

    /// So many announcements are remembered; the oldest are forgotten.
    @Test func forgetsOldAnnouncements() {
        let reading = Reading(depth: .summary)
        let bob = reading.connectBob()
        for port in 1...1025 as ClosedRange<UInt16> {
            reading.server(bob, .offer(port: 20000 + port, size: 1, file: "f"))
        }
        let part = ChatTransferMessage.part(0).encoded()
        #expect(reading.send(part, port: 20001, clientPort: 1) == nil)
        #expect(reading.send(part, port: 20002, clientPort: 2) == "Part 0 of f")
    }

    @Test func saysWhereAnAnswerWasCut() {
        let whole = ChatTransferMessage.data(bytes(1000)).encoded()
        for count in 1..<whole.count {
            let reading = begin(size: 1000)
            _ = ask(reading, 0)
            let words = reading.send(
                Array(whole[..<count]), from: .server, sentCount: whole.count)
            #expect(words?.hasPrefix("Part 0 data") == true)
            #expect(reading.notes == ["chatudp.cut-short"])
            // Sent like this it is none.
            _ = ask(reading, 0)
            _ = reading.send(Array(whole[..<count]), from: .server)
            #expect(reading.notes == ["chatudp.malformed"])
        }
    }
}
