internal import DissectMQTT

/// What the broker knows of a connection.
final class BrokerConnection {
    /// Topics of version 5 that a client may have numbers for.
    static var topicAliasCountMax: UInt16 { 10 }

    let id: ConnectionID
    let route: Route
    var framer = MQTTFramer()
    var session: BrokerSession?
    var will: MQTTConnect.Will?
    /// Seconds after which a silent client counts as gone; nil: never.
    var patience: Double?
    var lastHeard = 0.0
    var aliases: [UInt16: String] = [:]
    /// Nothing more is read.
    var isOver = false
    private let actions: PeerActions

    init(_ id: ConnectionID, _ route: Route, _ actions: PeerActions) {
        self.id = id
        self.route = route
        self.actions = actions
    }

    var version: MQTTVersion { framer.version }
    var isV5: Bool { version == .v5 }

    func send(_ packet: MQTTPacket) {
        // What the broker makes, it can write: texts came in packets, or are its own.
        guard let bytes = try? packet.encoded(version) else { return }
        actions.send(bytes, on: id)
    }

    func acknowledge(_ type: MQTTPacketType, _ id: UInt16, _ reason: MQTTReason = .success) {
        send(.acknowledgment(type, id: id, reason: reason.rawValue, []))
    }
}
