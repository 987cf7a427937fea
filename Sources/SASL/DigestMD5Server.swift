/// The server's side of DIGEST-MD5 (RFC 2831).
struct DigestMD5Server: Sendable {
    private let secrets: SASLServer.Secrets

    init(_ secrets: SASLServer.Secrets) { self.secrets = secrets }

    var challenge: String {
        "realm=\(DigestMD5Directives.quoted(secrets.host)),"
            + "nonce=\(DigestMD5Directives.quoted(secrets.nonce)),"
            + "qop=\"auth\",charset=utf-8,algorithm=md5-sess"
    }

    mutating func receive(
        _ response: String
    ) throws(SASLServer.Failure) -> SASLServer.Answer {
        guard let said = DigestMD5Directives(response), let user = said["username"],
            said["nonce"] == secrets.nonce, said["nc"] == DigestMD5Digest.count,
            let nonce = said["cnonce"], let uri = said["digest-uri"],
            let proof = said["response"]
        else { throw .malformedRequest }
        guard let password = secrets.password(user) else { throw .notAuthorized }
        let digest = DigestMD5Digest(
            user: user, realm: said["realm"] ?? "", password: password, nonce: secrets.nonce,
            clientNonce: nonce, identity: said["authzid"] ?? "", uri: uri)
        guard digest.response() == proof else { throw .notAuthorized }
        return .success(user: user, data: Array("rspauth=\(digest.response(method: ""))".utf8))
    }
}
