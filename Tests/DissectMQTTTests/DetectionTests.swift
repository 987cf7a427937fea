import Bytes
import DissectMQTT
import Dissection
import TestKit
import Testing

/// Which connections are MQTT.
@Suite struct MQTTDetectionTests {
    private func count(_ bytes: [UInt8], port: UInt16) -> Int {
        var sink = RecordingSink()
        var message = Message(depth: .summary)
        var driver = StreamDriver(
            registry: Registry(MQTTProtocols.entries), serverPort: port, clientPort: 40_000,
            isServerKnown: true)
        message.beginPacket()
        driver.receive(bytes.rawSpan, from: .client, end: .pushed, into: &message, to: &sink)
        return sink.records.count
    }

    @Test(arguments: [MQTTVersion.v31, .v311, .v5], [1883, 1884, 50_000] as [UInt16])
    func findsAConnectOnAnyPort(version: MQTTVersion, port: UInt16) throws {
        #expect(count(try MQTTPacket.connect(MQTTConnect("a")).encoded(version), port: port) == 1)
    }

    /// A port alone is no proof.
    @Test(arguments: [
        "GET / HTTP/1.1\r\nHost: x\r\n\r\n", "SSH-2.0-OpenSSH_9.2\r\n",
        "\u{16}\u{3}\u{1}\u{0}\u{5}hello",
        "0123456789", "@\u{2}\u{0}\u{0}", "\u{0}\u{0}\u{0}\u{0}",
    ])
    func refusesWhatIsNotMQTT(text: String) {
        #expect(count(Array(text.utf8), port: 1883) == 0)
    }

    @Test func findsNoOtherPacketElsewhere() throws {
        #expect(
            count(try MQTTPacket.publish(MQTTPublish("a", [])).encoded(.v311), port: 50_000) == 0)
    }

    /// A packet that the capture cut: what there is of it is shown, and the next one is read.
    @Test func readsTheBeginningOfACutPacket() throws {
        let packets =
            try MQTTPacket.connect(MQTTConnect("a")).encoded(.v311)
            + MQTTPacket.publish(MQTTPublish("t", [UInt8](repeating: 1, count: 500), qos: 1, id: 5))
            .encoded(.v311)
        var sink = FieldSink()
        var message = Message(depth: .fields)
        var driver = StreamDriver(MQTTDissector(), registry: Registry(MQTTProtocols.entries))
        message.beginPacket()
        driver.receive(
            Array(packets[..<60]).rawSpan, from: .client, into: &message, to: &sink)
        driver.lose(
            byteCount: packets.count - 60, from: .client, isCut: true, into: &message, to: &sink)
        message.beginPacket()
        driver.receive(
            [0xC0, 0].rawSpan, from: .client, end: .pushed, into: &message, to: &sink)
        #expect(
            sink.infos == [
                "Connect Command",
                "Connect Command, Publish Message (id=5) [t][Packet size limited during capture]",
                "Ping Request",
            ])
        #expect(sink.messages[1]["mqtt.msg"] == nil)
    }

    /// Behind what was captured of a segment more packets came, or the packet goes on in the next.
    @Test(arguments: [
        (1000, "[Packet size limited during capture]"), (400, "[BoundErrorUnreassembled Packet]"),
    ])
    func readsACutPacketThatDoesNotEndTheSegment(lost: Int, words: String) throws {
        let payload = [UInt8](repeating: 1, count: 500)
        let packet = try MQTTPacket.publish(MQTTPublish("t", payload, qos: 1, id: 5))
            .encoded(.v311)
        var sink = FieldSink()
        var message = Message(depth: .fields)
        var driver = StreamDriver(MQTTDissector(), registry: Registry(MQTTProtocols.entries))
        let connect = try MQTTPacket.connect(MQTTConnect("a")).encoded(.v311)
        driver.receive(connect.rawSpan, from: .client, into: &message, to: &sink)
        message.beginPacket()
        driver.receive(
            packet.rawSpan.extracting(first: 60), from: .client, into: &message, to: &sink)
        driver.lose(byteCount: lost, from: .client, isCut: true, into: &message, to: &sink)
        #expect(sink.infos.last == "Publish Message (id=5) [t]" + words)
        #expect(sink.messages.count == 2)
    }
}
