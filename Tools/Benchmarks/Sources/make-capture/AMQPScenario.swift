import Bytes
import Captures

/// Captures of AMQP 1.0: many connections that send and settle, or one whose receiver is behind.
struct AMQPScenario {
    /// Writes messages and dispositions on many connections, one frame to a packet.
    static func write(
        _ path: String, packetCount: Int, connectionCount: Int
    ) throws(CaptureError) {
        var writer = try PacketWriter(path)
        var random = SeededGenerator(seed: 2)
        var talks = (0..<connectionCount).map { AMQPTalk(number: $0, random: &random) }
        var next = 0
        while writer.count < packetCount {
            // Every connection begins, one after the other; from then on chance decides.
            let number = next < connectionCount ? next : random.below(connectionCount)
            next += 1
            try talks[number].advance(&writer, &random)
        }
        try writer.finish()
    }

    /// Writes one connection that sends so many messages before the first of them is settled; from
    /// then on each that is sent settles the oldest, and in the end one disposition all the rest.
    static func writeUnsettled(_ path: String, messageCount: Int) throws(CaptureError) {
        var writer = try PacketWriter(path)
        var random = SeededGenerator(seed: 3)
        var talk = AMQPTalk(number: 0, random: &random)
        try talk.open(&writer)
        for index in 0..<messageCount {
            try talk.send(&writer, byteCount: 40)
            if index % 8 == 7 { try talk.acknowledge(&writer) }
        }
        let more = messageCount / 4
        for _ in 0..<more {
            try talk.send(&writer, byteCount: 40)
            try talk.settle(&writer, count: 1)
        }
        try talk.settle(&writer, count: messageCount)
        try writer.finish()
    }
}

/// One connection: what it sent and what is settled of that.
struct AMQPTalk {
    private var link: TCPTalk
    private var frames = AMQPFrames()
    private let number: Int
    private var isOpen = false
    private var sentCount: UInt32 = 0
    private var settledCount: UInt32 = 0

    init(number: Int, random: inout SeededGenerator) {
        self.number = number
        link = TCPTalk(number: number, port: 5672, random: &random)
    }

    /// The connection's next few packets.
    mutating func advance(
        _ writer: inout PacketWriter, _ random: inout SeededGenerator
    ) throws(CaptureError) {
        guard isOpen else { return try open(&writer) }
        if sentCount &- settledCount > UInt32(random.below(12)) {
            try settle(&writer, count: 1 + random.below(Int(sentCount &- settledCount)))
        } else {
            let size = min(random.below(121), random.below(121), random.below(121))
            try send(&writer, byteCount: 40 + size)
        }
    }

    mutating func open(_ writer: inout PacketWriter) throws(CaptureError) {
        isOpen = true
        try link.open(&writer)
        for isClient in [true, false] {
            frames.clear()
            frames.header()
            frames.open("peer-\(number)")
            frames.begin(isAnswer: !isClient)
            frames.attach("link-\(number)", isReceiver: !isClient)
            if !isClient { frames.flow(credit: .max) }
            try link.send(frames.bytes, isClient: isClient, &writer)
        }
    }

    mutating func send(
        _ writer: inout PacketWriter, byteCount: Int
    ) throws(CaptureError) {
        frames.clear()
        frames.transfer(sentCount, byteCount: byteCount)
        sentCount &+= 1
        try link.send(frames.bytes, isClient: true, &writer)
    }

    /// The broker's segment that says no more than that messages have come.
    mutating func acknowledge(_ writer: inout PacketWriter) throws(CaptureError) {
        try link.acknowledge(isClient: false, &writer)
    }

    mutating func settle(_ writer: inout PacketWriter, count: Int) throws(CaptureError) {
        frames.clear()
        frames.disposition(settledCount, settledCount &+ UInt32(count - 1))
        settledCount &+= UInt32(count)
        try link.send(frames.bytes, isClient: false, &writer)
    }
}
