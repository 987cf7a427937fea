internal import Bytes

/// What every record begins with (RFC 8446, section 5.1).
///
///     +------+---------------+---------------+
///     | type |    version    |    length     |
///     +------+---------------+---------------+
struct TLSRecordHeader: BitwiseCopyable {
    enum ContentType {
        static let changeCipherSpec: UInt8 = 20
        static let alert: UInt8 = 21
        static let handshake: UInt8 = 22
        static let applicationData: UInt8 = 23
        static let heartbeat: UInt8 = 24
    }

    static var byteCount: Int { 5 }
    /// What a record may hold, with all that a cipher may add.
    static var bodyByteCountMax: Int { (1 << 14) + 2048 }

    let type: UInt8
    let version: UInt16
    let bodyByteCount: Int

    /// `nil` while it is not all here.
    init?(_ input: inout ByteCursor) throws(ParseError) {
        guard input.remaining >= Self.byteCount else { return nil }
        type = try input.readUInt8()
        version = try input.readBigEndian()
        bodyByteCount = Int(try input.readBigEndian(UInt16.self))
    }

    var hasKnownType: Bool {
        (ContentType.changeCipherSpec...ContentType.heartbeat).contains(type)
    }

    /// Whether a record may begin so.
    var isPlausible: Bool {
        hasKnownType && (TLSVersion.ssl3...TLSVersion.tls13).contains(version)
            && bodyByteCount > 0 && bodyByteCount <= Self.bodyByteCountMax
    }
}

extension TLSRecordHeader {
    /// Whether it may follow records that were read: one without content is allowed then.
    var isAllowed: Bool {
        hasKnownType && version >> 8 == 3 && bodyByteCount <= Self.bodyByteCountMax
    }
}
