internal import DissectXMPP

/// What is sent to the host of the rooms, to a room, or to somebody in it (XEP-0045).
extension XMPPServer {
    /// Rooms that are open at once.
    static var roomCountMax: Int { 256 }

    func handleRoom(
        _ stanza: XMLElement, at place: XMPPAddress, from sender: XMPPAddress,
        _ actions: PeerActions
    ) {
        do throws(XMPPRefusal) {
            switch stanza.name {
            case "presence": try handlePresence(stanza, at: place, from: sender, actions)
            case "message": try handleMessage(stanza, at: place, from: sender, actions)
            default: try handleQuestion(stanza, at: place, from: sender, actions)
            }
        } catch {
            refuse(stanza, error.error, actions)
        }
    }

    /// Whoever's connection ends leaves all rooms.
    func leaveRooms(_ address: XMPPAddress, _ actions: PeerActions) {
        for name in rooms.keys.sorted() {
            guard let occupant = rooms[name]?.occupant(address) else { continue }
            let deliveries = rooms[name]?.leave(occupant) ?? []
            deliver(deliveries.filter { $0.receiver != address }, actions)
            closeIfEmpty(name)
        }
    }

    private func deliver(_ deliveries: [XMPPRoom.Delivery], _ actions: PeerActions) {
        for delivery in deliveries {
            guard let connection = connection(of: delivery.receiver) else { continue }
            send(delivery.stanza.addressed(to: delivery.receiver), to: connection, actions)
        }
    }

    private func closeIfEmpty(_ name: String) {
        if rooms[name]?.occupants.isEmpty == true { rooms[name] = nil }
    }

    // MARK: - Presence

    private func handlePresence(
        _ presence: XMLElement, at place: XMPPAddress, from sender: XMPPAddress,
        _ actions: PeerActions
    ) throws(XMPPRefusal) {
        let nick = place.resource
        guard !place.user.isEmpty, !nick.isEmpty else {
            throw XMPPRefusal(.malformedAddress)
        }
        let occupant = rooms[place.user]?.occupant(sender)
        switch (presence["type"], occupant) {
        case ("unavailable", let occupant?):
            deliver(rooms[place.user]?.leave(occupant) ?? [], actions)
            closeIfEmpty(place.user)
        case (nil, let occupant?):
            deliver(try rooms[place.user]?.rename(occupant, to: nick) ?? [], actions)
        case (nil, nil):
            guard rooms[place.user] != nil || rooms.count < Self.roomCountMax else {
                throw XMPPRefusal(.notAllowed)
            }
            var room = rooms[place.user] ?? XMPPRoom(place.bare)
            let deliveries = try room.enter(sender, as: nick)
            rooms[place.user] = room
            deliver(deliveries, actions)
        default: break
        }
    }

    // MARK: - Messages

    private func handleMessage(
        _ message: XMLElement, at place: XMPPAddress, from sender: XMPPAddress,
        _ actions: PeerActions
    ) throws(XMPPRefusal) {
        guard var room = rooms[place.user] else { throw XMPPRefusal(.itemNotFound) }
        guard let speaker = room.occupant(sender) else { throw XMPPRefusal(.notAcceptable) }
        switch (message["type"], place.resource.isEmpty) {
        case ("groupchat", true):
            if message.body == nil, let subject = message.child("subject") {
                let deliveries = room.change(subject: subject, by: speaker)
                rooms[place.user] = room
                deliver(deliveries, actions)
            } else {
                deliver(room.say(message, by: speaker), actions)
            }
        case ("groupchat", false), (_, true): throw XMPPRefusal(.badRequest)
        case (_, false):
            deliver(try room.whisper(message, to: place.resource, by: speaker), actions)
        }
    }

    // MARK: - Questions

    private func handleQuestion(
        _ question: XMLElement, at place: XMPPAddress, from sender: XMPPAddress,
        _ actions: PeerActions
    ) throws(XMPPRefusal) {
        guard let connection = connection(of: sender) else { return }
        let type = question["type"]
        guard type == "get" || type == "set" else { return }
        guard !place.user.isEmpty else {
            return send(try answer(asHostOfRooms: question), to: connection, actions)
        }
        guard var room = rooms[place.user] else { throw XMPPRefusal(.itemNotFound) }
        let asker = room.occupant(sender)
        switch (type, question.question) {
        case ("get", XMPPNamespace.discoInfo):
            send(question.answer("result", describe(room)), to: connection, actions)
        case ("get", XMPPNamespace.roomOwner), ("set", XMPPNamespace.roomOwner):
            guard asker?.affiliation == "owner" else { throw XMPPRefusal(.forbidden) }
            let form = type == "get" ? Self.roomForm(place) : nil
            send(question.answer("result", form), to: connection, actions)
        case ("set", XMPPNamespace.roomAdmin):
            guard let asker else { throw XMPPRefusal(.notAcceptable) }
            guard let item = question.children.first?.child("item"), let nick = item["nick"]
            else { throw XMPPRefusal(.badRequest) }
            let deliveries = try room.remove(
                nick: nick, bans: item["affiliation"] == "outcast",
                reason: item.child("reason")?.text, by: asker)
            rooms[place.user] = room
            deliver(deliveries, actions)
            send(question.answer("result"), to: connection, actions)
        default: throw XMPPRefusal(.notImplemented)
        }
    }

    private func answer(
        asHostOfRooms question: XMLElement
    ) throws(XMPPRefusal) -> XMLElement {
        switch question.question {
        case XMPPNamespace.discoItems:
            let items = rooms.keys.sorted().compactMap { rooms[$0]?.address }.map {
                XMLElement("item", ["jid": $0.description, "name": $0.user])
            }
            return question.answer("result", .query(XMPPNamespace.discoItems, items))
        case XMPPNamespace.discoInfo:
            let identity = XMLElement(
                "identity", ["category": "conference", "type": "text", "name": "Rooms"])
            let feature = XMLElement("feature", ["var": XMPPNamespace.rooms])
            return question.answer(
                "result", .query(XMPPNamespace.discoInfo, [identity, feature]))
        default: throw XMPPRefusal(.unavailable)
        }
    }

    private func describe(_ room: XMPPRoom) -> XMLElement {
        .query(
            XMPPNamespace.discoInfo,
            [
                XMLElement(
                    "identity",
                    ["category": "conference", "type": "text", "name": room.address.user]),
                XMLElement("feature", ["var": XMPPNamespace.rooms]),
                XMLElement("feature", ["var": "muc_open"]),
                XMLElement("feature", ["var": "muc_nonanonymous"]),
            ])
    }

    /// What an owner can choose: no more than the room's name.
    private static func roomForm(_ place: XMPPAddress) -> XMLElement {
        let field = XMLElement(
            "field",
            ["var": "muc#roomconfig_roomname", "type": "text-single", "label": "Name"],
            [XMLElement("value", text: place.user)])
        return .query(
            XMPPNamespace.roomOwner,
            [XMLElement("x", ["xmlns": XMPPNamespace.forms, "type": "form"], [field])])
    }
}
