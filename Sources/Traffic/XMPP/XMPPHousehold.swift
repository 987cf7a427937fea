internal import DissectXMPP
internal import SASL

/// What a server knows and is like before anybody connects.
struct XMPPHousehold: Sendable {
    struct Account: Sendable {
        var password: String
        /// Users whose presence it is told, and who are told its own.
        var contacts: [XMPPAddress] = []
        /// What it tells of itself; `nil`: nothing.
        var card: XMLElement?
    }

    /// What the server says it is (XEP-0092).
    var program = (name: "earshot", version: "1.0")
    var host: String
    var port: UInt16 = 5222
    var accounts: [String: Account]
    var mechanisms: [SASLMechanism] = [.scramSHA1, .plain]
    /// What else is offered, before and after somebody has signed in.
    var offersBefore: [XMLElement] = []
    var offersAfter: [XMLElement] = []
    var style = XMLStyle(.single)
    var declaration = "<?xml version='1.0'?>"
    /// Whether what is offered first goes out behind the stream's tag, in a segment of its own.
    var parcelsOffers = false
    /// Whether whoever comes online hears that of itself.
    var tellsOwnPresence = true
    /// How many seconds after somebody came online they are asked what program they have.
    var asksVersionAfter: Double?
    /// Where rooms are; `nil`: there are none.
    var roomHost: String?

    init(_ host: String, _ accounts: [String: Account]) {
        self.host = host
        self.accounts = accounts
    }

    /// What can be chosen from, before and after signing in.
    func offers(isSignedIn: Bool) -> XMLElement {
        guard !isSignedIn else {
            return XMLElement(
                "stream:features", [:],
                offersAfter + [
                    XMLElement("bind", ["xmlns": XMPPNamespace.bind]),
                    XMLElement("session", ["xmlns": XMPPNamespace.session]),
                ])
        }
        let names = mechanisms.map { XMLElement("mechanism", text: $0.rawValue) }
        return XMLElement(
            "stream:features", [:],
            [XMLElement("mechanisms", ["xmlns": XMPPNamespace.sasl], names)] + offersBefore)
    }
}
