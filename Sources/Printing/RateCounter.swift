/// What a stretch of time brought: packets and bytes by protocol, messages by what they name.
public final class RateCounter {
    public struct Count: Equatable, Sendable {
        /// Packets of a protocol, messages of a name.
        public var count = 0
        public var byteCount = 0
    }

    /// What messages are counted by.
    public enum Subject: String, CaseIterable, Sendable {
        case topic, queue, user

        /// The fields that name it, the ones that say most first.
        var fieldNames: [String] {
            switch self {
            case .topic: ["mqtt.topic", "mqttsn.topic"]
            case .queue:
                [
                    "amqp.consumer.queue", "amqp.method.arguments.routing_key", "amqp.link.target",
                    "amqp.link.source",
                ]
            case .user: ["chat.user", "xmpp.from"]
            }
        }
    }

    /// Of more names in a stretch of time, the later ones are counted as one.
    public static var nameCountMax: Int { 4096 }

    /// Of longer names, names that begin alike are one.
    public static var nameByteCountMax: Int { 240 }

    public private(set) var packets = Count()
    public private(set) var messageCount = 0
    public private(set) var protocols: [[UInt8]: Count] = [:]
    public private(set) var subjects: [Subject: [[UInt8]: Count]] = [:]
    /// Names of which there were too many.
    public private(set) var others: [Subject: Count] = [:]

    /// Set when nobody looks at rates any more.
    public var isUnread = false

    public init() {}

    func add(packet protocolName: [UInt8], byteCount: Int) {
        packets.count += 1
        packets.byteCount += byteCount
        protocols[protocolName, default: Count()].count += 1
        protocols[protocolName, default: Count()].byteCount += byteCount
    }

    /// Counts a message with what it names.
    func add(message names: [Subject: [UInt8]]) {
        messageCount += 1
        for (subject, name) in names {
            let isKnown = subjects[subject]?[name] != nil
            if isKnown || subjects[subject]?.count ?? 0 < Self.nameCountMax {
                subjects[subject, default: [:]][name, default: Count()].count += 1
            } else {
                others[subject, default: Count()].count += 1
            }
        }
    }

    /// Begins a new stretch of time.
    public func reset() {
        packets = Count()
        messageCount = 0
        protocols.removeAll(keepingCapacity: true)
        subjects.removeAll(keepingCapacity: true)
        others.removeAll(keepingCapacity: true)
    }
}
