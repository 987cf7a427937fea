internal import DissectMQTT

extension MQTTBroker {
    // MARK: - From clients

    /// A message comes: answers it, and passes it on when its QoS says so.
    func accept(
        _ publish: MQTTPublish, _ session: BrokerSession, _ connection: BrokerConnection,
        _ actions: PeerActions
    ) {
        guard let topic = topic(of: publish, connection) else {
            return end(connection, .topicAliasInvalid, actions)
        }
        let message = BrokerMessage(
            topic: topic, payload: publish.payload, qos: publish.qos,
            isRetained: publish.isRetained,
            properties: publish.properties.withoutOwn)
        switch publish.qos {
        case 0: self.publish(message, from: session, actions)
        case 1:
            connection.acknowledge(.puback, publish.id)
            self.publish(message, from: session, actions)
        default:
            // One that comes again is the same, until it is released.
            if session.incoming[publish.id] == nil {
                guard session.incoming.count < BrokerSession.queueCountMax,
                    let kept = store.keep(message)
                else { return end(connection, .quotaExceeded, actions) }
                session.incoming[publish.id] = kept
            }
            connection.acknowledge(.pubrec, publish.id)
        }
    }

    /// The topic, which version 5 may have given a number.
    private func topic(of publish: MQTTPublish, _ connection: BrokerConnection) -> String? {
        guard let alias = publish.properties.topicAlias else {
            return publish.topic.isEmpty ? nil : publish.topic
        }
        guard (1...BrokerConnection.topicAliasCountMax).contains(alias) else { return nil }
        if !publish.topic.isEmpty { connection.aliases[alias] = publish.topic }
        return connection.aliases[alias]
    }

    func acknowledged(
        _ type: MQTTPacketType, _ id: UInt16, _ reason: UInt8, _ session: BrokerSession,
        _ connection: BrokerConnection, _ actions: PeerActions
    ) {
        switch type {
        case .pubrec:
            guard reason < 0x80 else {
                session.finish(id)
                break
            }
            let isKnown = session.release(id)
            connection.acknowledge(.pubrel, id, isKnown ? .success : .unknownPacketID)
        case .pubrel:
            let message = session.incoming.removeValue(forKey: id)
            connection.acknowledge(.pubcomp, id, message == nil ? .unknownPacketID : .success)
            if let message { publish(message.message, from: session, actions) }
        default: session.finish(id)
        }
        sendWaiting(session, connection)
    }

    // MARK: - To clients

    /// Keeps a message if it is to be kept, and gives it to all who want it.
    ///
    /// - Parameter sender: nil for the broker itself, which carries out wills.
    func publish(
        _ message: BrokerMessage, from sender: BrokerSession? = nil, _ actions: PeerActions
    ) {
        let topic = Array(message.topic.utf8)
        if message.isRetained { retain(message) }
        for session in sessions {
            guard let subscription = session.subscription(for: topic),
                !(subscription.isNoLocal && session === sender)
            else { continue }
            var copy = message
            copy.isRetained = message.isRetained && subscription.keepsRetainFlag
            deliver(copy, session, subscription)
        }
    }

    private func retain(_ message: BrokerMessage) {
        if message.payload.isEmpty {
            retained[message.topic] = nil
        } else if retained[message.topic] != nil || retained.count < Self.retainedCountMax {
            retained[message.topic] = store.keep(message)
        }
    }

    func deliver(
        _ message: BrokerMessage, _ session: BrokerSession,
        _ subscription: BrokerSession.Subscription
    ) {
        var message = message
        message.qos = min(message.qos, subscription.qos)
        if let identifier = subscription.identifier {
            message.properties.append(.subscription(identifier))
        }
        guard message.qos > 0 else {
            // Nobody keeps these for those who are away.
            if let connection = session.connection { send(message, id: 0, connection) }
            return
        }
        guard session.enqueue(store.keep(message)), let connection = session.connection else {
            return
        }
        sendWaiting(session, connection)
    }

    func sendWaiting(_ session: BrokerSession, _ connection: BrokerConnection) {
        while let entry = session.nextToSend() { send(entry, isDuplicate: false, connection) }
    }

    func send(
        _ entry: BrokerSession.InFlight, isDuplicate: Bool, _ connection: BrokerConnection
    ) {
        send(entry.message.message, id: entry.id, isDuplicate: isDuplicate, connection)
    }

    private func send(
        _ message: BrokerMessage, id: UInt16, isDuplicate: Bool = false,
        _ connection: BrokerConnection
    ) {
        var publish = MQTTPublish(message.topic, message.payload, qos: message.qos, id: id)
        publish.isRetained = message.isRetained
        publish.isDuplicate = isDuplicate
        publish.properties = message.properties
        connection.send(.publish(publish))
    }
}
