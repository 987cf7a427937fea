import Bytes
import DissectWeb
import Dissection
import TestKit
import Testing

@Suite struct WebSocketTests {
    /// Notes in one frame, over several, several in one, with control frames between.
    private static func talk() -> Conversation {
        var talk = Web.upgraded()
        talk.client(Web.frame(2, "one;", key: Web.key))
        talk.server(Web.frame(2, "two;three;fo"))
        talk.server(Web.frame(2, "ur;"))
        talk.client(Web.frame(2, "fi", isFinal: false, key: Web.key))
        talk.client(Web.frame(9, "ping", key: 0xFFFF_0000))
        talk.client(Web.frame(0, "v", isFinal: false, key: Web.key))
        talk.server(Web.frame(10, "ping"))
        talk.client(Web.frame(0, "e;", key: 7))
        talk.client(WebSocketEncoder.close(1000, "bye", key: Web.key))
        talk.server(WebSocketEncoder.close(nil))
        return talk
    }

    @Test(arguments: Web.all)
    func readsTheSameHoweverItIsCut(schedule: DeliverySchedule) {
        let result = Web.run(Self.talk(), schedule)
        let notes = result.texts(of: "Note")
        #expect(notes == ["one", "two", "three", "four", "five"])
        #expect(result.names.filter { $0 == "WebSocket" }.count == 10)
        #expect(result.records == Web.run(Self.talk()).records)
        #expect(result.records.allSatisfy { $0.notes.isEmpty })
        #expect(result.skips.isEmpty)
    }

