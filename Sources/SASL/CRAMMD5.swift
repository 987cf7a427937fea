internal import Bytes
internal import Cryptography

/// CRAM-MD5 (RFC 2195): the client answers with its name, and a code of the challenge that only
/// the password makes.
enum CRAMMD5 {
    static func response(of user: String, _ password: String, to challenge: String) -> String {
        let code = Crypto.authenticate(
            .md5, key: Array(password.utf8), Array(challenge.utf8).rawSpan)
        return "\(user) \(code.hexadecimal)"
    }
}

extension [UInt8] {
    /// Two digits for each byte.
    var hexadecimal: String {
        map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
