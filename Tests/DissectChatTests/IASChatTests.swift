import DissectChat
import Dissection
import TestKit
import Testing

@Suite struct IASChatTests {
    private func run(_ talk: Conversation, _ schedule: DeliverySchedule) -> Conversation.Result {
        talk.run(IASChatDissector(), Registry(ChatProtocols.entries()), schedule)
    }

    @Test(arguments: DeliverySchedule.all)
    func readsLinesHoweverTheyAreCut(schedule: DeliverySchedule) {
        var talk = Conversation()
        talk.client("hello\n")
        talk.server("hi from alpine\nr\u{E9}ponse \u{2713}\n\n")
        talk.client("half of a ")
        talk.client("line\n:q\n")
        let result = run(talk, schedule)
        #expect(
            result.records.map { $0.fields.last ?? nil } == [
                "hello", "hi from alpine", "r\u{E9}ponse \u{2713}", "", "half of a line", ":q",
            ])
        #expect(result.records == run(talk, .whole).records)
        #expect(result.skips.isEmpty)
        #expect(result.records.allSatisfy { $0.notes.isEmpty })
    }

    @Test func writesSummaries() {
        let reading = Reading()
        let connection = reading.connect(port: 8090)
        let hello = reading.write(connection, .client, Array("hello\n".utf8))
        #expect(hello == "Message hello")
        let two = reading.write(connection, .server, Array("two\nlines\n".utf8))
        #expect(two == "Message two, Message lines")
        #expect(reading.write(connection, .client, Array("\n".utf8)) == "Message")
        #expect(
            reading.write(connection, .client, Array("crlf line\r\n".utf8)) == "Message crlf line")
        #expect(reading.notes == ["iaschat.carriage-return"])
        #expect(reading.write(connection, .client, Array(":q\n".utf8)) == "Quit")
        #expect(reading.values("iaschat.quit") == ["true"])
        reading.write(connection, .client, Array("more\n".utf8))
        #expect(reading.notes == ["iaschat.after-quit"])
        reading.write(connection, .server, [0xFF, 0x0A])
        #expect(reading.notes == ["iaschat.not-text"])
    }

    @Test(arguments: DeliverySchedule.all)
    func keepsTextWithoutAnEnd(schedule: DeliverySchedule) {
        var talk = Conversation()
        talk.client("no newline at the end")
        talk.add(.finish)
        let result = run(talk, schedule)
        #expect(result.records.map { $0.fields.last ?? nil } == ["no newline at the end"])
        #expect(result.records.map { $0.notes.map { "\($0.rule)" } } == [["iaschat.no-line-end"]])
    }

    @Test(arguments: DeliverySchedule.all)
    func goesOnBehindAGap(schedule: DeliverySchedule) {
        var talk = Conversation()
        talk.client("one\ntw")
        talk.add(.gap(10))
        talk.client("ree\nfour\n")
        let result = run(talk, schedule)
        #expect(result.records.map { $0.fields.last ?? nil } == ["one", "ree", "four"])
        #expect(result.records.map(\.notes.count) == [0, 1, 0])
        #expect(result.skips.map(\.why) == [.missing])
    }

    /// A stream without a line end is not kept for ever.
    @Test func refusesAFirstLineWithoutEnd() {
        let reading = Reading()
        let connection = reading.connect(port: 8090)
        let text = [UInt8](repeating: 0x78, count: 1 << 16)
        reading.write(connection, .client, text)
        reading.write(connection, .client, text)
        reading.write(connection, .client, [0x0A])
        #expect(reading.names.isEmpty)
    }

    @Test(arguments: 0..<200 as Range<UInt64>)
    func survivesRandomBytes(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let isText = Bool.random(using: &generator)
        let reading = Reading(depth: .summary)
        for port in [8090, 55000] as [UInt16] {
            let connection = reading.connect(port: port)
            for _ in 0..<20 {
                let words = ["ALL ", "Bob", ": ", " has joined the chat!", "UDP ", "1 ", "\n", "~"]
                let piece =
                    isText
                    ? Array((words.randomElement(using: &generator) ?? "").utf8)
                    : (0..<9).map { _ in UInt8.random(in: 0...255, using: &generator) }
                let list = reading.write(
                    connection, Bool.random(using: &generator) ? .client : .server, piece,
                    end: Bool.random(using: &generator) ? .pushed : [])
                #expect(list.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F })
            }
        }
    }
}

@Suite struct IASChatDatagramTests {
    @Test(arguments: [
        (IASChatCommand.userList, "", "User list"), (.roomList, "", "Room list"),
        (.poke, "alpine", "Poke [alpine]"), (.roomCreate, "lab", "Room create [lab]"),
        (.roomJoin, "lab", "Room join [lab]"), (.roomLeave, "", "Room leave"),
        (.kick, "", "Kick"),
    ])
    func readsCommands(command: IASChatCommand, argument: String, expected: String) {
        let reading = Reading()
        let bytes = command.encoded(argument)
        #expect(reading.send(bytes, port: 8090) == expected)
        #expect(reading.protocolName == "IASCHAT-UDP")
        #expect(reading.values("iaschat.command") == ["\(command.typed)"])
        #expect(reading.values("iaschat.argument") == (argument.isEmpty ? [] : [argument]))
        #expect(reading.notes.isEmpty)
        // The server has no commands.
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(reading.send(bytes, from: .server, port: 8090) == "Message \(text)")
    }

    @Test(
        arguments: [
            ("hi debian", []), ("ul ", []), ("ull", []), ("rv now", []), (":q", []), ("pkx", []),
            ("pk", ["iaschat.argument-missing"]), ("$help", ["iaschat.unknown-command"]),
        ] as [(String, [String])])
    func takesAllElseForMessages(text: String, notes: [String]) {
        let reading = Reading()
        #expect(reading.send(Array(text.utf8), port: 8090) == "Message \(text)")
        #expect(reading.values("iaschat.text") == [text])
        #expect(reading.notes == notes)
    }

    @Test func saysWhatWasCut() {
        let reading = Reading()
        let text = Array("r\u{E9}".utf8)
        #expect(reading.send(Array(text[..<2]), port: 8090, sentCount: 3) != nil)
        #expect(reading.notes == ["iaschat.cut-short"])
    }
}
