/// The client's side of DIGEST-MD5 (RFC 2831) with no more than authentication.
struct DigestMD5Client: Sendable {
    private enum Turn: Sendable {
        case first
        case final(proof: String)
        case over
    }

    private let credentials: SASLCredentials
    private let nonce: String
    private var turn = Turn.first

    init(_ credentials: SASLCredentials, nonce: String) {
        self.credentials = credentials
        self.nonce = nonce
    }

    /// Whether the server has proved that it knows the password.
    var isProved: Bool {
        if case .over = turn { true } else { false }
    }

    mutating func respond(to challenge: String) throws(SASLError) -> String {
        guard let said = DigestMD5Directives(challenge) else { throw .malformed("challenge") }
        switch turn {
        case .first: return try prove(said)
        case .final(let proof):
            guard said["rspauth"] == proof else { throw .unproven }
            turn = .over
            return ""
        case .over: throw .outOfTurn
        }
    }

    private mutating func prove(_ said: DigestMD5Directives) throws(SASLError) -> String {
        let qualities = said["qop"]?.split(separator: ",").map { $0.filter { $0 != " " } }
        guard let theirs = said["nonce"], said["algorithm"] == "md5-sess",
            qualities?.contains("auth") ?? true
        else { throw .malformed("challenge") }
        let digest = DigestMD5Digest(
            user: credentials.user, realm: said.first("realm") ?? credentials.host,
            password: credentials.password, nonce: theirs, clientNonce: nonce,
            identity: credentials.identity, uri: "\(credentials.service)/\(credentials.host)")
        turn = .final(proof: digest.response(method: ""))
        var parts: [(name: String, value: String)] = [
            ("charset", "utf-8"),
            ("username", DigestMD5Directives.quoted(digest.user)),
            ("realm", DigestMD5Directives.quoted(digest.realm)),
            ("nonce", DigestMD5Directives.quoted(theirs)),
            ("nc", DigestMD5Digest.count),
            ("cnonce", DigestMD5Directives.quoted(nonce)),
            ("digest-uri", DigestMD5Directives.quoted(digest.uri)),
            ("maxbuf", "65536"),
            ("response", digest.response()),
            ("qop", "auth"),
        ]
        if !digest.identity.isEmpty {
            parts.append(("authzid", DigestMD5Directives.quoted(digest.identity)))
        }
        return parts.map { "\($0.name)=\($0.value)" }.joined(separator: ",")
    }
}
