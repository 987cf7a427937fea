/// Why a server does not do what it was asked (MQTT 5.0, section 2.4), and what versions before
/// say instead (3.1.1, section 3.2.2.3).
enum MQTTReason: UInt8 {
    case success = 0x00
    case withWill = 0x04
    case noSubscription = 0x11
    case malformed = 0x81
    case protocolError = 0x82
    case unsupportedVersion = 0x84
    case badClientID = 0x85
    case badCredentials = 0x86
    case takenOver = 0x8E
    case badFilter = 0x8F
    case unknownPacketID = 0x92
    case topicAliasInvalid = 0x94
    case quotaExceeded = 0x97
    case sharedNotSupported = 0x9E
    case keepAliveTimeout = 0x8D

    /// In a CONNACK of version 3.1.1.
    var returnCode: UInt8 {
        switch self {
        case .success: 0
        case .unsupportedVersion: 1
        case .badClientID: 2
        case .badCredentials: 4
        case .quotaExceeded: 3
        default: 5
        }
    }

    /// For people who read why a connection was refused.
    static func words(_ code: UInt8) -> String {
        switch code {
        case 1, unsupportedVersion.rawValue: "the protocol version is not supported"
        case 2, badClientID.rawValue: "the client identifier is not allowed"
        case 3: "the server is not available"
        case 4, badCredentials.rawValue: "wrong user name or password"
        case 5, 0x87: "not authorized"
        default: "code \(code)"
        }
    }
}
