import Bytes
import DissectDNS
import Dissection
import TestKit
import Testing

/// Expected/ was written by tshark 4.0.17: NAME.txt with `-o gui.column.format:…`, the protocol and
/// the summary of its list; NAME.fields.txt with `-T fields -e _ws.col.Protocol -e _ws.col.Info`,
/// which differs where a record is not all there.
@Suite struct TsharkTests {
    @Test(arguments: ["dns-records", "dns-names", "mdns", "dns-malformed", "dns-snap"])
    func readsDatagramsAsTsharkDoes(name: String) throws {
        let capture = try SampleCapture(name)
        try #require(capture.packets.count == capture.expected.count)
        let registry = Registry(DNSProtocols.entries)
        var message = Message(depth: .summary)
        var sink = RecordingSink()
        for (index, packet) in capture.packets.enumerated() {
            let line = read(packet, registry, &message, &sink)
            #expect(line == capture.expected[index].trimmed, "packet \(index + 1) of \(name)")
        }
    }

    /// The fields of a message that is cut short are places in what there is of it.
    @Test(arguments: [
        ("dns-records", "dns-records"), ("dns-names", "dns-names"), ("mdns", "mdns"),
        ("dns-malformed", "dns-malformed.fields"), ("dns-snap", "dns-snap.fields"),
    ])
    func hasTsharksSummaryWithFields(name: String, expected: String) throws {
        let capture = try SampleCapture(name, expected: expected)
        let registry = Registry(DNSProtocols.entries)
        var message = Message(depth: .fields)
        var sink = RecordingSink()
        for (index, packet) in capture.packets.enumerated() {
            let line = read(packet, registry, &message, &sink)
            #expect(line == capture.expected[index].trimmed, "packet \(index + 1) of \(name)")
            for field in message.fields {
                guard case .text(let range) = field.value else { continue }
                #expect(range.end <= packet.payload.count)
            }
        }
    }

    private func read(
        _ packet: SampleCapture.Packet, _ registry: Registry, _ message: inout Message,
        _ sink: inout RecordingSink
    ) -> String? {
        var driver = DatagramDriver(registry: registry)
        let datagram = Datagram(
            sender: .client, sourcePort: packet.sourcePort,
            destinationPort: packet.destinationPort, packetNumber: 1, time: 0,
            originalCount: packet.originalCount)
        message.beginPacket(number: 1)
        let isRead = driver.receive(
            packet.payload.rawSpan, datagram, into: &message, to: &sink)
        return isRead ? "\(message.place.protocolName)\t\(message.info.text)".trimmed : nil
    }

    /// Messages over TCP, one of them in each place where it can be cut in two.
    @Test func readsSegmentsAsTsharkDoes() throws {
        let capture = try SampleCapture("dns-tcp")
        try #require(capture.packets.count == capture.expected.count)
        let registry = Registry(DNSProtocols.entries)
        var message = Message(depth: .summary)
        var sink = RecordingSink()
        var drivers: [UInt16: DriverBox] = [:]
        for (index, packet) in capture.packets.enumerated() where !packet.payload.isEmpty {
            let sender = packet.destinationPort == 53 ? Endpoint.client : .server
            let port = sender == .client ? packet.sourcePort : packet.destinationPort
            let box = drivers[port] ?? DriverBox(port, registry)
            drivers[port] = box
            message.beginPacket(number: index + 1)
            box.driver.receive(
                packet.payload.rawSpan, from: sender, end: .pushed, into: &message, to: &sink)
            let expected = capture.expected[index].trimmed
            if expected.hasPrefix("DNS") {
                #expect("DNS\t\(message.info.text)" == expected, "packet \(index + 1)")
            } else {
                #expect(expected.hasSuffix("[TCP segment of a reassembled PDU]"))
                #expect(message.messageCount == 0, "packet \(index + 1)")
                let standing = box.driver.standing(of: sender)
                #expect(standing == .insideMessage, "packet \(index + 1)")
            }
        }
    }
}

private final class DriverBox {
    var driver: StreamDriver

    init(_ clientPort: UInt16, _ registry: Registry) {
        driver = StreamDriver(
            registry: registry, serverPort: 53, clientPort: clientPort, isServerKnown: true)
    }
}

extension String {
    /// A summary may end in a blank, which files of expected text have not got.
    fileprivate var trimmed: String {
        var text = self[...]
        while text.last == " " { text = text.dropLast() }
        return String(text)
    }
}