    @Test func writesTsharksRows() {
        var talk = Web.upgraded(subprotocol: nil)
        talk.client(Web.frame(1, "\u{1}", key: Web.key))
        talk.server(Web.frame(2, "\u{1}", isFinal: false))
        talk.server(Web.frame(0, "\u{2}"))
        talk.client(Web.frame(9, "", key: Web.key) + Web.frame(10, "", key: Web.key))
        talk.client(Web.frame(3, "", key: Web.key))
        talk.client(WebSocketEncoder.close(1000, key: Web.key))
        #expect(
            Array(Web.run(talk).summaries.dropFirst(2)) == [
                "WebSocket Text [FIN] [MASKED]", "WebSocket Binary[FRAGMENT]  ",
                "WebSocket Continuation [FIN] ", "WebSocket Pong [FIN] [MASKED]",
                "WebSocket Unknown Opcode [FIN] [MASKED]",
                "WebSocket Connection Close [FIN] [MASKED]",
            ])
    }

    /// The examples of RFC 6455, section 5.7.
    @Test func readsTheExamplesOfTheSpecification() {
        let examples: [[UInt8]] = [
            [0x81, 0x05, 0x48, 0x65, 0x6C, 0x6C, 0x6F],
            [0x81, 0x85, 0x37, 0xFA, 0x21, 0x3D, 0x7F, 0x9F, 0x4D, 0x51, 0x58],
            [0x01, 0x03, 0x48, 0x65, 0x6C, 0x80, 0x02, 0x6C, 0x6F],
        ]
        for example in examples {
            var talk = Conversation()
            talk.server(example)
            let result = talk.run(WebSocketDissector(), Registry(WebProtocols.entries))
            #expect(result.records.last?.fields.last == "Hello")
        }
    }

    @Test(arguments: [0, 1, 125, 126, 127, 65_535, 65_536, 70_000])
    func readsWhatTheEncoderWrites(count: Int) {
        let payload = (0..<count).map { UInt8(truncatingIfNeeded: $0) | 0x80 }
        for key in [nil, Web.key] {
            var talk = Conversation()
            talk.add(
                .write(WebSocketEncoder.frame(2, payload, key: key)), key == nil ? .server : .client
            )
            let result = talk.run(WebSocketDissector(), Registry(WebProtocols.entries))
            #expect(result.records.count == 1)
            #expect(result.records.first?.notes.isEmpty == true)
        }
    }

    /// A refused handshake leaves HTTP what it was.
    @Test(arguments: Web.all)
    func goesOnAfterARefusal(schedule: DeliverySchedule) {
        var talk = Conversation()
        talk.client(Web.request())
        talk.server("HTTP/1.1 400 Bad Request\r\nContent-Length: 2\r\n\r\nno")
        talk.client("GET / HTTP/1.1\r\n\r\n")
        talk.server("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
        let result = Web.run(talk, schedule)
        #expect(result.names == Array(repeating: "HTTP", count: 4))
        #expect(result.skips.isEmpty)
    }

    /// Frames that come before the answer are read when it is there.
    @Test(arguments: Web.all)
    func waitsForTheAnswer(schedule: DeliverySchedule) {
        var talk = Conversation()
        talk.client(Web.request())
        talk.client(Web.frame(2, "early;", key: Web.key))
        talk.server(Web.response())
        #expect(Web.run(talk, schedule).texts(of: "Note") == ["early"])
    }

    @Test(arguments: [
        (Web.frame(1, "x"), "websocket.unmasked"),
        (Web.frame(1, "x", reserved: 2, key: Web.key), "websocket.reserved-bits"),
        (Web.frame(0, "x", key: Web.key), "websocket.continues-nothing"),
        (Web.frame(9, "x", isFinal: false, key: Web.key), "websocket.control-fragmented"),
        (Web.frame(5, "x", key: Web.key), "websocket.unknown-opcode"),
        (WebSocketEncoder.close(1006, key: Web.key), "websocket.bad-close"),
        ([0x81, 0xFE, 0, 1, 0, 0, 0, 0, 0x78], "websocket.length-not-shortest"),
        (
            WebSocketEncoder.frame(9, [UInt8](repeating: 1, count: 126), key: Web.key),
            "websocket.control-too-long"
        ),
    ])
    func notesWhatBreaksTheRules(frame: [UInt8], rule: String) {
        var talk = Web.upgraded(subprotocol: nil)
        talk.client(frame)
        let notes = Web.run(talk).records.flatMap(\.notes)
        #expect(notes.map { "\($0.rule)" } == [rule])
    }

    /// A frame that is longer than what is kept is passed on as it comes.
    @Test func passesLongFramesOn() {
        let note = String(repeating: "x", count: 300_000) + ";"
        var talk = Web.upgraded()
        let bytes = Web.frame(2, "first;" + note + "last;", key: Web.key)
        for start in stride(from: 0, to: bytes.count, by: 50_000) {
            talk.client(Array(bytes[start..<min(start + 50_000, bytes.count)]))
        }
        let result = Web.run(talk, depth: .summary)
        #expect(result.names.filter { $0 == "Note" }.count == 3)
        #expect(result.names.last == "WebSocket")
        // The first note was there before the frame was.
        #expect(result.records.first { $0.name == "Note" }?.packet == 2)
    }

    @Test(arguments: Web.all)
    func findsFramesBehindAGap(schedule: DeliverySchedule) {
        var talk = Web.upgraded()
        talk.client(Web.frame(2, "one;", key: Web.key))
        talk.add(.gap(100))
        talk.client(Web.frame(2, "two;", key: Web.key) + Web.frame(2, "three;", key: Web.key))
        let result = Web.run(talk, schedule)
        #expect(result.skips.contains { $0.why == .missing })
        #expect(result.names.filter { $0 == "WebSocket" }.count == 3)
    }

    /// No bytes make it crash or stop.
    @Test func readsRandomBytes() {
        var generator = SeededGenerator(seed: 6455)
        for _ in 0..<300 {
            var talk = Web.upgraded("Sec-WebSocket-Extensions: permessage-deflate\r\n")
            for _ in 0..<8 {
                let count = Int.random(in: 1...40, using: &generator)
                let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
                talk.add(.write(bytes), Bool.random(using: &generator) ? .client : .server)
            }
            talk.add(.finish)
            _ = Web.run(talk, .random(seed: 3))
        }
    }
}
