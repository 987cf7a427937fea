internal import DissectXMPP

/// Why a stanza comes back (RFC 6120, section 8.3): the condition, and what the sender may do.
struct XMPPStanzaError: Equatable, Sendable {
    var condition: String
    var type: String
    var text: String?

    private init(_ condition: String, _ type: String, _ text: String? = nil) {
        self.condition = condition
        self.type = type
        self.text = text
    }

    static let badRequest = XMPPStanzaError("bad-request", "modify")
    static let conflict = XMPPStanzaError("conflict", "cancel")
    static let notImplemented = XMPPStanzaError("feature-not-implemented", "cancel")
    static let forbidden = XMPPStanzaError("forbidden", "auth")
    static let itemNotFound = XMPPStanzaError("item-not-found", "cancel")
    static let malformedAddress = XMPPStanzaError("jid-malformed", "modify")
    static let notAcceptable = XMPPStanzaError(
        "not-acceptable", "modify", "You are not in this room.")
    static let notAllowed = XMPPStanzaError("not-allowed", "cancel")
    static let registrationRequired = XMPPStanzaError("registration-required", "auth")
    static let noSuchServer = XMPPStanzaError(
        "remote-server-not-found", "cancel", "No other servers are known here.")
    static let unavailable = XMPPStanzaError("service-unavailable", "cancel")

    var element: XMLElement {
        var children = [XMLElement(condition, ["xmlns": XMPPNamespace.stanzaErrors])]
        if let text {
            children.append(
                XMLElement("text", ["xmlns": XMPPNamespace.stanzaErrors], text: text))
        }
        return XMLElement("error", ["type": type], children)
    }
}
