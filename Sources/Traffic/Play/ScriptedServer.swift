/// A server that plays a script with everybody who connects.
public final class ScriptedServer<Framer: MessageFramer>: Peer {
    public typealias Message = Framer.Message

    private let port: UInt16
    private let script: (_ client: Int) -> [Step<Message>]
    private let framer: () -> Framer
    private let aside: (Message, Stage) -> Bool
    private var performances: [ConnectionID: Performance<Framer>] = [:]
    private var connections: [TimerID: ConnectionID] = [:]
    private var cues: [Cue] = []
    private var clientCount = 0

    /// - Parameter script: what is played with the first who connects (0), the next one, …
    public init(
        port: UInt16, framer: @escaping () -> Framer,
        aside: @escaping (Message, Stage) -> Bool = { _, _ in false },
        script: @escaping (_ client: Int) -> [Step<Message>]
    ) {
        self.port = port
        self.framer = framer
        self.aside = aside
        self.script = script
    }

    public func start(_ actions: PeerActions) { actions.listen(port) }

    public func connected(_ connection: ConnectionID, _ route: Route, _ actions: PeerActions) {
        let timer = TimerID(connection.number)
        let performance = Performance(
            script(clientCount), timer: timer, framer: framer, aside: aside, actions)
        clientCount += 1
        performances[connection] = performance
        connections[timer] = connection
        for cue in cues { performance.heard(cue) }
        performance.connected(connection, route)
        performance.goOn()
    }

    public func received(
        _ bytes: [UInt8], on connection: ConnectionID, _ actions: PeerActions
    ) {
        performances[connection]?.received(bytes)
    }

    public func closed(_ connection: ConnectionID, _ end: ConnectionEnd, _ actions: PeerActions) {
        guard let performance = performances[connection] else { return }
        performance.closed(end)
        // A client that leaves early is no fault of the server.
        if end == .finished { actions.close(connection) }
        guard performance.isOver || end != .finished else { return }
        performances[connection] = nil
        connections[TimerID(connection.number)] = nil
    }

    public func fired(_ timer: TimerID, _ actions: PeerActions) {
        if let connection = connections[timer] { performances[connection]?.fired() }
    }

    public func heard(_ cue: Cue, _ actions: PeerActions) {
        cues.append(cue)
        for connection in performances.keys.sorted(by: { $0.number < $1.number }) {
            performances[connection]?.heard(cue)
        }
    }
}
