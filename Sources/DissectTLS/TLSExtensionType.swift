/// The extensions that are read.
enum TLSExtensionType {
    static let serverName: UInt16 = 0
    static let maxFragmentLength: UInt16 = 1
    static let statusRequest: UInt16 = 5
    static let supportedGroups: UInt16 = 10
    static let pointFormats: UInt16 = 11
    static let signatureAlgorithms: UInt16 = 13
    static let heartbeat: UInt16 = 15
    static let applicationNames: UInt16 = 16
    static let padding: UInt16 = 21
    static let encryptThenMAC: UInt16 = 22
    static let extendedMasterSecret: UInt16 = 23
    static let compressCertificate: UInt16 = 27
    static let recordSizeLimit: UInt16 = 28
    static let sessionTicket: UInt16 = 35
    static let preSharedKey: UInt16 = 41
    static let earlyData: UInt16 = 42
    static let supportedVersions: UInt16 = 43
    static let cookie: UInt16 = 44
    static let keyExchangeModes: UInt16 = 45
    static let postHandshakeAuthentication: UInt16 = 49
    static let signatureAlgorithmsOfCertificates: UInt16 = 50
    static let keyShare: UInt16 = 51
    static let nextProtocol: UInt16 = 13172
    static let applicationSettings: UInt16 = 17513
    static let renegotiation: UInt16 = 65281
}
