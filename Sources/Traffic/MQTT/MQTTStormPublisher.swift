internal import DissectMQTT

/// Publishes as fast as it was told to, on one connection.
final class MQTTStormPublisher: Peer {
    private static var clock: TimerID { TimerID(0) }

    private let topic: String
    private let payload: [UInt8]
    private var line: MQTTStormLine
    private var pace: Pace
    private var isIn = false
    private var hasLeft = false

    init(_ options: ScenarioOptions, number: Int) {
        topic = "storm/\(number)"
        payload = MQTTScenarios.payload(options)
        line = MQTTStormLine("storm-\(number)", options)
        pace = Pace(options, share: number)
    }

    func start(_ actions: PeerActions) {}

    /// The subscriber is there.
    func heard(_ cue: Cue, _ actions: PeerActions) {
        if line.connection == nil { line.connect(actions) }
    }

    func connected(_ connection: ConnectionID, _ route: Route, _ actions: PeerActions) {
        line.introduce(actions)
    }

    func received(_ bytes: [UInt8], on connection: ConnectionID, _ actions: PeerActions) {
        line.append(bytes)
        while let packet = line.next(actions) {
            guard case .connack(_, 0, _) = packet else { continue }
            isIn = true
            publish(actions)
        }
    }

    func drained(_ connection: ConnectionID, _ actions: PeerActions) {
        if isIn, pace.rate == nil { publish(actions) }
    }

    func fired(_ timer: TimerID, _ actions: PeerActions) { publish(actions) }

    func closed(_ connection: ConnectionID, _ end: ConnectionEnd, _ actions: PeerActions) {
        guard hasLeft else { return actions.fail("the broker closed the connection") }
        actions.close(connection)
        actions.finish()
    }

    var awaited: String? { "the broker" }

    private func publish(_ actions: PeerActions) {
        guard !hasLeft else { return }
        guard !pace.isDone else {
            hasLeft = true
            return line.leave(actions)
        }
        for _ in 0..<pace.take(actions.now) {
            line.send(.publish(MQTTPublish(topic, payload)), actions)
        }
        if pace.rate != nil { actions.fire(Self.clock, after: Pace.tick) }
    }
}
