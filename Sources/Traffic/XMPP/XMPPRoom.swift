internal import DissectXMPP

/// A room to talk in with several (XEP-0045): who is in it, and what they hear of one another.
struct XMPPRoom {
    struct Occupant: Equatable {
        var nick: String
        var address: XMPPAddress
        /// Of the room: "owner", "member", "none".
        var affiliation: String
        /// While one is in: "moderator", "participant".
        var role: String
    }

    /// A stanza, and who gets it.
    struct Delivery {
        var stanza: XMLElement
        var receiver: XMPPAddress
    }

    static var occupantCountMax: Int { 1024 }

    let address: XMPPAddress
    /// In the order in which they came.
    private(set) var occupants: [Occupant] = []
    private var banned: Set<XMPPAddress> = []
    private var subject = XMLElement("subject")
    private var subjectNick: String?

    init(_ address: XMPPAddress) { self.address = address }

    func occupant(_ address: XMPPAddress) -> Occupant? {
        occupants.first { $0.address == address }
    }

    func occupant(nick: String) -> Occupant? { occupants.first { $0.nick == nick } }

    // MARK: - Coming and going

    /// Somebody comes: hears who is there, is told to them, and hears the subject.
    mutating func enter(_ sender: XMPPAddress, as nick: String) throws(XMPPRefusal)
        -> [Delivery]
    {
        guard occupant(nick: nick) == nil else { throw XMPPRefusal(.conflict) }
        guard !banned.contains(sender.bare) else { throw XMPPRefusal(.forbidden) }
        guard occupants.count < Self.occupantCountMax else {
            throw XMPPRefusal(.unavailable)
        }
        let isFirst = occupants.isEmpty
        let newcomer = Occupant(
            nick: nick, address: sender, affiliation: isFirst ? "owner" : "none",
            role: isFirst ? "moderator" : "participant")
        var deliveries = occupants.map { Delivery(stanza: presence($0), receiver: sender) }
        deliveries += occupants.map {
            Delivery(stanza: presence(newcomer), receiver: $0.address)
        }
        occupants.append(newcomer)
        deliveries.append(
            Delivery(
                stanza: presence(newcomer, statuses: isFirst ? ["110", "201"] : ["110"]),
                receiver: sender))
        deliveries.append(Delivery(stanza: subjectMessage, receiver: sender))
        return deliveries
    }

    /// Somebody goes, or is made to go: all hear it, also who goes.
    mutating func leave(
        _ leaver: Occupant, statuses: [String] = [], reason: String? = nil
    ) -> [Delivery] {
        var gone = leaver
        gone.role = "none"
        let goodbye = presence(gone, type: "unavailable", statuses: statuses, reason: reason)
        let own = presence(
            gone, type: "unavailable", statuses: statuses + ["110"], reason: reason)
        occupants.removeAll { $0 == leaver }
        return occupants.map { Delivery(stanza: goodbye, receiver: $0.address) }
            + [Delivery(stanza: own, receiver: leaver.address)]
    }

    /// Somebody is called something else from now on.
    mutating func rename(
        _ occupant: Occupant, to nick: String
    ) throws(XMPPRefusal) -> [Delivery] {
        guard self.occupant(nick: nick) == nil,
            let index = occupants.firstIndex(of: occupant)
        else { throw XMPPRefusal(.conflict) }
        let goodbye = presence(
            occupant, type: "unavailable", statuses: ["303"], newNick: nick)
        occupants[index].nick = nick
        return toAll(goodbye) + toAll(presence(occupants[index]))
    }

    /// A moderator makes somebody go; who is banned does not come back.
    mutating func remove(
        nick: String, bans: Bool, reason: String?, by moderator: Occupant
    ) throws(XMPPRefusal) -> [Delivery] {
        guard moderator.role == "moderator" else { throw XMPPRefusal(.forbidden) }
        guard let occupant = occupant(nick: nick) else { throw XMPPRefusal(.itemNotFound) }
        guard occupant.affiliation != "owner" else { throw XMPPRefusal(.notAllowed) }
        if bans { banned.insert(occupant.address.bare) }
        return leave(occupant, statuses: [bans ? "301" : "307"], reason: reason)
    }

    // MARK: - Talking

    func say(_ message: XMLElement, by speaker: Occupant) -> [Delivery] {
        toAll(message.sent(from: place(of: speaker.nick)))
    }

    mutating func change(subject: XMLElement, by speaker: Occupant) -> [Delivery] {
        self.subject = subject
        subjectNick = speaker.nick
        return toAll(subjectMessage)
    }

    /// What one occupant says to another alone.
    func whisper(
        _ message: XMLElement, to nick: String, by speaker: Occupant
    ) throws(XMPPRefusal) -> [Delivery] {
        guard let listener = occupant(nick: nick) else { throw XMPPRefusal(.itemNotFound) }
        return [
            Delivery(
                stanza: message.sent(from: place(of: speaker.nick)),
                receiver: listener.address)
        ]
    }

    // MARK: - Stanzas

    private func place(of nick: String) -> XMPPAddress { address.with(resource: nick) }

    private func toAll(_ stanza: XMLElement) -> [Delivery] {
        occupants.map { Delivery(stanza: stanza, receiver: $0.address) }
    }

    private var subjectMessage: XMLElement {
        XMLElement(
            "message",
            [
                "from": (subjectNick.map(place) ?? address).description, "type": "groupchat",
            ], [subject])
    }

    private func presence(
        _ occupant: Occupant, type: String? = nil, statuses: [String] = [],
        reason: String? = nil, newNick: String? = nil
    ) -> XMLElement {
        let item = XMLElement(
            "item",
            [
                "affiliation": occupant.affiliation, "role": occupant.role, "nick": newNick,
                "jid": occupant.address.description,
            ], reason.map { [XMLElement("reason", text: $0)] } ?? [])
        return XMLElement(
            "presence",
            ["from": place(of: occupant.nick).description, "type": type],
            [
                XMLElement(
                    "x", ["xmlns": XMPPNamespace.roomUser],
                    statuses.map { XMLElement("status", ["code": $0]) } + [item])
            ])
    }
}

/// That something is not done.
struct XMPPRefusal: Error {
    let error: XMPPStanzaError

    init(_ error: XMPPStanzaError) { self.error = error }
}

extension XMLElement {
    fileprivate func sent(from sender: XMPPAddress) -> XMLElement {
        var copy = self
        copy["from"] = sender.description
        return copy
    }
}
