internal import Cryptography

/// The server's side of an exchange (RFC 4422).
public struct SASLServer: Sendable {
    /// Why somebody is not let in, by the names that XMPP has for it (RFC 6120, section 6.5).
    public enum Failure: String, Error, Sendable {
        case notAuthorized = "not-authorized"
        case malformedRequest = "malformed-request"
    }

    public enum Answer: Equatable, Sendable {
        case challenge([UInt8])
        /// Who the client is, and what is to be said with the good news.
        case success(user: String, data: [UInt8])
        case failure(Failure)
    }

    /// What a server has to know and to make up for an exchange.
    public struct Secrets: Sendable {
        public var host: String
        /// Letters and digits that nobody can guess.
        public var nonce: String
        public var salt: [UInt8]
        public var iterationCount = 4096
        /// The password of a user, if there is such a user.
        public var password: @Sendable (String) -> String?

        public init(
            host: String, nonce: String, salt: [UInt8],
            password: @escaping @Sendable (String) -> String?
        ) {
            self.host = host
            self.nonce = nonce
            self.salt = salt
            self.password = password
        }
    }

    private enum Exchange: Sendable {
        case anonymous
        case plain
        case cram
        case digest(DigestMD5Server)
        case scram(SCRAMServer)
    }

    private let secrets: Secrets
    private var exchange: Exchange

    public init(_ mechanism: SASLMechanism, _ secrets: Secrets) {
        self.secrets = secrets
        exchange =
            switch mechanism {
            case .anonymous: .anonymous
            case .plain: .plain
            case .cramMD5: .cram
            case .digestMD5: .digest(DigestMD5Server(secrets))
            case .scramSHA1: .scram(SCRAMServer(.sha1, secrets))
            case .scramSHA256: .scram(SCRAMServer(.sha256, secrets))
            }
    }

    /// Takes the client's choice of the mechanism, and what it said with that.
    public mutating func begin(_ initialResponse: [UInt8]?) -> Answer {
        switch exchange {
        case .digest(let server): return .challenge(Array(server.challenge.utf8))
        case .cram: return .challenge(Array(cramChallenge.utf8))
        default:
            guard let initialResponse else { return .challenge([]) }
            return receive(initialResponse)
        }
    }

    public mutating func receive(_ response: [UInt8]) -> Answer {
        let text = String(decoding: response, as: UTF8.self)
        do throws(Failure) {
            switch exchange {
            // Somebody, who gets a name that says so.
            case .anonymous: return .success(user: "guest-\(secrets.nonce)", data: [])
            case .plain: return try receivePlain(text)
            case .cram: return try receiveCRAM(text)
            case .digest(var server):
                let answer = try server.receive(text)
                exchange = .digest(server)
                return answer
            case .scram(var server):
                let answer = try server.receive(text)
                exchange = .scram(server)
                return answer
            }
        } catch {
            return .failure(error)
        }
    }

    private var cramChallenge: String { "<\(secrets.nonce)@\(secrets.host)>" }

    private func receiveCRAM(_ text: String) throws(Failure) -> Answer {
        guard let blank = text.lastIndex(of: " ") else { throw .malformedRequest }
        let user = String(text[..<blank])
        guard let password = secrets.password(user),
            CRAMMD5.response(of: user, password, to: cramChallenge) == text
        else { throw .notAuthorized }
        return .success(user: user, data: [])
    }

    /// RFC 4616: three texts with zeros between.
    private func receivePlain(_ text: String) throws(Failure) -> Answer {
        let parts = text.split(separator: "\0", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 3, !parts[1].isEmpty else { throw .malformedRequest }
        guard secrets.password(parts[1]) == parts[2] else { throw .notAuthorized }
        return .success(user: parts[1], data: [])
    }
}
