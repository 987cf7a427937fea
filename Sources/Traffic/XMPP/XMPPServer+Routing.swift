internal import DissectXMPP

/// What becomes of stanzas (RFC 6120, section 10; RFC 6121, section 8).
extension XMPPServer {
    func route(
        _ stanza: XMLElement, from sender: XMPPAddress, on connection: ConnectionID,
        _ actions: PeerActions
    ) {
        guard ["iq", "message", "presence"].contains(stanza.name) else {
            return end(connection, .unsupportedStanzaType, actions)
        }
        var stanza = stanza
        stanza["from"] = sender.description
        guard let to = stanza["to"] else {
            return handleOwn(stanza, of: sender, on: connection, actions)
        }
        guard let receiver = XMPPAddress(to) else {
            return refuse(stanza, .malformedAddress, actions)
        }
        switch receiver.host {
        case household.host: deliver(stanza, to: receiver, on: connection, actions)
        case household.roomHost: handleRoom(stanza, at: receiver, from: sender, actions)
        default: refuse(stanza, .noSuchServer, actions)
        }
    }

    /// What is for nobody in particular is for the server, or for the user's contacts.
    private func handleOwn(
        _ stanza: XMLElement, of sender: XMPPAddress, on connection: ConnectionID,
        _ actions: PeerActions
    ) {
        switch stanza.name {
        case "presence": tell(stanza, of: sender, on: connection, actions)
        case "iq": answer(stanza, about: sender.bare, to: connection, actions)
        default: break
        }
    }

    private func deliver(
        _ stanza: XMLElement, to receiver: XMPPAddress, on connection: ConnectionID,
        _ actions: PeerActions
    ) {
        if let program = self.connection(of: receiver) {
            return send(stanza, to: program, actions)
        }
        switch stanza.name {
        case "iq" where receiver.resource.isEmpty:
            answer(stanza, about: receiver, to: connection, actions)
        case "iq": refuse(stanza, .unavailable, actions)
        case "message":
            let programs = present(receiver.user)
            guard !programs.isEmpty else { return refuse(stanza, .unavailable, actions) }
            for program in programs { send(stanza, to: program, actions) }
        default:
            for program in present(receiver.user) { send(stanza, to: program, actions) }
        }
    }

    /// Sends a stanza back; errors and answers never come back.
    func refuse(_ stanza: XMLElement, _ error: XMPPStanzaError, _ actions: PeerActions) {
        guard stanza["type"] != "error", stanza["type"] != "result",
            let sender = stanza.sender, let connection = connection(of: sender)
        else { return }
        send(stanza.refusal(error), to: connection, actions)
    }

    // MARK: - Presence

    /// Tells a user's contacts, and the user's other programs, who is there.
    private func tell(
        _ presence: XMLElement, of sender: XMPPAddress, on connection: ConnectionID,
        _ actions: PeerActions
    ) {
        let isThere = presence["type"] == nil
        guard isThere || presence["type"] == "unavailable" else { return }
        let wasThere = sessions[connection]?.isAvailable == true
        let others = audience(of: sender).filter { $0 != connection }
        if isThere, !wasThere, household.tellsOwnPresence {
            tellWhoIsThere(others, to: sender, on: connection, actions)
        }
        sessions[connection]?.presence = isThere ? presence : nil
        if isThere, household.tellsOwnPresence {
            send(presence.addressed(to: sender), to: connection, actions)
        }
        for other in others {
            // A contact is told by its name, the user's own programs by their addresses.
            guard let address = sessions[other]?.address else { continue }
            let isOwn = address.user == sender.user
            send(presence.addressed(to: isOwn ? address : address.bare), to: other, actions)
        }
        if isThere, !wasThere, !household.tellsOwnPresence {
            tellWhoIsThere(others, to: sender, on: connection, actions)
        }
        guard isThere, !wasThere, let seconds = household.asksVersionAfter else { return }
        actions.fire(TimerID(connection.number), after: seconds)
    }

    private func tellWhoIsThere(
        _ others: [ConnectionID], to newcomer: XMPPAddress, on connection: ConnectionID,
        _ actions: PeerActions
    ) {
        for other in others {
            guard let presence = sessions[other]?.presence else { continue }
            send(presence.addressed(to: newcomer), to: connection, actions)
        }
    }

    /// Who is told of a user: the user's own programs and those of contacts, if they are there.
    private func audience(of address: XMPPAddress) -> [ConnectionID] {
        let contacts = household.accounts[address.user]?.contacts ?? []
        return ([address.user] + contacts.map(\.user)).flatMap(present)
    }

    /// Somebody goes: those who could see it are told, and rooms.
    func leave(_ connection: ConnectionID, _ actions: PeerActions) {
        guard let address = sessions[connection]?.address else { return }
        let wasThere = sessions[connection]?.isAvailable == true
        sessions[connection]?.presence = nil
        leaveRooms(address, actions)
        forget(address, on: connection)
        guard wasThere else { return }
        let goodbye = XMLElement(
            "presence", ["from": address.description, "type": "unavailable"])
        for other in audience(of: address) {
            guard let receiver = sessions[other]?.address else { continue }
            send(goodbye.addressed(to: receiver), to: other, actions)
        }
    }
}

extension XMLElement {
    func addressed(to receiver: XMPPAddress) -> XMLElement {
        var copy = self
        copy["to"] = receiver.description
        return copy
    }
}
