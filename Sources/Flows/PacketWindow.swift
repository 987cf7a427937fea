public import Bytes
public import Packets

/// The next packets of a capture, with what was found out about them ahead of their turn.
///
/// While one packet is worked on, the connections of those behind it are on their way from memory:
/// with 65,000 connections that wait would be most of the time.  What has to be fetched lies behind
/// one another (the index tells the connection, that tells the streams, those tell the dissector),
/// so a packet comes by four times before its turn, ``stepCount`` packets apart.
public struct PacketWindow: ~Copyable {
    /// A ring, as long as all steps together need.
    @inlinable static var countMax: Int { 64 }
    @inlinable static var stepCount: Int { 6 }
    /// How many packets are looked at in one go, where steps are not worth it.
    @inlinable public static var groupCount: Int { 32 }
    /// How far the first step is ahead of a packet's turn.
    @inlinable public static var leadCount: Int { 4 * stepCount }

    public var layers = StableArray(repeating: PacketLayers(), count: countMax)
    public var tickets = StableArray(repeating: FlowTicket(), count: countMax)

    public init() {}

    /// Where a packet is.
    @inlinable @inline(__always)
    public static func place(_ index: Int) -> Int { index & (countMax - 1) }
}

extension ConnectionTable {
    /// Whether there are so few connections that what is fetched is there at once.
    public var areNear: Bool {
        @inline(__always)
        mutating get { connections.count < Self.nearCountMax }
    }

    private static var nearCountMax: Int { 2048 }

    /// Does the first two steps for packets whose layers are known, in one.  What the others fetch
    /// is near anyway: they cost more than they save.
    public mutating func lookAhead(at group: Range<Int>, in window: inout PacketWindow) {
        for index in group {
            let place = PacketWindow.place(index)
            makeTicket(at: place, &window)
            fetchConnection(&window.tickets[place])
        }
    }

    /// Has fetched from memory what the next packets need, one step for each of four of them.
    ///
    /// - Parameters:
    ///   - index: the packet for which this is the first step; its layers are known.
    ///   - count: how many packets there are; the later steps of the last ones come behind them.
    public mutating func lookAhead(
        from index: Int, count: Int, in window: inout PacketWindow
    ) {
        if index < count { fetchPlace(index, &window) }
        var behind = index - PacketWindow.stepCount
        if UInt(bitPattern: behind) < UInt(bitPattern: count) {
            fetchConnection(&window.tickets[PacketWindow.place(behind)])
        }
        behind -= PacketWindow.stepCount
        if UInt(bitPattern: behind) < UInt(bitPattern: count) {
            let place = PacketWindow.place(behind)
            fetchRest(&window.tickets[place], hasData: window.layers[place].payloadCount > 0)
        }
        behind -= PacketWindow.stepCount
        if UInt(bitPattern: behind) < UInt(bitPattern: count) {
            fetchDissector(window.tickets[PacketWindow.place(behind)])
        }
    }

    @inline(__always)
    private mutating func makeTicket(at place: Int, _ window: inout PacketWindow) {
        window.tickets[place] =
            window.layers[place].transport == .tcp
            ? ticket(for: window.layers[place]) : FlowTicket()
    }

    /// Makes the packet's ticket, and has the place fetched where the index knows its connection.
    @inline(__always)
    private mutating func fetchPlace(_ index: Int, _ window: inout PacketWindow) {
        let place = PacketWindow.place(index)
        makeTicket(at: place, &window)
        self.index.prefetch(window.tickets[place].slotHash)
    }

    /// Has the connection fetched that the index tells.
    @inline(__always)
    private mutating func fetchConnection(_ ticket: inout FlowTicket) {
        guard let guess = index.guess(ticket.slotHash) else { return }
        ticket.guess = Int32(truncatingIfNeeded: guess)
        connections.prefetchAll(guess)
    }

    /// Has its other half fetched, and the streams if the packet has data.
    ///
    /// Without a branch for that, since which packets have data cannot be foreseen: the others
    /// ask for streams that are at hand anyway.
    @inline(__always)
    private mutating func fetchRest(_ ticket: inout FlowTicket, hasData: Bool) {
        guard ticket.guess >= 0 else { return }
        let guess = Int(ticket.guess)
        rests.prefetch(Int(connections[guess].rest))
        let place = connections[guess].streams.number ?? 0
        ticket.streams = hasData ? Int32(truncatingIfNeeded: place) : 0
        streams.prefetch(Int(ticket.streams))
    }

    /// Has the state of who reads the streams fetched.
    @inline(__always)
    private mutating func fetchDissector(_ ticket: FlowTicket) {
        guard streams.contains(Int(ticket.streams)) else { return }
        streams[Int(ticket.streams)].prefetchDissector()
    }
}
