internal import Cryptography

/// The client's side of an exchange (RFC 4422): what to answer to what the server says.
public struct SASLClient: Sendable {
    private enum Exchange: Sendable {
        case anonymous
        case plain(SASLCredentials)
        case cram(SASLCredentials)
        case digest(DigestMD5Client)
        case scram(SCRAMClient)
    }

    public let mechanism: SASLMechanism
    private var exchange: Exchange

    /// - Parameter nonce: letters and digits that nobody can guess.
    public init(_ mechanism: SASLMechanism, _ credentials: SASLCredentials, nonce: String) {
        self.mechanism = mechanism
        exchange =
            switch mechanism {
            case .anonymous: .anonymous
            case .plain: .plain(credentials)
            case .cramMD5: .cram(credentials)
            case .digestMD5: .digest(DigestMD5Client(credentials, nonce: nonce))
            case .scramSHA1: .scram(SCRAMClient(.sha1, credentials, nonce: nonce))
            case .scramSHA256: .scram(SCRAMClient(.sha256, credentials, nonce: nonce))
            }
    }

    /// What the client says with its choice of the mechanism; `nil`: the server begins.
    public var initialResponse: [UInt8]? {
        switch exchange {
        case .anonymous: []
        case .plain(let who):
            Array("\(who.identity)\0\(who.user)\0\(who.password)".utf8)
        case .cram, .digest: nil
        case .scram(let client): Array(client.firstMessage.utf8)
        }
    }

    public mutating func respond(to challenge: [UInt8]) throws(SASLError) -> [UInt8] {
        let text = String(decoding: challenge, as: UTF8.self)
        switch exchange {
        case .anonymous, .plain: throw .outOfTurn
        case .cram(let who):
            return Array(CRAMMD5.response(of: who.user, who.password, to: text).utf8)
        case .digest(var client):
            let response = try client.respond(to: text)
            exchange = .digest(client)
            return Array(response.utf8)
        case .scram(var client):
            let response = try client.respond(to: text)
            exchange = .scram(client)
            return Array(response.utf8)
        }
    }

    /// Takes that the server is content, and what it said with that.  Throws if it has not proved
    /// that it knows the password, where the mechanism wants that.
    public mutating func succeed(with data: [UInt8]) throws(SASLError) {
        if !data.isEmpty { _ = try respond(to: data) }
        let isProved =
            switch exchange {
            case .anonymous, .plain, .cram: true
            case .digest(let client): client.isProved
            case .scram(let client): client.isProved
            }
        guard isProved else { throw .unproven }
    }
}
