internal import DissectMQTT

/// Publishes as fast as it was told to, on one connection.
final class MQTTStormPublisher: Peer {
    private static var clock: TimerID { TimerID(0) }

    private let broker: Endpoint
    private let topic: String
    private let payload: [UInt8]
    private let introduction: MQTTConnect
    private var pace: Pace
    private var framer = MQTTFramer()
    private var connection: ConnectionID?
    private var isIn = false
    private var hasSaidGoodbye = false

    init(_ options: ScenarioOptions, number: Int) {
        broker = MQTTScenarios.home(options)
        topic = "storm/\(number)"
        payload = MQTTScenarios.payload(options)
        pace = Pace(options, share: number)
        var connect = MQTTConnect("storm-\(number)")
        connect.userName = options.user
        connect.password = options.password.map { Array($0.utf8) }
        introduction = connect
    }

    func start(_ actions: PeerActions) {}

    /// The subscriber is there.
    func heard(_ cue: Cue, _ actions: PeerActions) {
        if connection == nil { connection = actions.connect(to: broker) }
    }

    func connected(_ connection: ConnectionID, _ route: Route, _ actions: PeerActions) {
        send(.connect(introduction), actions)
    }

    func received(_ bytes: [UInt8], on connection: ConnectionID, _ actions: PeerActions) {
        framer.append(bytes)
        while let packet = try? framer.next() {
            guard case .connack(_, let code, _) = packet else { continue }
            guard code == 0 else {
                return actions.fail("the broker refused: \(MQTTReason.words(code))")
            }
            isIn = true
            publish(actions)
        }
    }

    func drained(_ connection: ConnectionID, _ actions: PeerActions) {
        if isIn, pace.rate == nil { publish(actions) }
    }

    func fired(_ timer: TimerID, _ actions: PeerActions) { publish(actions) }

    func closed(_ connection: ConnectionID, _ end: ConnectionEnd, _ actions: PeerActions) {
        guard hasSaidGoodbye else {
            return actions.fail("the broker closed the connection")
        }
        actions.close(connection)
        actions.finish()
    }

    var awaited: String? { "the broker" }

    private func publish(_ actions: PeerActions) {
        guard !pace.isDone else { return leave(actions) }
        for _ in 0..<pace.take(actions.now) {
            send(.publish(MQTTPublish(topic, payload)), actions)
        }
        if pace.rate != nil { actions.fire(Self.clock, after: Pace.tick) }
    }

    private func leave(_ actions: PeerActions) {
        guard !hasSaidGoodbye, let connection else { return }
        hasSaidGoodbye = true
        send(.disconnect(reason: 0, []), actions)
        actions.close(connection)
    }

    private func send(_ packet: MQTTPacket, _ actions: PeerActions) {
        guard let connection, let bytes = try? packet.encoded(.v311) else { return }
        actions.send(bytes, on: connection)
    }
}

/// Counts what a storm brings, and leaves when all has come.
final class MQTTStormSubscriber: Peer {
    private let broker: Endpoint
    private let wantedCount: Int
    private let introduction: MQTTConnect
    private var framer = MQTTFramer()
    private var connection: ConnectionID?
    private var count = 0

    init(_ options: ScenarioOptions) {
        broker = MQTTScenarios.home(options)
        wantedCount = options.count
        var connect = MQTTConnect("storm-watch")
        connect.userName = options.user
        connect.password = options.password.map { Array($0.utf8) }
        introduction = connect
    }

    func start(_ actions: PeerActions) { connection = actions.connect(to: broker) }

    func connected(_ connection: ConnectionID, _ route: Route, _ actions: PeerActions) {
        send(.connect(introduction), actions)
        send(.subscribe(id: 1, [MQTTSubscription("storm/#", options: 0)], []), actions)
    }

    func received(_ bytes: [UInt8], on connection: ConnectionID, _ actions: PeerActions) {
        framer.append(bytes)
        while let packet = try? framer.next() {
            switch packet {
            case .suback: actions.give("subscribed")
            case .publish:
                count += 1
                if count == wantedCount { leave(actions) }
            default: break
            }
        }
    }

    func closed(_ connection: ConnectionID, _ end: ConnectionEnd, _ actions: PeerActions) {
        guard end != .refused else {
            return actions.fail("nobody listens at \(broker)")
        }
        guard count >= wantedCount else {
            return actions.fail("the broker closed the connection after \(count) messages")
        }
        actions.close(connection)
        actions.finish()
    }

    var awaited: String? { "message \(count + 1) of \(wantedCount)" }

    private func leave(_ actions: PeerActions) {
        actions.report("\(count) messages in \(Int(actions.now * 1000)) ms")
        send(.disconnect(reason: 0, []), actions)
        if let connection { actions.close(connection) }
    }

    private func send(_ packet: MQTTPacket, _ actions: PeerActions) {
        guard let connection, let bytes = try? packet.encoded(.v311) else { return }
        actions.send(bytes, on: connection)
    }
}
