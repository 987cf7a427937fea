/// The words for numbers in a packet: tshark's.
enum TLSWords {
    /// The numbers that a client throws in so that servers do not trip over unknown ones (RFC 8701).
    static func grease() -> [(UInt64, StaticString)] {
        (0..<16).map { (UInt64($0 << 12 | 0xA00 | $0 << 4 | 0xA), "Reserved (GREASE)") }
    }

    static let contentTypes: [(UInt64, StaticString)] = [
        (20, "Change Cipher Spec"),
        (21, "Alert"),
        (22, "Handshake"),
        (23, "Application Data"),
        (24, "Heartbeat"),
        (25, "Connection ID"),
    ]

    private static let namedVersions: [(UInt64, StaticString)] = [
        (0x0002, "SSL 2.0"),
        (0x0100, "DTLS 1.0 (OpenSSL pre 0.9.8f)"),
        (0x0101, "GMTLS"),
        (0x0300, "SSL 3.0"),
        (0x0301, "TLS 1.0"),
        (0x0302, "TLS 1.1"),
        (0x0303, "TLS 1.2"),
        (0x0304, "TLS 1.3"),
        (0x7F0E, "TLS 1.3 (draft 14)"),
        (0x7F0F, "TLS 1.3 (draft 15)"),
        (0x7F10, "TLS 1.3 (draft 16)"),
        (0x7F11, "TLS 1.3 (draft 17)"),
        (0x7F12, "TLS 1.3 (draft 18)"),
        (0x7F13, "TLS 1.3 (draft 19)"),
        (0x7F14, "TLS 1.3 (draft 20)"),
        (0x7F15, "TLS 1.3 (draft 21)"),
        (0x7F16, "TLS 1.3 (draft 22)"),
        (0x7F17, "TLS 1.3 (draft 23)"),
        (0x7F18, "TLS 1.3 (draft 24)"),
        (0x7F19, "TLS 1.3 (draft 25)"),
        (0x7F1A, "TLS 1.3 (draft 26)"),
        (0x7F1B, "TLS 1.3 (draft 27)"),
        (0x7F1C, "TLS 1.3 (draft 28)"),
        (0xFB17, "TLS 1.3 (Facebook draft 23)"),
        (0xFB1A, "TLS 1.3 (Facebook draft 26)"),
        (0xFEFD, "DTLS 1.2"),
        (0xFEFF, "DTLS 1.0"),
    ]

    static let versions = namedVersions + grease()

    static let handshakeTypes: [(UInt64, StaticString)] = [
        (0, "Hello Request"),
        (1, "Client Hello"),
        (2, "Server Hello"),
        (3, "Hello Verify Request"),
        (4, "New Session Ticket"),
        (5, "End of Early Data"),
        (6, "Hello Retry Request"),
        (8, "Encrypted Extensions"),
        (11, "Certificate"),
        (12, "Server Key Exchange"),
        (13, "Certificate Request"),
        (14, "Server Hello Done"),
        (15, "Certificate Verify"),
        (16, "Client Key Exchange"),
        (20, "Finished"),
        (21, "Client Certificate URL"),
        (22, "Certificate Status"),
        (23, "Supplemental Data"),
        (24, "Key Update"),
        (25, "Compressed Certificate"),
        (67, "Encrypted Extensions"),
    ]

    /// Of SSL 2.0.
    static let oldHandshakeTypes: [(UInt64, StaticString)] = [
        (0, "Error"),
        (1, "Client Hello"),
        (2, "Client Master Key"),
        (3, "Client Finished"),
        (4, "Server Hello"),
        (5, "Server Verify"),
        (6, "Server Finished"),
        (7, "Request Certificate"),
        (8, "Client Certificate"),
    ]

    static let compressionMethods: [(UInt64, StaticString)] = [
        (0, "null"),
        (1, "DEFLATE"),
        (64, "LZS"),
    ]

    static let pointFormats: [(UInt64, StaticString)] = [
        (0, "uncompressed"),
        (1, "ansiX962_compressed_prime"),
        (2, "ansiX962_compressed_char2"),
    ]

    static let keyExchangeModes: [(UInt64, StaticString)] = [
        (0, "PSK-only key establishment (psk_ke)"),
        (1, "PSK with (EC)DHE key establishment (psk_dhe_ke)"),
    ]

    static let curveTypes: [(UInt64, StaticString)] = [
        (1, "explicit_prime"),
        (2, "explicit_char2"),
        (3, "named_curve"),
    ]

    static let nameTypes: [(UInt64, StaticString)] = [
        (0, "host_name")
    ]

    static let statusTypes: [(UInt64, StaticString)] = [
        (1, "OCSP"),
        (2, "OCSP Multi"),
    ]

    static let updateRequests: [(UInt64, StaticString)] = [
        (0, "update_not_requested"),
        (1, "update_requested"),
    ]

    static let certificateTypes: [(UInt64, StaticString)] = [
        (1, "RSA Sign"),
        (2, "DSS Sign"),
        (3, "RSA Fixed DH"),
        (4, "DSS Fixed DH"),
        (21, "GOST R 34.10-94"),
        (22, "GOST R 34.10-2001"),
        (64, "ECDSA Sign"),
        (65, "RSA Fixed ECDH"),
        (66, "ECDSA Fixed ECDH"),
        (80, "IBC Params"),
    ]

    static let compressionAlgorithms: [(UInt64, StaticString)] = [
        (1, "zlib"),
        (2, "brotli"),
        (3, "zstd"),
    ]

    static let fragmentLengths: [(UInt64, StaticString)] = [
        (1, "512"),
        (2, "1024"),
        (3, "2048"),
        (4, "4096"),
    ]

    static let heartbeatTypes: [(UInt64, StaticString)] = [
        (1, "Request"),
        (2, "Response"),
    ]

    static let heartbeatModes: [(UInt64, StaticString)] = [
        (1, "Peer allowed to send requests"),
        (2, "Peer not allowed to send requests"),
    ]
}
