internal import Bytes
internal import Cryptography

/// What both sides of DIGEST-MD5 calculate from a password (RFC 2831, section 2.1.2).
struct DigestMD5Digest {
    var user: String
    var realm: String
    var password: String
    var nonce: String
    var clientNonce: String
    var identity: String
    /// What is asked for: the service and the host.
    var uri: String

    static var count: String { "00000001" }

    /// The client's proof, and with no method the server's.
    func response(method: String = "AUTHENTICATE") -> String {
        var secret = Self.digest(
            Self.latin(user) + [0x3A] + Self.latin(realm) + [0x3A] + Self.latin(password))
        secret += ":\(nonce):\(clientNonce)".utf8
        if !identity.isEmpty { secret += ":\(identity)".utf8 }
        let session = Self.digest(secret).hexadecimal
        let request = Self.digest(Array("\(method):\(uri)".utf8)).hexadecimal
        let text = "\(session):\(nonce):\(Self.count):\(clientNonce):auth:\(request)"
        return Self.digest(Array(text.utf8)).hexadecimal
    }

    private static func digest(_ bytes: [UInt8]) -> [UInt8] {
        Crypto.digest(.md5, of: bytes.rawSpan)
    }

    /// Texts that ISO 8859-1 can write are hashed in it, also when they travel in UTF-8.
    private static func latin(_ text: String) -> [UInt8] {
        let codes = text.unicodeScalars.map(\.value)
        return codes.allSatisfy { $0 <= 0xFF }
            ? codes.map { UInt8(truncatingIfNeeded: $0) } : Array(text.utf8)
    }
}
