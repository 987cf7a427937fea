/// The kinds of handshake messages.
enum TLSHandshakeType {
    static let clientHello: UInt8 = 1
    static let serverHello: UInt8 = 2
    static let newSessionTicket: UInt8 = 4
    static let endOfEarlyData: UInt8 = 5
    static let encryptedExtensions: UInt8 = 8
    static let certificate: UInt8 = 11
    static let serverKeyExchange: UInt8 = 12
    static let certificateRequest: UInt8 = 13
    static let certificateVerify: UInt8 = 15
    static let clientKeyExchange: UInt8 = 16
    static let finished: UInt8 = 20
    static let certificateStatus: UInt8 = 22
    static let keyUpdate: UInt8 = 24
    static let compressedCertificate: UInt8 = 25

    static func isKnown(_ type: UInt8) -> Bool { title(of: type) != nil }

    /// tshark's words for it.
    static func title(of type: UInt8) -> StaticString? {
        TLSWords.handshakeTypes.first { $0.0 == UInt64(type) }?.1
    }
}
