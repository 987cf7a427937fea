/// A client that plays a script.
public final class ScriptedPeer<Framer: MessageFramer>: Peer {
    public typealias Message = Framer.Message

    private let script: [Step<Message>]
    private let framer: () -> Framer
    private let aside: (Message, Stage) -> Bool
    private let onPulse: (Stage) -> Void
    private var performance: Performance<Framer>?
    private var hasFinished = false

    /// - Parameters:
    ///   - aside: takes messages that may come at any time, such as pings; returns false for
    ///     those that are for the script.
    ///   - framer: makes one for each connection.
    ///   - onPulse: what is to be done when ``TimerID/pulse`` fires, beside the script: keeping
    ///     the connection alive.
    public init(
        _ script: [Step<Message>], framer: @escaping () -> Framer,
        aside: @escaping (Message, Stage) -> Bool = { _, _ in false },
        onPulse: @escaping (Stage) -> Void = { _ in }
    ) {
        self.script = script
        self.framer = framer
        self.aside = aside
        self.onPulse = onPulse
    }

    public func start(_ actions: PeerActions) {
        let performance = Performance(
            script, timer: TimerID(0), framer: framer, aside: aside, actions)
        self.performance = performance
        play { $0.goOn() }
    }

    public func connected(_ connection: ConnectionID, _ route: Route, _ actions: PeerActions) {
        play { $0.connected(connection, route) }
    }

    public func received(
        _ bytes: [UInt8], on connection: ConnectionID, _ actions: PeerActions
    ) {
        guard connection == performance?.stage.connection else { return }
        play { $0.received(bytes) }
    }

    public func closed(_ connection: ConnectionID, _ end: ConnectionEnd, _ actions: PeerActions) {
        guard connection == performance?.stage.connection else {
            if end == .finished { actions.close(connection) }
            return
        }
        play { $0.closed(end) }
    }

    public func fired(_ timer: TimerID, _ actions: PeerActions) {
        play { performance in
            if timer == .pulse { onPulse(performance.stage) } else { performance.fired() }
        }
    }

    public func heard(_ cue: Cue, _ actions: PeerActions) { play { $0.heard(cue) } }

    public var awaited: String? { performance?.awaited }

    private func play(_ scene: (Performance<Framer>) -> Void) {
        guard let performance else { return }
        scene(performance)
        guard performance.isOver, !hasFinished else { return }
        hasFinished = true
        performance.stage.actions.finish()
    }
}
