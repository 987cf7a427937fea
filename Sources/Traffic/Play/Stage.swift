/// Where a script plays: the connection it is talked on, and all else a peer can do.
public final class Stage {
    public internal(set) var actions: PeerActions
    public internal(set) var connection: ConnectionID?
    public internal(set) var route: Route?

    init(_ actions: PeerActions) { self.actions = actions }

    public func send(_ bytes: [UInt8]) {
        if let connection { actions.send(bytes, on: connection) }
    }

    public func close() { if let connection { actions.close(connection) } }

    public func abort() { if let connection { actions.abort(connection) } }

    public func report(_ text: String) { actions.report(text) }

    /// The run has failed: a sentence that says why.
    public func fail(_ reason: String) { actions.fail(reason) }
}
