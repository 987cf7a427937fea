/// What a peer has done since it was called: the wire carries it out when the call returns.
///
/// One for each peer, used for the whole run.
public final class PeerActions {
    /// Seconds since the run began: virtual ones in a capture, real ones times `--speed` on sockets.
    public internal(set) var now = 0.0
    /// The same numbers for the same seed, in every run.
    public var random: RandomSource

    var pending: [Action] = []
    private var connectionCount = 0
    private var socketCount = 0

    init(random: RandomSource) { self.random = random }

    /// What is to be done; a peer that stands around another one (a transport) can rewrite it.
    enum Action {
        case listen(UInt16)
        case connect(ConnectionID, Endpoint)
        case send(ConnectionID, [UInt8])
        case close(ConnectionID)
        case abort(ConnectionID)
        case bind(SocketID, UInt16)
        case unbind(SocketID)
        case sendDatagram(SocketID, [UInt8], Endpoint)
        case setTimer(TimerID, Double)
        case cancelTimer(TimerID)
        case give(Cue)
        case report(String)
        case finish
        case fail(String)
    }

    // MARK: - TCP

    /// Accepts connections at a port, of all addresses of this peer's host.
    public func listen(_ port: UInt16) { pending.append(.listen(port)) }

    /// Opens a connection: ``Peer/connected(_:_:_:)`` or ``Peer/closed(_:_:_:)`` tells the outcome.
    public func connect(to endpoint: Endpoint) -> ConnectionID {
        let connection = nextConnection()
        pending.append(.connect(connection, endpoint))
        return connection
    }

    /// Sends bytes, in a segment of their own if they fit one.
    public func send(_ bytes: [UInt8], on connection: ConnectionID) {
        if !bytes.isEmpty { pending.append(.send(connection, bytes)) }
    }

    /// Says that no more will be sent, behind all that was.
    public func close(_ connection: ConnectionID) { pending.append(.close(connection)) }

    /// Ends a connection at once, as a program that crashed.
    public func abort(_ connection: ConnectionID) { pending.append(.abort(connection)) }

    // MARK: - UDP

    /// Opens a socket: ``Peer/bound(_:at:_:)`` or ``Peer/refused(_:at:_:)`` tells the outcome.
    ///
    /// - Parameter port: 0 for any that is free.
    public func bind(_ port: UInt16 = 0) -> SocketID {
        socketCount += 1
        let socket = SocketID(number: socketCount)
        pending.append(.bind(socket, port))
        return socket
    }

    public func close(_ socket: SocketID) { pending.append(.unbind(socket)) }

    public func send(datagram: [UInt8], to endpoint: Endpoint, from socket: SocketID) {
        pending.append(.sendDatagram(socket, datagram, endpoint))
    }

    // MARK: - Time, other peers, people

    /// Has a timer fire; one that is already set is set anew.
    public func fire(_ timer: TimerID, after seconds: Double) {
        pending.append(.setTimer(timer, max(0, seconds)))
    }

    public func cancel(_ timer: TimerID) { pending.append(.cancelTimer(timer)) }

    public func give(_ cue: Cue) { pending.append(.give(cue)) }

    /// Tells whoever watches what happened.
    public func report(_ text: String) { pending.append(.report(text)) }

    /// This peer has done its part.
    public func finish() { pending.append(.finish) }

    /// The run has failed: a sentence that says why.
    public func fail(_ reason: String) { pending.append(.fail(reason)) }

    // MARK: - For peers around peers

    /// Has each thing that is done meanwhile replaced by others.
    func rewriting(_ act: () -> Void, _ rewrite: (Action) -> [Action]) {
        var before: [Action] = []
        swap(&before, &pending)
        act()
        pending = before + pending.flatMap(rewrite)
    }

    // MARK: - For the wires

    func nextConnection() -> ConnectionID {
        connectionCount += 1
        return ConnectionID(number: connectionCount)
    }

    /// All that is to be done, in its order; it is forgotten here.
    func takePending() -> [Action] {
        var taken: [Action] = []
        swap(&taken, &pending)
        return taken
    }
}
