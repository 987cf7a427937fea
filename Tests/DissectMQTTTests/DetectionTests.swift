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
}
