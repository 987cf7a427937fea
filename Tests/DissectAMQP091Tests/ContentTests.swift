import Bytes
import DissectAMQP091
import Dissection
import TestKit
import Testing

@Suite struct AMQP091ContentTests {
    /// Each frame of a body names the packets with its method and its header; the last one has all
    /// of the body.
    @Test func tiesFramesToTheirMessage() {
        var reading = Reading()
        reading.client(Frames.publish(), Frames.header(6))
        reading.client(Frames.body("ab"), Frames.body("cd"), Frames.body("ef"))
        let bodies = reading.messages().suffix(3)
        #expect(bodies.allSatisfy { $0.fields["amqp.content.method_in"] == ["6"] })
        #expect(bodies.allSatisfy { $0.fields["amqp.content.header_in"] == ["7"] })
        #expect(bodies.map { $0.fields["amqp.content.received"] } == [["2"], ["4"], ["6"]])
        #expect(bodies.map { $0.fields["amqp.content.data"] } == [nil, nil, ["abcdef"]])
    }

    /// Channels do not mix, nor do directions.
    @Test func keepsContentsApart() {
        var reading = Reading()
        reading.client(Encoder.method(channel: 2, 20, 10, [.text("")]))
        reading.client(Frames.publish(), Frames.publish(channel: 2))
        reading.server(
            Encoder.method(
                channel: 2, 60, 50,
                [.short(312), .text("NO_ROUTE"), .text("ex"), .text("key")]))
        reading.client(Frames.header(2), Frames.header(2, channel: 2))
        reading.server(Frames.header(2, channel: 2))
        reading.client(Frames.body("a"), Frames.body("x", channel: 2))
        reading.server(Frames.body("1", channel: 2))
        reading.client(Frames.body("b"), Frames.body("y", channel: 2))
        reading.server(Frames.body("2", channel: 2))
        #expect(reading.rules == ["amqp.undeliverable"])
        let data = reading.messages().compactMap { $0.fields["amqp.content.data"]?.first }
        #expect(data == ["ab", "xy", "12"])
    }

    /// More than is kept is counted, and not shown.
    @Test func hasALimitOfWhatIsKept() {
        var reading = Reading()
        reading.client(Frames.publish(), Frames.header(100_000))
        for _ in 0..<10 {
            reading.client(Encoder.body(channel: 1, [UInt8](repeating: 1, count: 10_000)))
        }
        let last = reading.messages().last
        #expect(last?.fields["amqp.content.received"] == ["100000"])
        #expect(last?.fields["amqp.content.data"] == nil)
        #expect(reading.rules == [])
    }

    /// What the body holds goes to whoever reads its type: of one in several frames with the last.
    @Test func handsOverWhatABodyHolds() {
        var reading = Reading()
        reading.client(
            Frames.publish() + Frames.header(7, type: "application/json") + Frames.body("{\"a\":1}")
        )
        reading.client(Frames.publish() + Frames.header(7, type: "application/json"))
        reading.client(Frames.body("{\"b"), Frames.body("\":2}"))
        reading.client(Frames.publish() + Frames.header(7) + Frames.body("{\"c\":1}"))
        let sink = PayloadCollector()
        let registry = Registry(
            AMQP091Protocols.entries + [
                Registry.Entry("toy", payload: Registry.Payloads([.json], sink))
            ])
        _ = reading.talk.run(AMQP091Dissector(), registry, .whole, depth: .fields)
        #expect(sink.read.texts == ["{\"a\":1}", "part {\"b", "{\"b\":2}"])
    }

    /// As tshark has it: a type that it knows is put behind, and changes the protocol of the row.
    @Test func showsTheTypeOfABody() {
        var reading = Reading()
        reading.client(
            Frames.publish() + Frames.header(2, type: "application/json") + Frames.body("{}"))
        reading.client(Frames.publish() + Frames.header(1, type: "text/plain") + Frames.body("a"))
        reading.client(Frames.publish() + Frames.header(1) + Frames.body("a"))
        reading.client(Frames.publish() + Frames.header(4, type: "text/xml") + Frames.body("<a/>"))
        let messages = reading.messages(depth: .summary).filter { $0.info.contains("Content-Body") }
        #expect(messages.map(\.name) == ["AMQP/JSON", "AMQP", "AMQP", "AMQP/XML"])
        #expect(
            messages.map(\.info).map { $0.suffix(33) } == [
                "nt Object Notation (application/json)".suffix(33),
                "eader type=text/plain Content-Body  (text/plain)".suffix(33),
                "sh x=ex rk=key Content-Header Content-Body ".suffix(33),
                "ntent-Header type=text/xml Content-Body ".suffix(33),
            ])
    }

    @Test func readsAllProperties() {
        let properties: [Encoder.Value] = [
            .text("a/b"), .text("gzip"), .table([("h", .int32(1))]), .octet(2), .octet(9),
            .text("corr"), .text("reply"), .text("60000"), .text("id"), .longlong(1_700_000_000),
            .text("type"), .text("user"), .text("app"), .text("cluster"),
        ]
        let names = [
            "content_type", "content_encoding", "headers", "delivery_mode", "priority",
            "correlation_id", "reply_to", "expiration", "message_id", "timestamp", "type",
            "user_id", "app_id", "cluster_id",
        ]
        let values = [
            "a/b", "gzip", "", "2", "9", "corr", "reply", "60000", "id", "1700000000000000000",
            "type", "user", "app", "cluster",
        ]
        // Any of them alone, and all together.
        for flags in (2...15).map({ UInt16(1) << $0 }) + [0xFFFC] {
            let chosen = (0..<14).filter { flags & 0x8000 >> UInt16($0) != 0 }
            var reading = Reading()
            reading.client(
                Frames.publish(),
                Encoder.contentHeader(
                    channel: 1, bodySize: 0, flags: flags, chosen.map { properties[$0] }))
            let fields = reading.messages().last?.fields ?? [:]
            for index in 0..<14 {
                let expected = chosen.contains(index) ? [values[index]] : nil
                #expect(fields["amqp.method.properties.\(names[index])"] == expected)
            }
            #expect(reading.rules == [])
        }
    }
}

/// Keeps the payloads that it is given.
final class PayloadCollector: PayloadDissector {
    final class Read: @unchecked Sendable {
        var texts: [String] = []
    }

    let read = Read()

    func read(_ payload: borrowing PayloadBytes, into message: inout Message) {
        let text = unsafe payload.span.withUnsafeBytes {
            unsafe String(decoding: $0, as: UTF8.self)
        }
        read.texts.append((payload.isPart ? "part " : "") + text)
    }
}
