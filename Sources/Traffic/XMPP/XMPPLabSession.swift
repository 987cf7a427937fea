internal import DissectXMPP
internal import Packets
internal import SASL

/// An afternoon in a lab: Ankur and Omkar chat with one another, each in a window of Spark, over
/// the server on the same machine.
enum XMPPLabSession {
    static var scenario: Scenario {
        Scenario(
            "xmpp-session",
            "ping, stream, DIGEST-MD5, bind, session, roster, vCard, presence, a long chat",
            defaults: ScenarioOptions(count: 21), cast: cast)
    }

    private static let here = IPAddress(10, 0, 2, 15)
    /// How long one has to say something, and be answered.
    private static let roundSeconds = 30.0

    private static func cast(_ options: ScenarioOptions) -> [Actor] {
        let troupe = XMPPTroupe(options, lead: "ankur", at: "ankur-virtualbox", here)
        let ankur = troupe.user("ankur", password: "ankur", .spark)
        let omkar = troupe.user("omkar", password: "omkar", .spark)
        let turn = troupe.pause(roundSeconds)
        return [
            Actor("server", .server, at: here, XMPPServer(household(troupe, ankur, omkar))),
            Actor(
                "omkar", .client, at: here,
                omkar.plays([
                    omkar.signsIn(at: troupe.server),
                    until(5.727),
                    omkar.pings(),
                    until(20),
                    omkar.signsOff(),

                    .wait("ankur is there"),
                    until(37.5),
                    omkar.signsIn(at: troupe.server),
                    omkar.asksForContacts(),
                    until(40.33),
                    omkar.asksForCard(of: ankur.account),
                    until(41.132),
                    omkar.isPresent("Online", priority: 1),
                    omkar.hearsPresence(of: ankur.account),
                    .cue("omkar is there"),
                    .times(options.count) { round in
                        [
                            omkar.hearsMessage(from: ankur.account),
                            .pause(turn / 8),
                            omkar.isTyping(to: ankur.account),
                            .pause(turn / 8),
                            omkar.chats(XMPPDialogue.answer(round), to: ankur.account),
                            .pause(turn / 4),
                            omkar.pings(),
                        ]
                    },
                    omkar.hearsPresence(of: ankur.account, type: "unavailable"),
                    omkar.signsOff(),
                ])),
            Actor(
                "ankur", .client, at: here,
                ankur.plays([
                    until(23.124),
                    ankur.signsIn(at: troupe.server),
                    ankur.asksForContacts(),
                    ankur.asks("bookmarks", query: XMPPNamespace.privateStorage),
                    ankur.asks(
                        "what the server can do", of: XMPPAddress(at: troupe.host),
                        query: XMPPNamespace.discoInfo),
                    ankur.asks(
                        "what else there is", of: XMPPAddress(at: troupe.host),
                        query: XMPPNamespace.discoItems),
                    ankur.asksForCard(),
                    ankur.asksForCard(of: omkar.account),
                    ankur.isPresent("Online", priority: 1),
                    .cue("ankur is there"),
                    .wait("omkar is there"),
                    until(54.034),
                    ankur.asksForProgram(of: omkar),
                    until(62.929),
                    .times(options.count) { round in
                        [
                            ankur.chats(XMPPDialogue.question(round), to: omkar.account),
                            ankur.hearsMessage(from: omkar.account),
                            .pause(turn / 4),
                            ankur.pings(),
                            .pause(turn / 8),
                            ankur.isTyping(to: omkar.account),
                            .pause(turn / 8),
                        ]
                    },
                    ankur.isPresent("Away", show: "away", priority: 0),
                    .pause(0.2),
                    ankur.signsOff(),
                ])),
        ]
    }

    /// A server of 2016, which offers compression and old ways to sign in.
    private static func household(
        _ troupe: XMPPTroupe, _ ankur: XMPPUser, _ omkar: XMPPUser
    ) -> XMPPHousehold {
        var household = troupe.household([ankur, omkar])
        household.mechanisms = [.plain, .anonymous, .scramSHA1, .cramMD5, .digestMD5]
        household.style = .plain
        household.declaration = "<?xml version='1.0' encoding='UTF-8'?>"
        household.parcelsOffers = true
        household.tellsOwnPresence = false
        let compression = XMLElement(
            "compression", ["xmlns": "http://jabber.org/features/compress"],
            [XMLElement("method", text: "zlib")])
        household.offersBefore = [
            compression,
            XMLElement("auth", ["xmlns": "http://jabber.org/features/iq-auth"]),
            XMLElement("register", ["xmlns": "http://jabber.org/features/iq-register"]),
        ]
        household.offersAfter = [compression]
        for (user, other) in [(ankur, omkar), (omkar, ankur)] {
            household.accounts[user.account.user]?.contacts = [other.account]
            household.accounts[user.account.user]?.card = card(of: user.account)
        }
        return household
    }

    private static func card(of user: XMPPAddress) -> XMLElement {
        XMLElement(
            "vCard", ["xmlns": XMPPNamespace.vCard],
            [
                XMLElement("FN", text: user.user.capitalizedName),
                XMLElement("JABBERID", text: user.description),
                XMLElement("ORG", [:], [XMLElement("ORGNAME", text: "Team 14")]),
            ])
    }

    /// Waits for a time of the play.
    private static func until(_ seconds: Double) -> XMPPUser.Line {
        .then { stage in [.pause(max(0, seconds - stage.actions.now))] }
    }
}

extension String {
    fileprivate var capitalizedName: String { prefix(1).uppercased() + dropFirst() }
}
