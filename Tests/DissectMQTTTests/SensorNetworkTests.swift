import Bytes
import DissectMQTT
import Dissection
import TestKit
import Testing

/// MQTT-SN 1.2: the words are those of tshark 4.0.17 for the same datagrams.
@Suite struct MQTTSNTests {
    private func read(_ bytes: [UInt8]) -> FieldSink {
        var sink = FieldSink()
        var message = Message(depth: .fields)
        message.beginPacket()
        var driver = DatagramDriver(
            registry: Registry(
                MQTTProtocols.entries,
                overrides: [PortOverride(.udp, 1884...1884, "mqttsn")]))
        let datagram = Datagram(
            sender: .client, sourcePort: 5000, destinationPort: 1884, packetNumber: 1, time: 0,
            originalCount: bytes.count)
        _ = driver.receive(bytes.rawSpan, datagram, into: &message, to: &sink)
        return sink
    }

    static let datagrams: [([UInt8], String)] = [
        ([8, 4, 0x0C, 1, 0, 0x3C, 0x63, 0x6C], "Connect Command"),
        ([3, 5, 0], "Connect Ack"),
        ([9, 0x0C, 0x62, 0, 1, 0, 3, 0x64, 0x61], "Publish Message"),
        ([1, 0, 9, 0x0C, 0, 0, 1, 0, 3], "Publish Message"),
        ([5, 0xFE, 1, 0, 9, 2, 0x17], "Encapsulated Message"),
        ([5, 99, 1, 2, 3], "Unknown (0x63)"),
        ([2, 7], "Will Topic[Malformed Packet]"),
        ([3, 0xFE, 1, 2, 0x16], "Encapsulated Message[Malformed Packet]"),
        ([7, 0xFE, 1, 0, 9, 2, 0x17], "Encapsulated Message"),
        ([7, 6, 0x4D], "Will Topic Request"),
    ]

    @Test(arguments: datagrams)
    func readsDatagramsAsTsharkDoes(bytes: [UInt8], info: String) {
        #expect(read(bytes).infos == [info])
    }

    /// What is too short for a header is no message, and its row says that.
    @Test func marksTheRowOfHalfAHeader() {
        var message = Message(depth: .fields)
        let input: [UInt8] = [3]
        var dissector = MQTTSNDissector()
        let datagram = Datagram(
            sender: .client, sourcePort: 1, destinationPort: 2, packetNumber: 1, time: 0,
            originalCount: 1)
        var cursor = ByteCursor(input.rawSpan)
        let isRead = dissector.read(&cursor, datagram, into: &message)
        #expect(!isRead && message.rowMark.map { "\($0)" } == "[Malformed Packet]")
    }

    @Test func readsFields() throws {
        let fields = try #require(
            read([5, 0xFE, 1, 0, 9, 9, 0x0C, 0xF2, 0, 1, 0, 3, 0x64, 0x61]).messages.first)
        #expect(fields["mqttsn.msg.type"] == ["254", "12"])
        #expect(fields["mqttsn.wireless.node.id"] == ["9"])
        #expect(fields["mqttsn.qos"] == ["3"])
        #expect(fields["mqttsn.dup"] == ["1"])
        #expect(fields["mqttsn.pub.msg"] == ["da"])
    }

    @Test(arguments: 1...300)
    func survivesRandomBytes(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let count = Int.random(in: 0...40, using: &generator)
        var bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
        if seed % 2 == 0, count > 2 { (bytes[0], bytes[1]) = (3, 0xFE) }
        #expect(read(bytes).messages.count <= 1)
    }
}
