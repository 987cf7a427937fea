/// Versions as they stand in records and hellos.
enum TLSVersion {
    static let ssl2: UInt16 = 0x0002
    static let ssl3: UInt16 = 0x0300
    static let tls10: UInt16 = 0x0301
    static let tls11: UInt16 = 0x0302
    static let tls12: UInt16 = 0x0303
    static let tls13: UInt16 = 0x0304

    /// What tshark's protocol column says.
    static func name(of version: UInt16) -> StaticString {
        switch version {
        case ssl2: "SSLv2"
        case ssl3: "SSLv3"
        case tls10: "TLSv1"
        case tls11: "TLSv1.1"
        case tls12: "TLSv1.2"
        case tls13: "TLSv1.3"
        default: "SSL"
        }
    }

    /// The drafts of TLS 1.3 are TLS 1.3.
    static func settled(_ version: UInt16) -> UInt16 {
        version >> 8 == 0x7F || version >> 8 == 0xFB ? tls13 : version
    }
}
