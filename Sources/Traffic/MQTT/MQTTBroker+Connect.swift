internal import DissectMQTT

extension MQTTBroker {
    /// Lets a client in, or tells it why not.
    func admit(_ connect: MQTTConnect, _ connection: BrokerConnection, _ actions: PeerActions) {
        if let reason = refusal(of: connect, connection) {
            let code = connection.isV5 ? reason.rawValue : reason.returnCode
            connection.send(.connack(sessionPresent: false, code: code, []))
            actions.report("\(connection.route.remote) was refused: \(MQTTReason.words(code))")
            return end(connection, reason, actions)
        }
        var connect = connect
        var properties: [MQTTProperty] = []
        if connect.clientID.isEmpty {
            connect.clientID = "auto-\(actions.random.hexadecimal(16))"
            properties.append(.assignedClientID(connect.clientID))
        }
        let (session, isPresent) = session(for: connect, actions)
        session.connection = connection
        session.expiry = expiry(connect, connection)
        session.receiveMaximum = Int(connect.properties.receiveMaximum ?? .max)
        connection.session = session
        connection.will = connect.will
        actions.cancel(BrokerTimer.will(session.number).id)
        actions.cancel(BrokerTimer.expiry(session.number).id)
        waitingWills[session.number] = nil
        watch(connection, keepAlive: connect.keepAlive, actions)
        if connection.isV5 { properties += limits } else { properties = [] }
        connection.send(.connack(sessionPresent: isPresent, code: 0, properties))
        actions.report("\(name(connection)) connected from \(connection.route.remote)")
        resume(session, connection)
    }

    private func refusal(
        of connect: MQTTConnect, _ connection: BrokerConnection
    ) -> MQTTReason? {
        guard [.v31, .v311, .v5].contains(connection.version) else { return .unsupportedVersion }
        if connect.clientID.isEmpty, !connection.isV5, !connect.isClean { return .badClientID }
        if let will = connect.will, MQTTTopicFilter(will.topic) == nil { return .malformed }
        if let login {
            let password = Array(login.password.utf8)
            guard connect.userName == login.user, connect.password ?? [] == password else {
                return .badCredentials
            }
        }
        let isNew = sessionsByClient[connect.clientID] == nil
        return isNew && sessions.count >= Self.sessionCountMax ? .quotaExceeded : nil
    }

    /// The client's session: the one it had, unless it wants to begin anew.
    private func session(
        for connect: MQTTConnect, _ actions: PeerActions
    ) -> (BrokerSession, isPresent: Bool) {
        if let old = sessionsByClient[connect.clientID] {
            // A client that comes again takes the place of itself.
            if let connection = old.connection { end(connection, .takenOver, actions) }
            // Ending its connection may have ended it.
            if !connect.isClean, sessionsByClient[connect.clientID] === old { return (old, true) }
            forget(old)
        }
        sessionCount += 1
        let session = BrokerSession(connect.clientID, number: sessionCount)
        sessions.append(session)
        sessionsByClient[connect.clientID] = session
        return (session, false)
    }

    private func expiry(_ connect: MQTTConnect, _ connection: BrokerConnection) -> Double? {
        guard connection.isV5 else { return connect.isClean ? 0 : nil }
        let seconds = connect.properties.sessionExpiry ?? 0
        return seconds == .max ? nil : Double(seconds)
    }

    /// What version 5 is told of the broker.
    private var limits: [MQTTProperty] {
        [
            .topicAliasMaximum(BrokerConnection.topicAliasCountMax),
            .packetByteCountMaximum(MQTTFramer.packetByteCountMax),
            .noSharedSubscriptions,
        ]
    }

    /// A client may be silent for half as long again as it said (3.1.1, section 3.1.2.10).
    private func watch(
        _ connection: BrokerConnection, keepAlive: UInt16, _ actions: PeerActions
    ) {
        let timer = BrokerTimer.silence(connection.id).id
        guard keepAlive > 0 else {
            connection.patience = nil
            return actions.cancel(timer)
        }
        let patience = Double(keepAlive) * 1.5
        connection.patience = patience
        actions.fire(timer, after: patience)
    }

    /// Sends again what was not acknowledged, then what waited.
    private func resume(_ session: BrokerSession, _ connection: BrokerConnection) {
        for entry in session.inFlight {
            if entry.isReleased {
                connection.acknowledge(.pubrel, entry.id)
            } else {
                send(entry, isDuplicate: true, connection)
            }
        }
        sendWaiting(session, connection)
    }
}
