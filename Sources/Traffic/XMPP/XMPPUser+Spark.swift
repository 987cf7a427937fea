internal import DissectXMPP

/// What a window to chat in does by itself, over what its user says.
extension XMPPUser {
    /// Says something in a thread, and wants to hear when somebody types (XEP-0022).
    func chats(_ text: String, to other: XMPPAddress) -> Line {
        .then { [self] stage in
            [
                says(
                    text, to: other,
                    also: [
                        XMLElement("thread", text: thread(with: other, stage)),
                        XMLElement(
                            "x", ["xmlns": XMPPNamespace.events],
                            [XMLElement("offline"), XMLElement("composing")]),
                    ])
            ]
        }
    }

    /// Tells that its user types.
    func isTyping(to other: XMPPAddress) -> Line {
        says("that somebody types") { [self] stage in
            XMLElement(
                "message",
                ["id": newID(stage), "to": other.description, "from": "\(address)"],
                [
                    XMLElement(
                        "x", ["xmlns": XMPPNamespace.events],
                        [XMLElement("composing"), XMLElement("id", text: heard["id"] ?? "")])
                ])
        }
    }

    func asksForProgram(of other: XMPPUser) -> Line {
        .then { [self] _ in
            [asks("what program that is", of: other.address, query: XMPPNamespace.version)]
        }
    }

    private func thread(with other: XMPPAddress, _ stage: Stage) -> String {
        if let thread = threads[other] { return thread }
        let thread = stage.actions.random.letters(6)
        threads[other] = thread
        return thread
    }
}
