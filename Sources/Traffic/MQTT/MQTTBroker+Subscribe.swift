internal import DissectMQTT

extension MQTTBroker {
    func subscribe(
        _ id: UInt16, _ subscriptions: [MQTTSubscription], _ properties: [MQTTProperty],
        _ session: BrokerSession, _ connection: BrokerConnection
    ) {
        let identifier = properties.subscriptionIdentifier
        var codes: [UInt8] = []
        var granted: [(BrokerSession.Subscription, sendsRetained: Bool)] = []
        for wanted in subscriptions {
            switch Self.read(wanted, identifier, isV5: connection.isV5) {
            case .failure(let refusal):
                codes.append(connection.isV5 ? refusal.reason.rawValue : 0x80)
            case .success(let subscription):
                let known = session.subscriptions.firstIndex {
                    $0.filter == subscription.filter
                }
                if let known {
                    session.subscriptions[known] = subscription
                } else if session.subscriptions.count < BrokerSession.subscriptionCountMax {
                    session.subscriptions.append(subscription)
                } else {
                    codes.append(
                        connection.isV5 ? MQTTReason.quotaExceeded.rawValue : 0x80)
                    continue
                }
                codes.append(subscription.qos)
                // Bits 4 and 5 of the options: always, only for a new one, never.
                let handling = connection.isV5 ? wanted.options >> 4 & 3 : 0
                granted.append((subscription, handling == 0 || handling == 1 && known == nil))
            }
        }
        connection.send(.suback(id: id, codes: codes, []))
        for (subscription, sendsRetained) in granted where sendsRetained {
            sendRetained(subscription, session)
        }
    }

    private struct Refusal: Error {
        var reason: MQTTReason
    }

    private static func read(
        _ wanted: MQTTSubscription, _ identifier: Int?, isV5: Bool
    ) -> Result<BrokerSession.Subscription, Refusal> {
        guard let filter = MQTTTopicFilter(wanted.filter) else {
            return .failure(Refusal(reason: .badFilter))
        }
        guard !filter.isShared else { return .failure(Refusal(reason: .sharedNotSupported)) }
        return .success(
            BrokerSession.Subscription(
                filter: filter, qos: wanted.options & 3,
                isNoLocal: isV5 && wanted.options & 4 != 0,
                keepsRetainFlag: isV5 && wanted.options & 8 != 0, identifier: identifier))
    }

    private func sendRetained(
        _ subscription: BrokerSession.Subscription, _ session: BrokerSession
    ) {
        for topic in retained.keys.sorted() where subscription.filter.matches(Array(topic.utf8)) {
            if let kept = retained[topic] { deliver(kept.message, session, subscription) }
        }
    }

    func unsubscribe(
        _ id: UInt16, _ filters: [String], _ session: BrokerSession,
        _ connection: BrokerConnection
    ) {
        let codes = filters.map { text in
            let count = session.subscriptions.count
            session.subscriptions.removeAll { $0.filter.text == text }
            let isGone = session.subscriptions.count < count
            return (isGone ? MQTTReason.success : .noSubscription).rawValue
        }
        connection.send(.unsuback(id: id, codes: codes, []))
    }
}
