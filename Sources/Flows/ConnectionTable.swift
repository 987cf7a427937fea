public import Bytes
public import Dissection
public import Packets

/// The TCP connections being followed, found by their two ends.
public struct ConnectionTable: ~Copyable {
    let hash = FlowHash()
    var index = FlowIndex()
    var connections = Slab<Connection>()
    var rests = Slab<ConnectionRest>()
    var streams = Slab<OrderedStreams>()
    var evicted = EvictedStreams()
    /// What only fields need to know of each connection; empty unless the run wants them.
    var details: ConnectionDetailsTable?
    let registry: Registry
    let limits: FlowLimits
    let heldBytes: HeldBytes
    /// Of connections that were given up: what they keep in the run's message is still to be given
    /// back, by the next payload that brings the message along.
    private(set) var orphans: [Int] = []
    /// Used by ``lookAhead(_:_:count:)``.
    private var places = StableArray(repeating: Int32(0), count: ConnectionTable.lookAheadCountMax)
    /// Where the next search for a connection to give up begins.
    private var hand = 0

    /// How many packets may be looked ahead to at once.
    public static var lookAheadCountMax: Int { 64 }

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
    public mutating func ticket(for layers: inout PacketLayers) -> FlowTicket {
        let sourceIsLower = FlowKey.sourceIsLower(layers)
        let code = hash(FlowKey(layers, sourceIsLower: sourceIsLower))
        return FlowTicket(hash: code, side: sourceIsLower ? .lower : .upper)
    }

    /// Makes the tickets of the next packets, and has all that will be asked for fetched from
    /// memory: first the places in the index, then what they tell, then what that tells.
    public mutating func lookAhead(
        _ layers: inout StableArray<PacketLayers>, _ tickets: inout StableArray<FlowTicket>,
        count: Int
    ) {
        for number in 0..<count {
            guard layers[number].transport == .tcp else {
                tickets[number] = FlowTicket()
                continue
            }
            tickets[number] = ticket(for: &layers[number])
            index.prefetch(tickets[number].slotHash)
        }
        for number in 0..<count where layers[number].transport == .tcp {
            guard let guess = index.guess(tickets[number].slotHash) else { continue }
            tickets[number].guess = Int32(truncatingIfNeeded: guess)
            connections.prefetch(guess)
        }
        // Who has data is listed first, since that cannot be foreseen either.
        var wanted = 0
        for number in 0..<count where tickets[number].guess >= 0 {
            let rest = connections[Int(tickets[number].guess)].rest
            rests.prefetch(Int(rest))
            places[wanted] = rest
            wanted &+= layers[number].payloadCount > 0 && rest >= 0 ? 1 : 0
        }
        prefetchStreams(count: wanted)
    }

    /// Goes on from ``places``, which hold numbers of ``rests``.
    @inline(__always)
    private mutating func prefetchStreams(count: Int) {
        var found = 0
        for number in 0..<count {
            guard let place = rests[Int(places[number])].streams.number else { continue }
            streams.prefetch(place)
            places[found] = Int32(truncatingIfNeeded: place)
            found &+= 1
        }
        for number in 0..<found { streams[Int(places[number])].prefetchDissector() }
    }
}

// MARK: - Finding

extension ConnectionTable {
    /// Finds a packet's connection, begun now if there is none.
    @inline(__always)
    mutating func find(
        _ layers: borrowing PacketLayers, _ ticket: FlowTicket, time: Int64
    ) -> Int {
        let key = FlowKey(layers, sourceIsLower: ticket.side == .lower)
        let guess = Int(ticket.guess)
        if guess >= 0, connections.contains(guess), connections[guess].key == key { return guess }
        if let number = index.find(ticket.slotHash, matches: { connections[$0].key == key }) {
            return number
        }
        return begin(key, ticket, time: time)
    }

    @inline(never)
    private mutating func begin(_ key: FlowKey, _ ticket: FlowTicket, time: Int64) -> Int {
        if connections.count - rests.count >= limits.halfOpenCountMax {
            giveUpOldest(halfOpen: true)
        }
        let stream = evicted.find(ticket.hash) ?? nextStream()
        let connection = Connection(
            key: key, stream: stream, openerSide: ticket.side, time: time)
        let number = connections.insert(connection)
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
        if connections[number].rest >= 0 { removeRest(Int(connections[number].rest)) }
        connections[number] = Connection(
            key: key, stream: nextStream(), openerSide: side, time: time)
        details?.forget(number)
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
        if connection.rest >= 0 { removeRest(Int(connection.rest)) }
        details?.forget(number)
        evictedCount += 1
    }

    private mutating func removeRest(_ number: Int) {
        let rest = rests.remove(number)
        if let place = rest.streams.number { orphans.append(place) }
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
