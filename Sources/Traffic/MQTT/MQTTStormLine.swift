internal import DissectMQTT

/// A connection of a storm: nothing but packets, as fast as they can be made.
struct MQTTStormLine {
    let broker: Endpoint
    private let introduction: MQTTConnect
    private var framer = MQTTFramer()
    private(set) var connection: ConnectionID?

    init(_ clientID: String, _ options: ScenarioOptions) {
        broker = MQTTScenarios.home(options)
        introduction = MQTTConnect(clientID, options)
    }

    mutating func connect(_ actions: PeerActions) { connection = actions.connect(to: broker) }

    func introduce(_ actions: PeerActions) { send(.connect(introduction), actions) }

    func send(_ packet: MQTTPacket, _ actions: PeerActions) {
        guard let connection, let bytes = try? packet.encoded(.v311) else { return }
        actions.send(bytes, on: connection)
    }

    func leave(_ actions: PeerActions) {
        send(.disconnect(reason: 0, []), actions)
        if let connection { actions.close(connection) }
    }

    mutating func append(_ bytes: [UInt8]) { framer.append(bytes) }

    /// The next packet of the broker; a CONNACK that says no ends the run.
    mutating func next(_ actions: PeerActions) -> MQTTPacket? {
        do throws(FramingError) {
            let packet = try framer.next()
            if case .connack(_, let code, _) = packet, code > 0 {
                actions.fail("the broker refused: \(MQTTReason.words(code))")
            }
            return packet
        } catch {
            actions.fail("what came from the broker cannot be read: \(error.reason)")
            return nil
        }
    }
}

extension MQTTConnect {
    /// - Parameter options: who logs in.
    init(_ clientID: String, _ options: ScenarioOptions) {
        self.init(clientID)
        userName = options.user
        password = options.password.map { Array($0.utf8) }
    }
}
