/// What is inside a session, by the name that both ends chose (ALPN).
enum TLSApplication {
    /// A protocol by its name in the registry.
    case named(String)
    /// One that nobody here reads.
    case foreign
    case unknown

    init(_ name: [UInt8]) {
        switch String(decoding: name, as: UTF8.self) {
        case "": self = .unknown
        case "http/1.1", "http/1.0": self = .named("http")
        case "mqtt", "x-amzn-mqtt-ca": self = .named("mqtt")
        case "amqp", "amqps": self = .named("amqp")
        case "xmpp-client", "xmpp-server": self = .named("xmpp")
        case "dot": self = .named("dns")
        default: self = .foreign
        }
    }
}

// MARK: - tshark's words

extension TLSApplication {
    static func words(ofName name: String) -> StaticString? { names.first { $0.0 == name }?.1 }

    static func words(ofPort port: UInt16) -> StaticString? {
        ports.first { $0.0 == port }.flatMap { words(ofName: $0.1) }
    }

    private static let names: [(String, StaticString)] = [
        ("amqp", "Advanced Message Queuing Protocol"),
        ("dns", "Domain Name System"),
        ("http", "Hypertext Transfer Protocol"),
        ("imap", "Internet Message Access Protocol"),
        ("ldap", "Lightweight Directory Access Protocol"),
        ("mqtt", "MQ Telemetry Transport Protocol"),
        ("pop", "Post Office Protocol"),
        ("sip", "Session Initiation Protocol"),
        ("smtp", "Simple Mail Transfer Protocol"),
        ("xmpp", "XMPP Protocol"),
    ]

    private static let ports: [(UInt16, String)] = [
        (443, "http"), (465, "smtp"), (636, "ldap"), (853, "dns"), (993, "imap"), (995, "pop"),
        (5061, "sip"), (5671, "amqp"), (8883, "mqtt"),
    ]
}
