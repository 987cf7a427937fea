internal import DissectMQTT

/// A small MQTT broker: versions 3.1, 3.1.1 and 5, QoS 0 to 2, wildcards, retained messages, wills,
/// sessions and keep-alive.
///
/// It does without shared subscriptions (it says so), enhanced authentication, and message expiry;
/// all is forgotten when it ends.
final class MQTTBroker: Peer {
    static var port: UInt16 { 1883 }
    static var sessionCountMax: Int { 10_000 }
    static var retainedCountMax: Int { 10_000 }
    /// Seconds in which a client must have introduced itself.
    static var introduction: Double { 20 }

    private let port: UInt16
    let login: (user: String, password: String)?
    var connections: [ConnectionID: BrokerConnection] = [:]
    /// In the order in which they began, so that each run delivers in the same order.
    var sessions: [BrokerSession] = []
    var sessionsByClient: [String: BrokerSession] = [:]
    var sessionCount = 0
    let store = BrokerStore()
    var retained: [String: KeptMessage] = [:]
    var waitingWills: [Int: KeptMessage] = [:]

    /// - Parameters:
    ///   - user: who may connect, with the password; nil: everybody.
    init(port: UInt16 = MQTTBroker.port, user: String? = nil, password: String? = nil) {
        self.port = port
        login = user.map { ($0, password ?? "") }
    }

    func start(_ actions: PeerActions) { actions.listen(port) }

    func connected(_ id: ConnectionID, _ route: Route, _ actions: PeerActions) {
        let connection = BrokerConnection(id, route, actions)
        connection.patience = Self.introduction
        connection.lastHeard = actions.now
        connections[id] = connection
        actions.fire(BrokerTimer.silence(id).id, after: Self.introduction)
    }

    func received(_ bytes: [UInt8], on id: ConnectionID, _ actions: PeerActions) {
        guard let connection = connections[id], !connection.isOver else { return }
        connection.lastHeard = actions.now
        connection.framer.append(bytes)
        do throws(FramingError) {
            while !connection.isOver, let packet = try connection.framer.next() {
                handle(packet, connection, actions)
            }
        } catch {
            actions.report("\(name(connection)) sent what is no MQTT: \(error.reason)")
            end(connection, .malformed, actions)
        }
    }

    func closed(_ id: ConnectionID, _ end: ConnectionEnd, _ actions: PeerActions) {
        guard let connection = connections.removeValue(forKey: id) else { return }
        if end == .finished { actions.close(id) }
        if !connection.isOver { actions.report("\(name(connection)) left without a word") }
        part(connection, actions)
    }

    func fired(_ timer: TimerID, _ actions: PeerActions) {
        switch BrokerTimer(timer) {
        case .silence(let id):
            guard let connection = connections[id], let patience = connection.patience else {
                return
            }
            let silence = actions.now - connection.lastHeard
            // Measured with some grace, so that rounding starts no second round.
            guard silence + 0.001 >= patience else {
                return actions.fire(timer, after: patience - silence)
            }
            actions.report("\(name(connection)) was silent for too long")
            end(connection, .keepAliveTimeout, actions)
        case .expiry(let number):
            if let session = sessions.first(where: { $0.number == number }) { forget(session) }
        case .will(let number):
            let will = waitingWills.removeValue(forKey: number)
            if let will { publish(will.message, actions) }
        }
    }

    private func handle(
        _ packet: MQTTPacket, _ connection: BrokerConnection, _ actions: PeerActions
    ) {
        if case .connect(let connect) = packet {
            guard connection.session == nil else {
                return end(connection, .protocolError, actions)
            }
            return admit(connect, connection, actions)
        }
        guard let session = connection.session else {
            return end(connection, .protocolError, actions)
        }
        switch packet {
        case .publish(let publish): accept(publish, session, connection, actions)
        case .acknowledgment(let type, let id, let reason, _):
            acknowledged(type, id, reason, session, connection, actions)
        case .subscribe(let id, let subscriptions, let properties):
            subscribe(id, subscriptions, properties, session, connection)
        case .unsubscribe(let id, let filters, _):
            unsubscribe(id, filters, session, connection)
        case .pingreq: connection.send(.pingresp)
        case .disconnect(let reason, let properties):
            depart(connection, reason, properties, actions)
        default: end(connection, .protocolError, actions)
        }
    }

    // MARK: - The end of connections

    /// The client says goodbye.
    private func depart(
        _ connection: BrokerConnection, _ reason: UInt8, _ properties: [MQTTProperty],
        _ actions: PeerActions
    ) {
        if reason != MQTTReason.withWill.rawValue { connection.will = nil }
        if let seconds = properties.sessionExpiry, let session = connection.session {
            session.expiry = seconds == .max ? nil : Double(seconds)
        }
        actions.report("\(name(connection)) said goodbye")
        connection.isOver = true
        actions.close(connection.id)
        part(connection, actions)
    }

    /// The broker ends a connection, and says why where the protocol has words for it.
    func end(_ connection: BrokerConnection, _ reason: MQTTReason, _ actions: PeerActions) {
        guard !connection.isOver else { return }
        if connection.isV5, connection.session != nil {
            connection.send(.disconnect(reason: reason.rawValue, []))
        }
        connection.isOver = true
        actions.close(connection.id)
        part(connection, actions)
    }

    /// The session goes on without the connection, or ends with it; the will is done.
    private func part(_ connection: BrokerConnection, _ actions: PeerActions) {
        actions.cancel(BrokerTimer.silence(connection.id).id)
        connection.isOver = true
        guard let session = connection.session, session.connection === connection else { return }
        session.connection = nil
        if let will = connection.will {
            connection.will = nil
            execute(will, session, actions)
        }
        switch session.expiry {
        case 0: forget(session)
        case let seconds?: actions.fire(BrokerTimer.expiry(session.number).id, after: seconds)
        case nil: break
        }
    }

    private func execute(
        _ will: MQTTConnect.Will, _ session: BrokerSession, _ actions: PeerActions
    ) {
        let message = BrokerMessage(
            topic: will.topic, payload: will.payload, qos: will.qos, isRetained: will.isRetained,
            properties: will.properties.withoutOwn)
        let delay = min(Double(will.properties.willDelay ?? 0), session.expiry ?? .infinity)
        guard delay > 0 else { return publish(message, actions) }
        waitingWills[session.number] = store.keep(message)
        actions.fire(BrokerTimer.will(session.number).id, after: delay)
    }

    func forget(_ session: BrokerSession) {
        sessions.removeAll { $0 === session }
        if sessionsByClient[session.clientID] === session {
            sessionsByClient[session.clientID] = nil
        }
    }

    func name(_ connection: BrokerConnection) -> String {
        connection.session.map { "client \"\($0.clientID)\"" } ?? "\(connection.route.remote)"
    }
}
