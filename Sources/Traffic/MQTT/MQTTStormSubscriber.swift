internal import DissectMQTT

/// Counts what a storm brings, and leaves when all has come.
final class MQTTStormSubscriber: Peer {
    private let wantedCount: Int
    private var line: MQTTStormLine
    private var count = 0

    init(_ options: ScenarioOptions) {
        wantedCount = options.count
        line = MQTTStormLine("storm-watch", options)
    }

    func start(_ actions: PeerActions) { line.connect(actions) }

    func connected(_ connection: ConnectionID, _ route: Route, _ actions: PeerActions) {
        line.introduce(actions)
        line.send(.subscribe(id: 1, [MQTTSubscription("storm/#", options: 0)], []), actions)
    }

    func received(_ bytes: [UInt8], on connection: ConnectionID, _ actions: PeerActions) {
        line.append(bytes)
        while let packet = line.next(actions) {
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
        guard end != .refused else { return actions.fail("nobody listens at \(line.broker)") }
        guard count >= wantedCount else {
            return actions.fail("the broker closed the connection after \(count) messages")
        }
        actions.close(connection)
        actions.finish()
    }

    var awaited: String? { "message \(count + 1) of \(wantedCount)" }

    private func leave(_ actions: PeerActions) {
        actions.report("\(count) messages in \(Int(actions.now * 1000)) ms")
        line.leave(actions)
    }
}
