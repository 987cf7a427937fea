/// A control packet to be written: the other side of what ``MQTTDissector`` reads.
///
/// For generators and tests.  It says what a well-behaved client or server says; bytes that break
/// rules are made by changing what ``encoded(_:)`` returns.
public enum MQTTPacket: Equatable, Sendable {
    case connect(MQTTConnect)
    case connack(sessionPresent: Bool, code: UInt8, [MQTTProperty])
    case publish(MQTTPublish)
    /// PUBACK, PUBREC, PUBREL or PUBCOMP.
    case acknowledgment(MQTTPacketType, id: UInt16, reason: UInt8, [MQTTProperty])
    case subscribe(id: UInt16, [MQTTSubscription], [MQTTProperty])
    case suback(id: UInt16, codes: [UInt8], [MQTTProperty])
    case unsubscribe(id: UInt16, [String], [MQTTProperty])
    case unsuback(id: UInt16, codes: [UInt8], [MQTTProperty])
    case pingreq
    case pingresp
    case disconnect(reason: UInt8, [MQTTProperty])
    case auth(reason: UInt8, [MQTTProperty])
}

public struct MQTTConnect: Equatable, Sendable {
    public struct Will: Equatable, Sendable {
        public var topic: String
        public var payload: [UInt8]
        public var qos: UInt8 = 0
        public var isRetained = false
        public var properties: [MQTTProperty] = []

        public init(_ topic: String, _ payload: [UInt8]) {
            self.topic = topic
            self.payload = payload
        }
    }

    public var clientID: String
    public var isClean = true
    public var keepAlive: UInt16 = 60
    public var will: Will?
    public var userName: String?
    public var password: [UInt8]?
    public var properties: [MQTTProperty] = []

    public init(_ clientID: String) { self.clientID = clientID }
}

public struct MQTTPublish: Equatable, Sendable {
    public var topic: String
    public var payload: [UInt8]
    public var qos: UInt8
    /// Written when the QoS is not 0.
    public var id: UInt16
    public var isRetained = false
    public var isDuplicate = false
    public var properties: [MQTTProperty] = []

    public init(_ topic: String, _ payload: [UInt8], qos: UInt8 = 0, id: UInt16 = 0) {
        self.topic = topic
        self.payload = payload
        self.qos = qos
        self.id = id
    }
}

public struct MQTTSubscription: Equatable, Sendable {
    public var filter: String
    /// The QoS, and what else version 5 can ask for.
    public var options: UInt8

    public init(_ filter: String, options: UInt8) {
        self.filter = filter
        self.options = options
    }
}

public struct MQTTProperty: Equatable, Sendable {
    public enum Value: Equatable, Sendable {
        case byte(UInt8)
        case two(UInt16)
        case four(UInt32)
        case variable(Int)
        case text(String)
        case bytes([UInt8])
        case pair(String, String)
    }

    public var id: UInt8
    public var value: Value

    public init(_ id: UInt8, _ value: Value) {
        self.id = id
        self.value = value
    }
}

/// What cannot be written as a packet.
public enum MQTTEncodingError: Error, Equatable, Sendable {
    /// A string or a run of bytes has more than 65,535 bytes.
    case text
    /// A packet or a set of properties has 256 MiB or more.
    case packet
    /// The type is not one of an acknowledgment, or needs version 5.
    case type
}
