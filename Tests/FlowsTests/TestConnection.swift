import Bytes
import Dissection
import Flows
import Packets
import TestKit

/// Segments of one connection, as a table of connections gets them.
struct TestConnection {
    var clientPort: UInt16 = 40_000
    var serverPort: UInt16 = 7777
    var clientBase: UInt32 = 1000
    var serverBase: UInt32 = 5000

    static let registry = Registry([
        Registry.Entry("byte", stream: .init(ports: [7777]) { EveryByteDissector() })
    ])

    struct Answer {
        var report: TCPReport
        var outcome: StreamOutcome
    }

    /// - Parameter sequence: relative to the sender's SYN.
    func send(
        _ bytes: [UInt8], at sequence: Int, from sender: Endpoint = .client, ack: Int = 1,
        flags: TCPFlags = .pshAck, missing: Int = 0, number: Int = 1, time: Int64 = 0,
        to table: inout ConnectionTable, _ message: inout Message, _ sink: inout ByteMapSink
    ) -> Answer {
        let isClient = sender == .client
        let (base, other) = isClient ? (clientBase, serverBase) : (serverBase, clientBase)
        let ports = isClient ? (clientPort, serverPort) : (serverPort, clientPort)
        let header = Self.header(
            ports, base &+ UInt32(truncatingIfNeeded: sequence),
            flags.contains(.ack) ? other &+ UInt32(truncatingIfNeeded: ack) : 0, flags)
        let packet = header + bytes
        var layers = PacketLayers()
        layers.source = IPAddress(v4: isClient ? 1 : 2)
        layers.destination = IPAddress(v4: isClient ? 2 : 1)
        (layers.sourcePort, layers.destinationPort) = ports
        layers.transport = .tcp
        layers.payloadOffset = 20
        layers.payloadCount = Int32(bytes.count)
        layers.payloadLength = Int32(bytes.count + missing)
        let segment = TCPSegment(
            TCPHeader(packet.rawSpan, layers), length: bytes.count + missing, number: number,
            time: time)
        let ticket = table.ticket(for: layers)
        var report = TCPReport()
        table.observe(segment, ticket, into: &report)
        message.beginPacket(number: number, time: time)
        var outcome = StreamOutcome.none
        if !bytes.isEmpty {
            outcome = table.receive(
                packet.rawSpan.extracting(20..<packet.count), segment, report.place,
                into: &message, to: &sink)
        }
        return Answer(report: report, outcome: outcome)
    }

    private static func header(
        _ ports: (UInt16, UInt16), _ sequence: UInt32, _ ack: UInt32, _ flags: TCPFlags
    ) -> [UInt8] {
        var bytes: [UInt8] = []
        for value in [UInt32(ports.0) << 16 | UInt32(ports.1), sequence, ack] {
            for shift: UInt32 in [24, 16, 8, 0] { bytes.append(UInt8(value >> shift & 0xFF)) }
        }
        return bytes + [0x50, flags.rawValue, 0x20, 0, 0, 0, 0, 0]
    }
}
