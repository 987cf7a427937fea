import DissectWeb
import Dissection
import TestKit
import Testing

/// Messages that Python's zlib compressed, without the four bytes that RFC 7692 leaves out.
@Suite struct DeflateTests {
    private static let takeover = "Sec-WebSocket-Extensions: permessage-deflate\r\n"
    private static let fresh =
        "Sec-WebSocket-Extensions: foo, permessage-deflate; server_no_context_takeover; "
        + "client_no_context_takeover; client_max_window_bits=12\r\n"

    /// `hello hello 0;` to `hello hello 2;`, each with what the ones before said.
    private static let kept: [[UInt8]] = [
        [0xCA, 0x48, 0xCD, 0xC9, 0xC9, 0x57, 0xC8, 0x00, 0x93, 0x06, 0xD6, 0x00, 0x00],
        [0xCA, 0x40, 0xE2, 0x19, 0x5A, 0x03, 0x00],
        [0x42, 0xE6, 0x19, 0x59, 0x03, 0x00],
    ]
    private static let second: [UInt8] = [
        0xCA, 0x48, 0xCD, 0xC9, 0xC9, 0x57, 0xC8, 0x00, 0x93, 0x86, 0xD6, 0x00, 0x00,
    ]
    /// Begins a block in which each further zero byte stands for 1,032 bytes.
    private static let bomb: [UInt8] =
        [0xEC, 0xC1, 0x01, 0x01, 0, 0, 0, 0x80, 0x90, 0xDB, 0xCD, 0xEF, 0x08, 0x0A]

    private static func packed(
        _ bytes: [UInt8], _ opcode: UInt8 = 2, isFinal: Bool = true, reserved: UInt8 = 4
    ) -> [UInt8] {
        WebSocketEncoder.frame(opcode, bytes, isFinal: isFinal, reserved: reserved, key: Web.key)
    }

    @Test(arguments: Web.all)
    func inflatesWithContext(schedule: DeliverySchedule) {
        var talk = Web.upgraded(Self.takeover)
        talk.client(Self.packed(Self.kept[0]))
        talk.client(Self.packed(Array(Self.kept[1][..<3]), isFinal: false))
        talk.client(Web.frame(9, "", key: Web.key))
        talk.client(Self.packed(Array(Self.kept[1][3...]), 0, reserved: 0))
        talk.client(Web.frame(2, "plain;", key: Web.key))
        talk.client(Self.packed(Self.kept[2]))
        let result = Web.run(talk, schedule)
        #expect(
            result.texts(of: "Note")
                == ["hello hello 0", "hello hello 1", "plain", "hello hello 2"])
        #expect(result.records.allSatisfy { $0.notes.isEmpty })
    }

    @Test(arguments: Web.all)
    func inflatesWithoutContext(schedule: DeliverySchedule) {
        var talk = Web.upgraded(Self.fresh)
        talk.client(Self.packed(Self.kept[0]))
        talk.client(Self.packed(Self.second))
        #expect(
            Web.run(talk, schedule).texts(of: "Note") == ["hello hello 0", "hello hello 1"])
    }

    @Test func showsTheTextOfAMessage() {
        var talk = Web.upgraded(Self.takeover, subprotocol: nil)
        talk.client(Self.packed(Self.kept[0], 1))
        #expect(Web.run(talk).records.last?.fields.last == "hello hello 0;")
    }

    /// What did not agree to be compressed is not.
    @Test func inflatesNothingUnasked() {
        var talk = Web.upgraded()
        talk.client(Self.packed(Self.kept[0]))
        let result = Web.run(talk)
        #expect(result.texts(of: "Note").isEmpty)
        #expect(result.records.last?.notes.map { "\($0.rule)" } == ["websocket.reserved-bits"])
    }

    /// After bytes that are no deflate, or that are missing, nothing is made up.
    @Test(arguments: Web.all)
    func givesUpOnBrokenMessages(schedule: DeliverySchedule) {
        var talk = Web.upgraded(Self.takeover)
        talk.client(Self.packed([0xFF, 0xFF, 0xFF]))
        talk.client(Self.packed(Self.kept[1]))
        let result = Web.run(talk, schedule)
        #expect(result.texts(of: "Note").isEmpty)
        #expect(
            result.records.flatMap(\.notes).map { "\($0.rule)" }
                == ["websocket.inflate-failed", "websocket.inflate-failed"])
    }

    @Test(arguments: Web.all)
    func noticesMissingFrames(schedule: DeliverySchedule) {
        var talk = Web.upgraded(Self.takeover)
        let frame = Self.packed(Self.kept[0])
        talk.client(Array(frame[..<9]))
        talk.add(.gap(frame.count - 9))
        talk.client(Self.packed(Self.kept[1]))
        #expect(Web.run(talk, schedule).texts(of: "Note").isEmpty)
    }

    /// A message that would become far more than was sent is not inflated to its end.
    @Test func boundsBombs() {
        var talk = Web.upgraded(Self.takeover)
        talk.client(Self.packed(Self.bomb + [UInt8](repeating: 0, count: 40_000)))
        talk.client(Self.packed(Self.kept[0]))
        let rules = Web.run(talk).records.flatMap(\.notes).map { "\($0.rule)" }
        #expect(rules == ["websocket.inflates-too-far", "websocket.inflate-failed"])
    }
}
