import Bytes
import DissectAMQP091
import Dissection
import TestKit
import Testing

@Suite struct AMQP091DetectionTests {
    private func names(of bytes: [UInt8], port: UInt16) -> [String] {
        var sink = FieldSink()
        var message = Message(depth: .fields)
        var driver = StreamDriver(
            registry: Registry(AMQP091Protocols.entries), serverPort: port, clientPort: 40_000,
            isServerKnown: true)
        message.beginPacket()
        driver.receive(bytes.rawSpan, from: .client, end: .pushed, into: &message, to: &sink)
        return sink.messages.map(\.info)
    }

    @Test(arguments: [5672, 443, 12_345] as [UInt16])
    func knowsTheHeaderOnAnyPort(port: UInt16) {
        #expect(names(of: Encoder.protocolHeader, port: port) == ["Protocol-Header 0-9-1 "])
    }

    /// Those of AMQP 1.0, without and with TLS and SASL.
    @Test(arguments: [0, 2, 3] as [UInt8])
    func leavesTheHeadersOfOthersToThem(id: UInt8) {
        #expect(names(of: Array("AMQP".utf8) + [id, 1, 0, 0], port: 443).isEmpty)
    }

    @Test func tellsOfVersionsThatItCannotRead() {
        let header = Array("AMQP".utf8) + [1, 1, 9, 9]
        #expect(names(of: header, port: 5672) == ["AMQP (unknown version)"])
        var reading = Reading(greets: false)
        reading.client(header)
        reading.server(Encoder.protocolHeader)
        #expect(reading.rules == ["amqp.version-other", "amqp.version-refused"])
    }

    @Test(arguments: [
        "GET / HTTP/1.1\r\n\r\n", "AMQX....", "\u{10}\u{0C}\u{0}\u{4}MQTT", "zzzzzzzz",
    ])
    func refusesWhatIsNoFrame(text: String) {
        #expect(names(of: Array(text.utf8), port: 5672).isEmpty)
    }

    /// Where a capture begins later: a method, and behind it what may follow.
    @Test func knowsMethodsOnAnyPort() {
        let publish = Frames.publish()
        let info = "Basic.Publish x=ex rk=key "
        #expect(names(of: publish, port: 443) == [info])
        #expect(names(of: publish + Array(Frames.header(3)[..<9]), port: 443) == [info])
        #expect(names(of: publish + Array("no frame".utf8), port: 443).isEmpty)
        #expect(names(of: Array(publish.dropLast()), port: 443).isEmpty)
        #expect(names(of: Frames.body("a"), port: 443).isEmpty)
    }

    /// As inside a WebSocket, whose subprotocol is the name.
    @Test func isFoundByName() {
        let registry = Registry(AMQP091Protocols.entries)
        #expect(registry.findStream(name: "AMQP") is AMQP091Dissector)
        #expect(registry.findStream(name: "amqp091") is AMQP091Dissector)
    }
}
