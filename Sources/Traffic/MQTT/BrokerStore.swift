internal import DissectMQTT

/// A message on its way through the broker.
struct BrokerMessage {
    var topic: String
    var payload: [UInt8]
    var qos: UInt8
    var isRetained: Bool
    var properties: [MQTTProperty] = []
}

/// How much the broker keeps of messages, all clients together.
final class BrokerStore {
    static var byteCountMax: Int { 256 << 20 }
    /// What a message takes beside its payload.
    static var overhead: Int { 256 }

    fileprivate(set) var byteCount = 0

    /// Keeps a message for as long as somebody holds it; nil: there is no room.
    func keep(_ message: BrokerMessage) -> KeptMessage? {
        let count = message.payload.count + message.topic.utf8.count + Self.overhead
        guard count <= Self.byteCountMax - byteCount else { return nil }
        byteCount += count
        return KeptMessage(message, count, self)
    }
}

/// A message that the broker keeps, and that makes room when nobody holds it any more.
final class KeptMessage {
    let message: BrokerMessage
    private let byteCount: Int
    private let store: BrokerStore

    fileprivate init(_ message: BrokerMessage, _ byteCount: Int, _ store: BrokerStore) {
        self.message = message
        self.byteCount = byteCount
        self.store = store
    }

    deinit { store.byteCount -= byteCount }
}
