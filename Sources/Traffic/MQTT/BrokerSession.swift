internal import DissectMQTT

/// What the broker knows of a client, connected or not (MQTT 5.0, section 4.1).
final class BrokerSession {
    struct Subscription {
        var filter: MQTTTopicFilter
        var qos: UInt8
        /// What version 5 can ask for.
        var isNoLocal: Bool
        var keepsRetainFlag: Bool
        var identifier: Int?
    }

    /// A message that the client has not acknowledged to the end.
    struct InFlight {
        var id: UInt16
        var message: KeptMessage
        /// It has the message, and is told to let go of the identifier.
        var isReleased = false
    }

    static var subscriptionCountMax: Int { 1024 }
    /// Messages kept for a client that is away or slow; more are let go.
    static var queueCountMax: Int { 1000 }
    /// Messages sent and not acknowledged.
    static var inFlightCountMax: Int { 100 }

    let clientID: String
    let number: Int
    var connection: BrokerConnection?
    /// Seconds to be kept without a connection; nil: for ever.
    var expiry: Double?
    var subscriptions: [Subscription] = []
    /// Messages of QoS 2 that came, and wait for their release.
    var incoming: [UInt16: KeptMessage] = [:]
    private(set) var inFlight: [InFlight] = []
    private(set) var queue: [KeptMessage] = []
    private var lastID: UInt16 = 0
    /// The client's own bound, which version 5 can tell.
    var receiveMaximum = BrokerSession.inFlightCountMax

    init(_ clientID: String, number: Int) {
        self.clientID = clientID
        self.number = number
    }

    /// The subscription that has the say over a topic: the one of the highest QoS, since a
    /// message is delivered once.
    func subscription(for topic: [UInt8]) -> Subscription? {
        var found: Subscription?
        for subscription in subscriptions where subscription.filter.matches(topic) {
            if subscription.qos >= found?.qos ?? 0 { found = subscription }
        }
        return found
    }

    /// Keeps a message of QoS 1 or 2 until its turn comes.  False: there is no place.
    func enqueue(_ message: KeptMessage?) -> Bool {
        guard let message, queue.count < Self.queueCountMax else { return false }
        queue.append(message)
        return true
    }

    /// Takes the next message that may be sent, and gives it an identifier.
    func nextToSend() -> InFlight? {
        guard inFlight.count < min(receiveMaximum, Self.inFlightCountMax), !queue.isEmpty else {
            return nil
        }
        let entry = InFlight(id: nextID(), message: queue.removeFirst())
        inFlight.append(entry)
        return entry
    }

    private func nextID() -> UInt16 {
        repeat {
            lastID = lastID == .max ? 1 : lastID + 1
        } while inFlight.contains { $0.id == lastID }
        return lastID
    }

    /// - Returns: whether the identifier was in use.
    func release(_ id: UInt16) -> Bool {
        guard let index = inFlight.firstIndex(where: { $0.id == id }) else { return false }
        inFlight[index].isReleased = true
        return true
    }

    func finish(_ id: UInt16) { inFlight.removeAll { $0.id == id } }
}
