internal import Bytes
internal import Cryptography

/// The client's side of SCRAM (RFC 5802, RFC 7677), without channel binding.
///
///     client: n,,n=user,r=fyko                           who I am
///     server: r=fyko3rfc,s=QSXCR+Q6sek8bf92,i=4096       how the password is to be hashed
///     client: c=biws,r=fyko3rfc,p=v0X8v3Bz2T0CJGbJ…      that I know it
///     server: v=rmF9pqV8S7suAoZWja4dJRkF…                that I know it, too
struct SCRAMClient: Sendable {
    /// A server may make its clients work; this much is a second's.
    static var iterationCountMax: Int { 1_000_000 }

    private enum Turn: Sendable {
        case first
        case final(signature: String)
        case over
    }

    /// Says that nothing is bound to the channel.
    private static var unbound: String { "n," }

    private let hash: Crypto.Hash
    private let credentials: SASLCredentials
    private let nonce: String
    private var turn = Turn.first

    init(_ hash: Crypto.Hash, _ credentials: SASLCredentials, nonce: String) {
        self.hash = hash
        self.credentials = credentials
        self.nonce = nonce
    }

    var firstMessage: String { header + bareFirstMessage }

    /// Whether the server has proved that it knows the password.
    var isProved: Bool {
        if case .over = turn { true } else { false }
    }

    mutating func respond(to challenge: String) throws(SASLError) -> String {
        switch turn {
        case .first: return try prove(challenge)
        case .final(let signature):
            guard SCRAMAttributes(challenge)?["v"] == signature else { throw .unproven }
            turn = .over
            return ""
        case .over: throw .outOfTurn
        }
    }

    private var header: String {
        let identity = credentials.identity
        return Self.unbound
            + (identity.isEmpty ? "," : "a=\(SCRAMAttributes.escaped(identity)),")
    }

    private var bareFirstMessage: String {
        "n=\(SCRAMAttributes.escaped(credentials.user)),r=\(nonce)"
    }

    private mutating func prove(_ challenge: String) throws(SASLError) -> String {
        guard let said = SCRAMAttributes(challenge), said["m"] == nil, let both = said["r"],
            both.count > nonce.count, both.hasPrefix(nonce),
            let salt = said["s"].map({ Base64.decode($0.utf8) }), !salt.isBroken,
            let iterationCount = said["i"].flatMap({ Int($0) }), iterationCount > 0
        else { throw .malformed("challenge") }
        guard iterationCount <= Self.iterationCountMax else {
            throw .tooManyIterations(iterationCount)
        }
        let keys = SCRAMKeys(
            hash, password: credentials.password, salt: salt.bytes,
            iterationCount: iterationCount)
        let bare = "c=\(SCRAMKeys.text(Array(header.utf8))),r=\(both)"
        let exchange = "\(bareFirstMessage),\(challenge),\(bare)"
        turn = .final(signature: keys.serverSignature(of: exchange))
        return "\(bare),p=\(keys.clientProof(of: exchange))"
    }
}
