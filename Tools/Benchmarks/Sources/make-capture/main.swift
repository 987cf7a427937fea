import Bytes
import Captures
import Glibc

/// Writes a capture of MQTT publishes and acknowledgements on many connections at a time.
func makeCapture(
    _ path: String, packetCount: Int, connectionCount: Int
) throws(CaptureError) {
    var interface = CaptureMetadata.Interface()
    interface.linkType = 1
    interface.snapLength = 262_144
    var writer = CaptureWriter(.pcap, to: try FileSink(path: path), interface: interface)
    var random = SeededGenerator(seed: 1)
    var connections = (0..<connectionCount).map { Connection(number: $0, random: &random) }
    var frame = Frame()
    var payload = Payload()
    var microseconds: Int64 = 1_700_000_000_000_000
    for packet in 0..<packetCount {
        microseconds += Int64(1 + random.below(20))
        // Every connection begins, one after the other; from then on chance decides.
        let number = packet < connectionCount ? packet : random.below(connectionCount)
        connections[number].advance(
            clock: UInt32(truncatingIfNeeded: microseconds / 1000), random: &random,
            payload: &payload, frame: &frame)
        try writer.append(
            frame.bytes.rawSpan.extracting(0..<frame.count), time: microseconds * 1000)
    }
    try writer.finish()
}

let arguments = CommandLine.arguments
let kind = arguments.count > 4 ? arguments[4] : "mqtt"
guard (4...5).contains(arguments.count), let packetCount = Int(arguments[2]), packetCount > 0,
    let connectionCount = Int(arguments[3]), (1...65_000).contains(connectionCount)
else {
    print("usage: make-capture FILE PACKETS CONNECTIONS (up to 65000) [KIND]")
    print("KIND: mqtt, amqp10, amqp091 or xmpp; amqp10-backlog, amqp091-backlog and")
    print("      amqp091-backlog-multiple have one connection with PACKETS messages before the")
    print("      first is settled")
    exit(2)
}
do throws(CaptureError) {
    switch kind {
    case "mqtt":
        try makeCapture(arguments[1], packetCount: packetCount, connectionCount: connectionCount)
    case "amqp10":
        try AMQPScenario.write(
            arguments[1], packetCount: packetCount, connectionCount: connectionCount)
    case "xmpp":
        try XMPPCapture.make(
            arguments[1], packetCount: packetCount, connectionCount: connectionCount)
    case "amqp10-backlog":
        try AMQPScenario.writeUnsettled(arguments[1], messageCount: packetCount)
    case "amqp091":
        try AMQP091Capture.make(
            arguments[1], packetCount: packetCount, connectionCount: connectionCount)
    case "amqp091-backlog", "amqp091-backlog-multiple":
        try AMQP091Capture.makeBacklog(
            arguments[1], messageCount: packetCount, isMultiple: kind.hasSuffix("multiple"))
    default:
        print("make-capture: no kind \(kind)")
        exit(2)
    }
} catch {
    print("make-capture: \(arguments[1]): \(error)")
    exit(2)
}
