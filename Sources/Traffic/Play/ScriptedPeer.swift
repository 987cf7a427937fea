/// A client that plays a script.
public final class ScriptedPeer<Framer: MessageFramer>: Peer {
    public typealias Message = Framer.Message

    /// Signs of life that are given with no step done in between.
    static var idlePulseCountMax: Int { 1000 }

    private let script: [Step<Message>]
    private let framer: () -> Framer
    private let aside: (Message, Stage) -> Bool
    private let pulse: ((Stage) -> Double)?
    private var idlePulseCount = 0
    private var stepCountAtPulse = 0
    private var performance: Performance<Framer>?
    private var hasFinished = false

    /// - Parameters:
    ///   - aside: takes messages that may come at any time, such as pings; returns false for
    ///     those that are for the script.
    ///   - framer: makes one for each connection.
    ///   - pulse: is called when a connection stands, whatever the script is at, and again after
    ///     as many seconds as it returns: for signs of life.
    public init(
        _ script: [Step<Message>], framer: @escaping () -> Framer,
        aside: @escaping (Message, Stage) -> Bool = { _, _ in false },
        pulse: ((Stage) -> Double)? = nil
    ) {
        self.script = script
        self.framer = framer
        self.aside = aside
        self.pulse = pulse
    }

    public func start(_ actions: PeerActions) {
        let performance = Performance(
            script, timer: TimerID(0), framer: framer, aside: aside, actions)
        self.performance = performance
        play { $0.goOn() }
    }

    public func connected(_ connection: ConnectionID, _ route: Route, _ actions: PeerActions) {
        play { $0.connected(connection, route) }
        beat()
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
        if timer == .pulse { beat() } else { play { $0.fired() } }
    }

    public func heard(_ cue: Cue, _ actions: PeerActions) { play { $0.heard(cue) } }

    public var awaited: String? { performance?.awaited }

    private func beat() {
        guard let performance, let pulse, !hasFinished else { return }
        let hasMoved = performance.stepCount != stepCountAtPulse
        stepCountAtPulse = performance.stepCount
        idlePulseCount = hasMoved ? 0 : idlePulseCount + 1
        guard idlePulseCount <= Self.idlePulseCountMax else { return }
        performance.stage.actions.fire(.pulse, after: pulse(performance.stage))
    }

    private func play(_ scene: (Performance<Framer>) -> Void) {
        guard let performance else { return }
        scene(performance)
        guard performance.isOver, !hasFinished else { return }
        hasFinished = true
        performance.stage.actions.finish()
    }
}
