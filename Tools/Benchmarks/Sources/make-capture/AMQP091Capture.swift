import Bytes
import Captures

/// Captures of AMQP 0-9-1.
enum AMQP091Capture {
    /// Publishes and confirms on half of the connections, deliveries and acknowledgements on the
    /// other half.
    static func make(
        _ path: String, packetCount: Int, connectionCount: Int
    ) throws(CaptureError) {
        var writer = try open(path)
        var random = SeededGenerator(seed: 1)
        var connections = (0..<connectionCount).map {
            AMQP091Connection(number: $0, isConsumer: $0 % 2 == 1, random: &random)
        }
        var frame = Frame()
        var payload = AMQP091Payload()
        var microseconds: Int64 = 1_700_000_000_000_000
        for packet in 0..<packetCount {
            microseconds += Int64(1 + random.below(20))
            let number = packet < connectionCount ? packet : random.below(connectionCount)
            connections[number].advance(
                clock: UInt32(truncatingIfNeeded: microseconds / 1000), random: &random,
                payload: &payload, frame: &frame)
            try writer.append(
                frame.bytes.rawSpan.extracting(0..<frame.count), time: microseconds * 1000)
        }
        try writer.finish()
    }

    /// One connection with so many deliveries before the first acknowledgement.
    static func makeBacklog(
        _ path: String, messageCount: Int, isMultiple: Bool
    ) throws(CaptureError) {
        var writer = try open(path)
        var random = SeededGenerator(seed: 1)
        var connection = AMQP091Connection(number: 1, isConsumer: true, random: &random)
        var frame = Frame()
        var payload = AMQP091Payload()
        var microseconds: Int64 = 1_700_000_000_000_000
        while connection.advanceBacklog(
            messageCount, isMultiple: isMultiple,
            clock: UInt32(truncatingIfNeeded: microseconds / 1000), random: &random,
            payload: &payload, frame: &frame)
        {
            microseconds += 10
            try writer.append(
                frame.bytes.rawSpan.extracting(0..<frame.count), time: microseconds * 1000)
        }
        try writer.finish()
    }

    private static func open(_ path: String) throws(CaptureError) -> CaptureWriter<FileSink> {
        var interface = CaptureMetadata.Interface()
        interface.linkType = 1
        interface.snapLength = 262_144
        return CaptureWriter(.pcap, to: try FileSink(path: path), interface: interface)
    }
}
