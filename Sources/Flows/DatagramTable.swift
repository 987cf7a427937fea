internal import Bytes
public import Dissection
public import Packets

/// The conversations over UDP, found by their two ends.
public struct DatagramTable: ~Copyable {
    private var hash = FlowHash()
    private var index = FlowIndex()
    private var conversations = Slab<Conversation>()
    private var evicted = EvictedStreams()
    private let registry: Registry
    private let limits: FlowLimits
    private var hand = 0

    /// The number of the next conversation that was never seen before.
    public private(set) var streamCount: UInt32 = 0
    /// How many conversations were given up to stay within the limits.
    public private(set) var evictedCount = 0

    // Not private: a debug build of a module that holds this table would name a hidden symbol
    // (Swift 6.3.1 stops with "Broken module found").
    struct Conversation {
        let key: FlowKey
        let stream: UInt32
        /// The side that sent the first datagram.
        let client: Side
        let firstTime: Int64
        var previousTime: Int64
        var isRecent = true
        /// Nil once nobody reads the datagrams.
        var driver: DatagramDriver?
    }

    public init(registry: Registry, limits: FlowLimits = FlowLimits()) {
        self.registry = registry
        self.limits = limits
    }

    /// Finds a datagram's conversation, begun now if there is none.
    public mutating func observe(
        _ layers: borrowing PacketLayers, time: Int64
    ) -> DatagramReport {
        let ticket = FlowTicket(layers, &hash)
        let known = index.find(ticket.slotHash) { conversations[$0].key == ticket.key }
        let number = known ?? begin(ticket, time: time)
        let report = DatagramReport(
            stream: conversations[number].stream,
            sender: ticket.side == conversations[number].client ? .client : .server,
            timeRelative: time &- conversations[number].firstTime,
            timeDelta: time &- conversations[number].previousTime, conversation: number)
        // Wireshark does not count datagrams without content here.
        if layers.payloadLength > 0 { conversations[number].previousTime = time }
        conversations[number].isRecent = true
        return report
    }

    /// Takes a datagram to whoever reads it.  Returns false when nobody does.
    public mutating func receive(
        _ payload: RawSpan, _ datagram: Datagram, _ report: DatagramReport,
        into message: inout Message, to sink: inout some MessageSink
    ) -> Bool {
        let number = report.conversation
        guard conversations[number].driver != nil else { return false }
        let isRead =
            conversations[number].driver?.receive(payload, datagram, into: &message, to: &sink)
            ?? false
        if conversations[number].driver?.isGivenUp ?? false { conversations[number].driver = nil }
        return isRead
    }
}

extension DatagramTable {
    /// Reads a datagram that an error quotes, by itself.
    public func readQuoted(
        _ payload: RawSpan, _ datagram: Datagram, into message: inout Message,
        to sink: inout some MessageSink
    ) {
        var driver = DatagramDriver(registry: registry)
        _ = driver.receive(payload, datagram, into: &message, to: &sink)
    }
}

/// The conversation that a datagram belongs to.
public struct DatagramReport: BitwiseCopyable, Sendable {
    /// The conversation's number, counted from 0 in the order of their first packets.
    public var stream: UInt32
    public var sender: Endpoint
    /// Nanoseconds since the conversation's first and its previous packet.
    public var timeRelative: Int64
    public var timeDelta: Int64
    var conversation: Int
}

// MARK: - Coming and going

extension DatagramTable {
    @inline(never)
    private mutating func begin(_ ticket: FlowTicket, time: Int64) -> Int {
        if conversations.count >= limits.connectionCountMax { giveUpOldest() }
        let stream = evicted.find(ticket.hash) ?? nextStream()
        let number = conversations.insert(
            Conversation(
                key: ticket.key, stream: stream, client: ticket.side, firstTime: time,
                previousTime: time, driver: DatagramDriver(registry: registry)))
        index.insert(number, hash: ticket.slotHash)
        return number
    }

    private mutating func nextStream() -> UInt32 {
        defer { streamCount &+= 1 }
        return streamCount
    }

    /// As with ``ConnectionTable``: the first one that was not used since the hand came by last.
    private mutating func giveUpOldest() {
        for _ in 0..<(conversations.numberEnd * 2 + 1) {
            let number = hand
            hand = hand + 1 < conversations.numberEnd ? hand + 1 : 0
            guard conversations.contains(number) else { continue }
            guard conversations[number].isRecent else { return giveUp(number) }
            conversations[number].isRecent = false
        }
    }

    private mutating func giveUp(_ number: Int) {
        let conversation = conversations.remove(number)
        let code = hash(conversation.key)
        index.remove(number, hash: UInt32(truncatingIfNeeded: code >> 32))
        evicted.remember(code, stream: conversation.stream)
        evictedCount += 1
    }
}
