import Bytes
import DissectWeb
import Dissection
import TestKit
import Testing

@Suite struct ProxyTests {
    private static let line = Array("PROXY TCP4 192.168.0.1 192.168.0.11 56324 443\r\n".utf8)
    private static let block: [UInt8] =
        [13, 10, 13, 10, 0, 13, 10, 81, 85, 73, 84, 10, 0x21, 0x11, 0, 12]
        + [1, 2, 3, 4, 5, 6, 7, 8, 3, 232, 7, 208]
    private static let get = Array("GET / HTTP/1.1\r\n\r\n".utf8)
    private static let ok = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"

    private func run(_ talk: Conversation, port: UInt16, _ schedule: DeliverySchedule)
        -> RecordingSink
    {
        var driver = StreamDriver(
            registry: Web.registry(), serverPort: port, clientPort: 40_000, isServerKnown: true)
        var message = Message(depth: .tree)
        var sink = RecordingSink()
        for case (let sender, .write(let bytes)) in talk.events {
            for piece in schedule.cut(bytes) {
                driver.receive(
                    Array(piece).rawSpan, from: sender, end: .pushed, into: &message, to: &sink)
            }
        }
        return sink
    }

    /// On a known port and on any other the header is stepped over.
    @Test(arguments: Web.all, [80, 7777])
    func isSteppedOver(schedule: DeliverySchedule, port: UInt16) {
        for (header, name) in [(Self.line, "PROXYv1"), (Self.block, "PROXYv2")] {
            var talk = Conversation()
            talk.client(header + Self.get)
            talk.server(Self.ok)
            let sink = run(talk, port: port, schedule)
            #expect(sink.records.map(\.name) == [name, "HTTP", "HTTP"])
            #expect(sink.records.allSatisfy { $0.notes.isEmpty })
            #expect(sink.skips.isEmpty)
        }
    }

    /// Without one, nothing changes.
    @Test(arguments: Web.all)
    func isNotNeeded(schedule: DeliverySchedule) {
        var talk = Conversation()
        talk.client(Self.get)
        talk.server(Self.ok)
        #expect(run(talk, port: 80, schedule).records.map(\.name) == ["HTTP", "HTTP"])
        var first = Conversation()
        first.server(Self.ok)
        #expect(run(first, port: 80, schedule).records.map(\.name) == ["HTTP"])
    }

    @Test(arguments: [
        ("PROXY UNKNOWN", 0), ("PROXY UNKNOWN some more", 0), ("PROXY TCP6 ::1 1:2::3 1 2", 0),
        ("PROXY TCP4 bad", 1), ("PROXY TCP4 1.2.3.4 5.6.7.8 1 99999", 1), ("PROXY ", 1),
        ("PROXY TCP6 1::2::3 ::1 1 2", 1), ("PROXY TCP4 1.2.3 1.2.3.4 1 2", 1),
    ])
    func readsLines(text: String, noteCount: Int) {
        var talk = Conversation()
        talk.client(text + "\r\n")
        let records = run(talk, port: 1, .whole).records
        #expect(records.map(\.name) == ["PROXYv1"])
        #expect(records.first?.notes.count == noteCount)
    }

    /// No length, address or value in a block may reach behind it.
    @Test func readsBlocksOfAnyContent() {
        var generator = SeededGenerator(seed: 2)
        for count in 0..<240 {
            var bytes = Array(Self.block[..<12])
            bytes.append(UInt8.random(in: 0...255, using: &generator))
            bytes.append([0x11, 0x21, 0x31, 0x00, 0x55].randomElement(using: &generator) ?? 0)
            bytes += [0, UInt8(count)]
            bytes += (0..<count).map { _ in UInt8.random(in: 0...3, using: &generator) }
            var talk = Conversation()
            talk.client(bytes)
            #expect(run(talk, port: 1, .chunks(of: 7)).records.map(\.name) == ["PROXYv2"])
        }
    }
}
