/// What a client begins a handshake with, to be written: the other side of what ``TLSDissector``
/// reads (RFC 5246, section 7.4.1.2).
public struct TLSClientHello: Equatable, Sendable {
    /// An extension by its number, with what it says.
    public struct Extension: Equatable, Sendable {
        public var type: UInt16
        public var content: [UInt8]

        public init(_ type: UInt16, _ content: [UInt8]) {
            self.type = type
            self.content = content
        }
    }

    public var version: UInt16 = TLSVersion.tls12
    /// The version of the record around it: some say an older one there than in the hello.
    public var recordVersion: UInt16 = TLSVersion.tls12
    /// 32 bytes that nobody can guess.
    public var random: [UInt8]
    public var sessionID: [UInt8] = []
    public var cipherSuites: [UInt16]
    public var extensions: [Extension]

    public init(random: [UInt8], cipherSuites: [UInt16], extensions: [Extension] = []) {
        precondition(random.count == TLSRandom.byteCount, "32 random bytes in a hello")
        self.random = random
        self.cipherSuites = cipherSuites
        self.extensions = extensions
    }

    /// The hello in a handshake message, in a record.
    ///
    ///     record:    type 22 | version | length
    ///     handshake: type 1  | length (3 bytes)
    ///     hello:     version | random | session | suites | compression | extensions
    public var encoded: [UInt8] {
        var hello = Self.two(version) + random
        let session = sessionID.prefix(Self.sessionByteCountMax)
        hello += [UInt8(session.count)] + session
        hello += Self.counted(cipherSuites.flatMap(Self.two))
        // One method of compression, which is none.
        hello += [1, 0]
        let list = extensions.flatMap { Self.two($0.type) + Self.counted($0.content) }
        if !list.isEmpty { hello += Self.counted(list) }
        let message = [TLSHandshakeType.clientHello, 0] + Self.counted(hello)
        return [TLSRecordHeader.ContentType.handshake] + Self.two(recordVersion)
            + Self.counted(message)
    }

    /// The longest name that a session may have.
    private static var sessionByteCountMax: Int { 32 }

    static func two(_ number: UInt16) -> [UInt8] {
        [UInt8(number >> 8), UInt8(number & 0xFF)]
    }

    /// Bytes behind their count.
    static func counted(_ bytes: [UInt8]) -> [UInt8] {
        two(UInt16(clamping: bytes.count)) + bytes
    }
}

extension TLSClientHello.Extension {
    /// Whom the client wants to talk to (RFC 6066, section 3).
    public static func serverName(_ name: String) -> Self {
        Self(
            TLSExtensionType.serverName,
            TLSClientHello.counted([0] + TLSClientHello.counted(Array(name.utf8))))
    }

    /// The elliptic curves that the client knows (RFC 8422, section 5.1.1).
    public static func groups(_ groups: [UInt16]) -> Self {
        Self(
            TLSExtensionType.supportedGroups,
            TLSClientHello.counted(groups.flatMap(TLSClientHello.two)))
    }

    /// That points on them travel uncompressed.
    public static var uncompressedPoints: Self { Self(TLSExtensionType.pointFormats, [1, 0]) }

    public static func signatureAlgorithms(_ algorithms: [UInt16]) -> Self {
        Self(
            TLSExtensionType.signatureAlgorithms,
            TLSClientHello.counted(algorithms.flatMap(TLSClientHello.two)))
    }

    public static var extendedMasterSecret: Self {
        Self(TLSExtensionType.extendedMasterSecret, [])
    }
}
