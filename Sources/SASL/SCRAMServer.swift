internal import Bytes
internal import Cryptography

/// The server's side of SCRAM; ``SCRAMClient`` shows what the two say.
struct SCRAMServer: Sendable {
    private struct Offer: Sendable {
        var user: String
        /// The beginning of the client's first message, and the rest of it.
        var header: String
        var clientFirst: String
        var serverFirst: String
        var nonce: String
    }

    private let hash: Crypto.Hash
    private let secrets: SASLServer.Secrets
    private var offer: Offer?

    init(_ hash: Crypto.Hash, _ secrets: SASLServer.Secrets) {
        self.hash = hash
        self.secrets = secrets
    }

    mutating func receive(
        _ response: String
    ) throws(SASLServer.Failure) -> SASLServer.Answer {
        guard let offer else { return try challenge(response) }
        self.offer = nil
        return try judge(response, offer)
    }

    /// A client's first message has a header of two parts: whether the channel is bound, and as
    /// whom the user wants to act.
    private mutating func challenge(
        _ message: String
    ) throws(SASLServer.Failure) -> SASLServer.Answer {
        let parts = message.split(
            separator: ",", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == "n" || parts[0] == "y",
            let said = SCRAMAttributes(parts[2]), said["m"] == nil, let nonce = said["r"],
            !nonce.isEmpty, let user = said["n"].flatMap(SCRAMAttributes.unescaped)
        else { throw .malformedRequest }
        let both = nonce + secrets.nonce
        let serverFirst =
            "r=\(both),s=\(SCRAMKeys.text(secrets.salt)),i=\(secrets.iterationCount)"
        offer = Offer(
            user: user, header: "\(parts[0]),\(parts[1]),", clientFirst: String(parts[2]),
            serverFirst: serverFirst, nonce: both)
        return .challenge(Array(serverFirst.utf8))
    }

    private func judge(
        _ message: String, _ offer: Offer
    ) throws(SASLServer.Failure) -> SASLServer.Answer {
        guard let said = SCRAMAttributes(message), let proof = said["p"],
            said["c"] == SCRAMKeys.text(Array(offer.header.utf8)), said["r"] == offer.nonce
        else { throw .malformedRequest }
        guard let password = secrets.password(offer.user) else { throw .notAuthorized }
        let keys = SCRAMKeys(
            hash, password: password, salt: secrets.salt,
            iterationCount: secrets.iterationCount)
        let bare = message.dropLast(",p=".count + proof.count)
        let exchange = "\(offer.clientFirst),\(offer.serverFirst),\(bare)"
        guard keys.clientProof(of: exchange) == proof else { throw .notAuthorized }
        let signature = "v=\(keys.serverSignature(of: exchange))"
        return .success(user: offer.user, data: Array(signature.utf8))
    }
}
