/// The protocol level that a CONNECT names.
public struct MQTTVersion: Equatable, BitwiseCopyable, Sendable {
    public let level: UInt8

    public init(level: UInt8) { self.level = level }

    /// No CONNECT was seen.
    public static let unknown = MQTTVersion(level: 0)
    public static let v31 = MQTTVersion(level: 3)
    public static let v311 = MQTTVersion(level: 4)
    public static let v5 = MQTTVersion(level: 5)

    var hasProperties: Bool { self == .v5 }

    /// Whether a CONNACK and a SUBACK have the codes of the versions before 5.
    var hasReturnCodes: Bool { self == .v31 || self == .v311 }

    var words: StaticString? {
        switch level {
        case 3: "3.1"
        case 4: "3.1.1"
        case 5: "5.0"
        default: nil
        }
    }
}
