internal import DissectXMPP

/// Why a stream ends before its time (RFC 6120, section 4.9.3).
enum XMPPStreamError: String, Sendable {
    case conflict
    case hostUnknown = "host-unknown"
    case notAuthorized = "not-authorized"
    case notWellFormed = "not-well-formed"
    case policyViolation = "policy-violation"
    case restrictedXML = "restricted-xml"
    case unsupportedStanzaType = "unsupported-stanza-type"

    var element: XMLElement {
        XMLElement(
            "stream:error", [:],
            [XMLElement(rawValue, ["xmlns": XMPPNamespace.streamErrors])])
    }
}
