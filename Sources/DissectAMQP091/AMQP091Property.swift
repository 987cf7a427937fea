/// A property of a content: the number of each is its place in the lists of classes.
public enum AMQP091Property: UInt8, BitwiseCopyable, Sendable {
    case none
    case contentType, contentEncoding, headers, deliveryMode, priority, correlationID, replyTo
    case expiration, messageID, timestamp, type, userID, appID, clusterID
    case filename, proxyName, dataName, durable, broadcast

    enum Kind: BitwiseCopyable { case shortString, octet, time, table }

    var kind: Kind {
        switch self {
        case .headers: .table
        case .deliveryMode, .priority, .durable, .broadcast: .octet
        case .timestamp: .time
        default: .shortString
        }
    }

    var field: AMQP091Field {
        switch self {
        case .none, .contentType: .contentType
        case .contentEncoding: .contentEncoding
        case .headers: .headers
        case .deliveryMode: .deliveryMode
        case .priority: .priority
        case .correlationID: .correlationID
        case .replyTo: .replyTo
        case .expiration: .expiration
        case .messageID: .messageID
        case .timestamp: .timestamp
        case .type: .messageType
        case .userID: .userID
        case .appID: .appID
        case .clusterID: .propertyClusterID
        case .filename: .filename
        case .proxyName: .proxyName
        case .dataName: .dataName
        case .durable: .propertyDurable
        case .broadcast: .broadcast
        }
    }

    /// The property that a flag of a class stands for; the flag of the first one is the highest.
    @inline(__always)
    static func find(_ classID: UInt16, _ index: Int) -> AMQP091Property {
        switch classID {
        case AMQP091Class.basic: AMQP091Property(rawValue: UInt8(index + 1)) ?? .none
        case AMQP091Class.file: file(index)
        case AMQP091Class.stream: stream(index)
        case AMQP091Class.tunnel: tunnel(index)
        default: .none
        }
    }

    /// How many properties a class has; `nil`: its methods carry no content.
    static func count(of classID: UInt16) -> Int? {
        switch classID {
        case AMQP091Class.basic: 14
        case AMQP091Class.file: 9
        case AMQP091Class.stream: 5
        case AMQP091Class.tunnel: 5
        default: nil
        }
    }

    private static func file(_ index: Int) -> AMQP091Property {
        switch index {
        case 0: .contentType
        case 1: .contentEncoding
        case 2: .headers
        case 3: .priority
        case 4: .replyTo
        case 5: .messageID
        case 6: .filename
        case 7: .timestamp
        case 8: .clusterID
        default: .none
        }
    }

    private static func stream(_ index: Int) -> AMQP091Property {
        switch index {
        case 0: .contentType
        case 1: .contentEncoding
        case 2: .headers
        case 3: .priority
        case 4: .timestamp
        default: .none
        }
    }

    private static func tunnel(_ index: Int) -> AMQP091Property {
        switch index {
        case 0: .headers
        case 1: .proxyName
        case 2: .dataName
        case 3: .durable
        case 4: .broadcast
        default: .none
        }
    }
}
