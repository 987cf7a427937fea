internal import Bytes
internal import Cryptography

/// What both sides of SCRAM make of a password (RFC 5802, section 3).
struct SCRAMKeys: Sendable {
    let hash: Crypto.Hash
    private let client: [UInt8]
    private let server: [UInt8]

    init(_ hash: Crypto.Hash, password: String, salt: [UInt8], iterationCount: Int) {
        self.hash = hash
        let salted = Crypto.stretch(
            hash, password: Array(password.utf8), salt: salt, iterationCount: iterationCount)
        client = Crypto.authenticate(hash, key: salted, Array("Client Key".utf8).rawSpan)
        server = Crypto.authenticate(hash, key: salted, Array("Server Key".utf8).rawSpan)
    }

    /// Shows that one has the client's key, and not the key.
    func clientProof(of exchange: String) -> String {
        let stored = Crypto.digest(hash, of: client.rawSpan)
        let signature = Crypto.authenticate(hash, key: stored, Array(exchange.utf8).rawSpan)
        return Self.text(zip(client, signature).map { $0 ^ $1 })
    }

    /// Shows the client that the server has its key.
    func serverSignature(of exchange: String) -> String {
        Self.text(Crypto.authenticate(hash, key: server, Array(exchange.utf8).rawSpan))
    }

    static func text(_ bytes: [UInt8]) -> String {
        String(decoding: Base64.encode(bytes), as: UTF8.self)
    }
}
