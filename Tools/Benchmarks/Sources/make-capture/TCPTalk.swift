import Bytes
import Captures

/// Writes packets to a capture, at the pace of a busy server.
struct PacketWriter: ~Copyable {
    private var writer: CaptureWriter<FileSink>
    private var random = SeededGenerator(seed: 4)
    private(set) var count = 0
    private var microseconds: Int64 = 1_700_000_000_000_000

    init(_ path: String) throws(CaptureError) {
        var interface = CaptureMetadata.Interface()
        interface.linkType = 1
        interface.snapLength = 262_144
        writer = CaptureWriter(.pcap, to: try FileSink(path: path), interface: interface)
    }

    /// The clock that the ends put into their segments.
    var clock: UInt32 { UInt32(truncatingIfNeeded: microseconds / 1000) }

    mutating func append(_ frame: Frame) throws(CaptureError) {
        microseconds += Int64(1 + random.below(20))
        count += 1
        try writer.append(
            frame.bytes.rawSpan.extracting(0..<frame.count), time: microseconds * 1000)
    }

    mutating func finish() throws(CaptureError) { try writer.finish() }
}

/// A TCP connection between a client and a server at 192.168.0.1.
struct TCPTalk {
    private let ends: Frame.Ends
    private var frame = Frame()
    private var clientSequence: UInt32
    private var serverSequence: UInt32

    /// Every client has an address and port of its own.
    init(number: Int, port: UInt16, random: inout SeededGenerator) {
        ends = Frame.Ends(
            sourceAddress: 0x0A00_0000 | UInt32(number / 250) << 8 | UInt32(number % 250 + 1),
            destinationAddress: 0xC0A8_0001, sourcePort: UInt16(32768 + number * 7 % 28000),
            destinationPort: port)
        clientSequence = UInt32(truncatingIfNeeded: random.next())
        serverSequence = UInt32(truncatingIfNeeded: random.next())
    }

    /// The three packets that every connection begins with.
    mutating func open(_ writer: inout PacketWriter) throws(CaptureError) {
        try put(Frame.Flags.syn, [], isClient: true, &writer)
        try put(Frame.Flags.syn | Frame.Flags.acknowledge, [], isClient: false, &writer)
        try put(Frame.Flags.acknowledge, [], isClient: true, &writer)
    }

    /// One packet with all of the bytes.
    mutating func send(
        _ bytes: [UInt8], isClient: Bool, _ writer: inout PacketWriter
    ) throws(CaptureError) {
        try put(Frame.Flags.push | Frame.Flags.acknowledge, bytes, isClient: isClient, &writer)
    }

    /// A packet that only says what was received.
    mutating func acknowledge(
        isClient: Bool, _ writer: inout PacketWriter
    ) throws(CaptureError) {
        try put(Frame.Flags.acknowledge, [], isClient: isClient, &writer)
    }

    private mutating func put(
        _ flags: UInt8, _ bytes: [UInt8], isClient: Bool, _ writer: inout PacketWriter
    ) throws(CaptureError) {
        let isFirst = flags & Frame.Flags.syn != 0
        let isAnswer = flags & Frame.Flags.acknowledge != 0
        let (own, other) =
            isClient ? (clientSequence, serverSequence) : (serverSequence, clientSequence)
        frame.build(
            isClient ? ends : ends.reversed, sequence: own, acknowledgement: isAnswer ? other : 0,
            flags: flags, clock: writer.clock, echo: isAnswer ? writer.clock &- 1 : 0,
            payload: bytes)
        let next = own &+ UInt32(bytes.count) &+ (isFirst ? 1 : 0)
        if isClient { clientSequence = next } else { serverSequence = next }
        try writer.append(frame)
    }
}
