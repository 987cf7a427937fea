internal import DissectXMPP

/// What a window to chat in does by itself, over what its user says.
extension XMPPUser {
    /// What it asks before it says that it is there, and that.
    func arrives() -> Line {
        .all([
            asks("its contacts", query: XMPPNamespace.roster),
            asksForStorage("storage", "storage:bookmarks"),
            asks("what there is", of: host, query: XMPPNamespace.discoItems),
            asksForCard(),
            .pause(0.8),
            isPresent("Online", priority: 1),
            .pause(0.001),
        ])
    }

    /// What it asks once it is there.
    func looksAround(for other: XMPPAddress) -> Line {
        .all([
            asks("what the server can do", of: host, query: XMPPNamespace.discoInfo),
            asksForNotes("notes"),
            asksForCard(of: other),
        ])
    }

    /// What its user wrote down for no one else.
    func asksForNotes(_ kind: String) -> Line {
        asksForStorage("scratchpad", "scratchpad:\(kind)")
    }

    private func asksForStorage(_ name: String, _ namespace: String) -> Line {
        asks("what is kept for it") { _ in
            .query(XMPPNamespace.privateStorage, [XMLElement(name, ["xmlns": namespace])])
        }
    }

    private var host: XMPPAddress { XMPPAddress(at: account.host) }

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
        says("that its user types") { [self] stage in
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
