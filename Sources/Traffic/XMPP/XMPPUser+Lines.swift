internal import DissectXMPP

/// What is said on a stream (RFC 6121).
extension XMPPUser {
    // MARK: - Questions

    /// Asks something, and waits for the answer, which may be an error.
    func asks(
        _ what: String, _ type: String = "get", of other: XMPPAddress? = nil,
        in style: XMLStyle? = nil, namesItself: Bool = false,
        _ question: @escaping (Stage) -> XMLElement
    ) -> Line {
        .then { [self] stage in
            let id = newID(stage)
            let name = namesItself && program.namesItself ? address : nil
            return [
                says(what, in: style) { .iq(type, id: id, to: other, from: name, question($0)) },
                hears("an answer about \(what)") { answer in
                    answer.name == "iq" && answer["id"] == id
                        && (answer["type"] == "result" || answer["type"] == "error")
                },
            ]
        }
    }

    func asks(
        _ what: String, of other: XMPPAddress? = nil, query namespace: String
    ) -> Line {
        asks(what, of: other) { _ in .query(namespace) }
    }

    /// Who its contacts are.
    func asksForContacts() -> Line {
        asks("its contacts") { _ in
            XMLElement("query", ["xmlns": XMPPNamespace.roster, "ver": ""])
        }
    }

    /// What somebody tells of themselves (XEP-0054).
    func asksForCard(of other: XMPPAddress? = nil) -> Line {
        asks("a card", of: other, in: program.ownStyle, namesItself: other == nil) { _ in
            XMLElement("vCard", ["xmlns": XMPPNamespace.vCard])
        }
    }

    /// Whether the other end is there (XEP-0199).
    func pings(_ other: XMPPAddress? = nil) -> Line {
        asks("a ping", of: other, in: program.ownStyle) { _ in
            XMLElement("ping", ["xmlns": XMPPNamespace.ping])
        }
    }

    // MARK: - Presence

    /// - Parameter show: `nil`: just there; else "away", "dnd" and the like.
    func isPresent(_ status: String? = nil, show: String? = nil, priority: Int? = nil) -> Line {
        says("its presence") { [self] stage in
            XMLElement(
                "presence", ["xml:lang": program.language, "id": newID(stage)],
                [
                    show.map { XMLElement("show", text: $0) },
                    status.map { XMLElement("status", text: $0) },
                    priority.map { XMLElement("priority", text: "\($0)") },
                ].compactMap { $0 })
        }
    }

    func hearsPresence(of other: XMPPAddress, type: String? = nil) -> Line {
        hears("the presence of \(other)") { element in
            element.name == "presence" && element["type"] == type
                && element.sender.map { $0 == other || $0.bare == other } == true
        }
    }

    /// Hears of itself what the server tells to all of its programs.
    func hearsOwnPresence() -> Line {
        .then { [self] _ in [hearsPresence(of: address)] }
    }

    // MARK: - Messages

    func says(
        _ text: String, to other: XMPPAddress, type: String = "chat", also extras: [XMLElement] = []
    ) -> Line {
        says("a message") { [self] stage in
            message(text, to: other, type: type, also: extras, stage)
        }
    }

    /// Waits for a message of somebody, whichever of their programs it is.
    func hearsMessage(from other: XMPPAddress) -> Line {
        hears("a message from \(other)") { element in
            element.name == "message" && element["type"] != "error" && element.body != nil
                && element.sender?.bare == other.bare
        }
    }

    /// Answers the message heard last, to the program that it came from.
    func replies(_ text: @escaping (_ said: String) -> String) -> Line {
        says("a reply") { [self] stage in
            message(
                text(heard.body ?? ""), to: heard.sender ?? account,
                type: heard["type"] ?? "chat", stage)
        }
    }

    /// Waits for a stanza that comes back.
    func hearsRefusal(of what: String) -> Line {
        hears("that \(what) comes back") { $0["type"] == "error" }
    }

    private func message(
        _ text: String, to other: XMPPAddress, type: String, also extras: [XMLElement] = [],
        _ stage: Stage
    ) -> XMLElement {
        XMLElement(
            "message",
            [
                "id": newID(stage), "to": other.description,
                "from": program.namesItself ? "\(address)" : nil,
                "xml:lang": program.language, "type": type,
            ], [XMLElement("body", text: text)] + extras)
    }
}

extension XMLElement {
    var sender: XMPPAddress? { self["from"].flatMap { XMPPAddress($0) } }
    var receiver: XMPPAddress? { self["to"].flatMap { XMPPAddress($0) } }
}
