internal import Bytes
public import Dissection
public import Packets

/// The TCP connections being followed, found by their two ends.
public struct ConnectionTable: ~Copyable {
    var hash = FlowHash()
    var index = FlowIndex()
    var connections = Slab<Connection>()
    var rests = Slab<ConnectionRest>()
    var streams = Slab<OrderedStreams>()
    /// What is missing in streams that nobody reads, by the connection's number.
    var gaps: [Int: GapMaps] = [:]
    var evicted = EvictedStreams()
    /// What only fields need to know of each connection; empty unless the run wants them.
    var details: ConnectionDetailsTable?

    /// Whether what only fields tell of a segment is kept.
    public var wantsDetails: Bool { details != nil }
    let registry: Registry
    let limits: FlowLimits
    let heldBytes: HeldBytes
    /// Of connections that were given up: what they keep in the run's message is still to be given
    /// back, by the next payload that brings the message along.
    private(set) var orphans: [Int] = []
    /// Where the next search for a connection to give up begins.
    private var hand = 0

    /// The number of the next connection that was never seen before.
    public private(set) var streamCount: UInt32 = 0
    /// How many connections were given up to stay within the limits.
    public private(set) var evictedCount = 0

    public init(registry: Registry, limits: FlowLimits = FlowLimits(), wantsDetails: Bool = false) {
        self.registry = registry
        self.limits = limits
        heldBytes = HeldBytes(limits: limits)
        details = wantsDetails ? ConnectionDetailsTable() : nil
    }
}

// MARK: - Looking ahead

/// These change nothing and are `mutating` all the same: a value of this size that is borrowed is
/// copied for each call (Swift 6.3), and that cost more than the look-up itself.
extension ConnectionTable {
    /// Says where a packet's connection will be.
    @inline(__always)
    public mutating func ticket(for layers: borrowing PacketLayers) -> FlowTicket {
        FlowTicket(layers, &hash)
    }
}

// MARK: - Finding

extension ConnectionTable {
    /// Finds a packet's connection, begun now if there is none.
    @inline(__always)
    mutating func find(_ ticket: FlowTicket, time: Int64) -> Int {
        let guess = Int(ticket.guess)
        if guess >= 0, connections.contains(guess), connections[guess].key == ticket.key {
            return guess
        }
        return findElsewhere(ticket) ?? begin(ticket, time: time)
    }

    @inline(never)
    private mutating func findElsewhere(_ ticket: FlowTicket) -> Int? {
        index.find(ticket.slotHash) { connections[$0].key == ticket.key }
    }

    @inline(never)
    private mutating func begin(_ ticket: FlowTicket, time: Int64) -> Int {
        if connections.count - rests.count >= limits.halfOpenCountMax {
            giveUpOldest(halfOpen: true)
        }
        let stream = evicted.find(ticket.hash) ?? nextStream()
        let connection = Connection(key: ticket.key, stream: stream, openerSide: ticket.side)
        let number = connections.insert(connection)
        details?.begin(number, at: time)
        index.insert(number, hash: ticket.slotHash)
        return number
    }

    private mutating func nextStream() -> UInt32 {
        defer { streamCount &+= 1 }
        return streamCount
    }

    /// Begins a connection anew between the same ends: its state is gone, its number is a new one.
    mutating func beginAgain(_ number: Int, side: Side, time: Int64) {
        let key = connections[number].key
        removeRest(of: connections[number], number)
        connections[number] = Connection(key: key, stream: nextStream(), openerSide: side)
        details?.beginAgain(number, at: time)
    }

    /// Gives a connection its second half.
    @inline(never)
    mutating func complete(_ number: Int) {
        if rests.count >= limits.connectionCountMax { giveUpOldest(halfOpen: false) }
        var rest = ConnectionRest()
        // A SYN without the option says for both ends that windows are not scaled.
        if connections[number].opener.scale == .unused { rest.responder.scale = .unused }
        connections[number].rest = Int32(rests.insert(rest))
    }
}

// MARK: - Giving up

extension ConnectionTable {
    /// Gives up a connection that was not used for long: the first one behind the hand that was
    /// not used since the hand came by last.  Keeping them in the order of their use would cost
    /// each packet two more places in memory.
    private mutating func giveUpOldest(halfOpen: Bool) {
        for _ in 0..<(connections.numberEnd * 2 + 1) {
            let number = hand
            hand = hand + 1 < connections.numberEnd ? hand + 1 : 0
            guard connections.contains(number), connections[number].isHalfOpen == halfOpen else {
                continue
            }
            guard connections[number].isRecent else { return giveUp(number) }
            connections[number].isRecent = false
        }
    }

    private mutating func giveUp(_ number: Int) {
        let connection = connections.remove(number)
        let code = hash(connection.key)
        index.remove(number, hash: UInt32(truncatingIfNeeded: code >> 32))
        evicted.remember(code, stream: connection.stream)
        removeRest(of: connection, number)
        details?.forget(number)
        evictedCount += 1
    }

    private mutating func removeRest(of connection: Connection, _ number: Int) {
        if connection.isHalfOpen { return }
        _ = rests.remove(Int(connection.rest))
        gaps[number] = nil
        if let place = connection.streams.number { orphans.append(place) }
    }

    /// Gives back what connections given up had kept.
    @inline(never)
    mutating func discardOrphans(_ message: inout Message) {
        for place in orphans {
            var ended = streams.remove(place)
            ended.discard(&message)
        }
        orphans.removeAll(keepingCapacity: true)
    }
}
