internal import DissectXMPP

/// The three kinds of stanzas, and what goes into them (RFC 6120, section 8).
extension XMLElement {
    static func iq(
        _ type: String, id: String, to: XMPPAddress? = nil, from: XMPPAddress? = nil,
        _ payload: XMLElement? = nil
    ) -> XMLElement {
        XMLElement(
            "iq",
            ["id": id, "to": to?.description, "from": from?.description, "type": type],
            payload.map { [$0] } ?? [])
    }

    static func query(_ namespace: String, _ children: [XMLElement] = []) -> XMLElement {
        XMLElement("query", ["xmlns": namespace], children)
    }

    /// What an answer to an iq begins with: it goes to where the question came from.
    func answer(_ type: String, _ payload: XMLElement? = nil) -> XMLElement {
        var answer = XMLElement(
            name, ["type": type, "id": self["id"], "from": self["to"], "to": self["from"]])
        if let payload { answer.contents = [.element(payload)] }
        return answer
    }

    /// That a stanza cannot be delivered, or a question not be answered.
    func refusal(_ error: XMPPStanzaError) -> XMLElement {
        var refusal = answer("error")
        refusal.contents = name == "iq" ? contents : []
        refusal.contents.append(.element(error.element))
        return refusal
    }

    /// The namespace of what is asked by an iq.
    var question: String? { children.first?.namespace }

    var body: String? { child("body")?.text }
}
