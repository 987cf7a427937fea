internal import DissectXMPP

/// What the server is asked, about itself and on behalf of its users.
extension XMPPServer {
    func answer(
        _ question: XMLElement, about subject: XMPPAddress, to connection: ConnectionID,
        _ actions: PeerActions
    ) {
        guard let type = question["type"], type == "get" || type == "set" else { return }
        let isOwn = subject.user == sessions[connection]?.address?.user
        guard let answer = answer(to: question, type, about: subject, isOwn) else {
            return send(question.refusal(.unavailable), to: connection, actions)
        }
        send(answer, to: connection, actions)
    }

    private func answer(
        to question: XMLElement, _ type: String, about subject: XMPPAddress, _ isOwn: Bool
    ) -> XMLElement? {
        switch (type, question.question) {
        case ("set", XMPPNamespace.session), ("get", XMPPNamespace.ping):
            return answer(to: question)
        case ("get", XMPPNamespace.roster) where isOwn:
            return answer(to: question, contacts(of: subject))
        case ("get", XMPPNamespace.vCard) where !subject.user.isEmpty:
            guard let card = household.accounts[subject.user]?.card else {
                return question.refusal(.itemNotFound)
            }
            return answer(to: question, card)
        case ("get", XMPPNamespace.privateStorage) where isOwn:
            return answer(to: question, question.children.first)
        case ("get", XMPPNamespace.version) where subject.user.isEmpty:
            let program = household.program
            return answer(
                to: question,
                .query(
                    XMPPNamespace.version,
                    [
                        XMLElement("name", text: program.name),
                        XMLElement("version", text: program.version),
                    ]))
        case ("get", XMPPNamespace.discoInfo): return answer(to: question, features(subject))
        case ("get", XMPPNamespace.discoItems) where subject.user.isEmpty:
            let rooms = household.roomHost.map { [XMLElement("item", ["jid": $0])] }
            return answer(to: question, .query(XMPPNamespace.discoItems, rooms ?? []))
        default: return nil
        }
    }

    /// An answer, in which the user is called as it was in the question.
    private func answer(to question: XMLElement, _ payload: XMLElement? = nil) -> XMLElement {
        question.answer("result", payload)
    }

    private func contacts(of user: XMPPAddress) -> XMLElement {
        let contacts = household.accounts[user.user]?.contacts ?? []
        return .query(
            XMPPNamespace.roster,
            contacts.map {
                XMLElement(
                    "item",
                    ["jid": $0.description, "name": $0.user, "subscription": "both"])
            })
    }

    private func features(_ subject: XMPPAddress) -> XMLElement {
        let isServer = subject.user.isEmpty
        let identity = XMLElement(
            "identity",
            isServer
                ? ["category": "server", "type": "im", "name": household.program.name]
                : ["category": "account", "type": "registered"])
        let names =
            [XMPPNamespace.discoInfo, XMPPNamespace.vCard]
            + (isServer ? [XMPPNamespace.ping, XMPPNamespace.version] : [])
        return .query(
            XMPPNamespace.discoInfo,
            [identity] + names.map { XMLElement("feature", ["var": $0]) })
    }
}
