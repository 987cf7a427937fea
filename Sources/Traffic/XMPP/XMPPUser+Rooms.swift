internal import DissectXMPP

/// What is said in rooms, and to them (XEP-0045).
extension XMPPUser {
    /// Comes into a room, or is called something else there from now on.
    func joins(_ room: XMPPAddress, as nick: String) -> Line {
        .all([
            asksToJoin(room, as: nick),
            hearsArrival(of: nick, in: room),
        ])
    }

    /// - Parameter nick: empty: forgets to say how it wants to be called.
    func asksToJoin(_ room: XMPPAddress, as nick: String) -> Line {
        says("that it comes") { [self] stage in
            XMLElement(
                "presence",
                ["id": newID(stage), "to": room.with(resource: nick).description],
                [XMLElement("x", ["xmlns": XMPPNamespace.rooms])])
        }
    }

    /// Has others come into a room that it made, as it is.
    func opens(_ room: XMPPAddress) -> Line {
        asks("that the room is as it is", "set", of: room) { _ in
            .query(
                XMPPNamespace.roomOwner,
                [XMLElement("x", ["xmlns": XMPPNamespace.forms, "type": "submit"])])
        }
    }

    func changes(subject: String, in room: XMPPAddress) -> Line {
        says("a subject") { [self] stage in
            XMLElement(
                "message",
                ["id": newID(stage), "to": room.description, "type": "groupchat"],
                [XMLElement("subject", text: subject)])
        }
    }

    /// Makes somebody leave.
    func removes(_ nick: String, from room: XMPPAddress, because reason: String) -> Line {
        asks("that \(nick) goes", "set", of: room) { _ in
            .query(
                XMPPNamespace.roomAdmin,
                [
                    XMLElement(
                        "item", ["nick": nick, "role": "none"],
                        [XMLElement("reason", text: reason)])
                ])
        }
    }

    func leaves(_ room: XMPPAddress, as nick: String) -> Line {
        .all([
            says("that it goes") { [self] stage in
                XMLElement(
                    "presence",
                    [
                        "id": newID(stage), "to": room.with(resource: nick).description,
                        "type": "unavailable",
                    ])
            },
            hearsDeparture(of: nick, in: room),
        ])
    }

    // MARK: - Hearing

    func hearsArrival(of nick: String, in room: XMPPAddress) -> Line {
        hearsPresence(of: room.with(resource: nick))
    }

    func hearsDeparture(of nick: String, in room: XMPPAddress) -> Line {
        hearsPresence(of: room.with(resource: nick), type: "unavailable")
    }

    /// Waits for what somebody says to all.
    func hears(_ nick: String, in room: XMPPAddress) -> Line {
        hears("\(nick) in the room", of: "groupchat", from: room.with(resource: nick))
    }

    /// Waits for what somebody says to it alone.
    func hearsWhisper(of nick: String, in room: XMPPAddress) -> Line {
        hears("what \(nick) whispers", of: "chat", from: room.with(resource: nick))
    }

    private func hears(_ what: String, of type: String, from speaker: XMPPAddress) -> Line {
        hears(what) {
            $0.name == "message" && $0["type"] == type && $0.body != nil && $0.sender == speaker
        }
    }
}
