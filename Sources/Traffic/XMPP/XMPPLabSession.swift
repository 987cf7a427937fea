internal import Bytes
internal import DissectXMPP
internal import Packets
internal import SASL

/// An afternoon in a lab: Ankur and Omkar chat with one another, each in a window of Spark, over
/// the server on the same machine.
struct XMPPLabSession {
    static var scenario: Scenario {
        Scenario(
            "xmpp-session",
            "ping, stream, DIGEST-MD5, bind, session, roster, vCard, presence, a long chat",
            defaults: ScenarioOptions(count: 21)
        ) { XMPPLabSession($0).cast }
    }

    private static let here = IPAddress(10, 0, 2, 15)

    private let troupe: XMPPTroupe
    private let ankur: XMPPUser
    private let omkar: XMPPUser
    private let roundCount: Int
    /// How long each of the two has to say something.
    private let turn: Double

    private init(_ options: ScenarioOptions) {
        troupe = XMPPTroupe(options, lead: "ankur", at: "ankur-virtualbox", Self.here)
        ankur = troupe.user("ankur", password: "ankur", .spark)
        omkar = troupe.user("omkar", password: "omkar", .spark)
        for user in [ankur, omkar] { user.knowsHost = troupe.isHostGiven }
        roundCount = options.count
        turn = troupe.pause(15)
    }

    private var cast: [Actor] {
        [
            Actor("server", .server, at: Self.here, XMPPServer(household)),
            Actor("omkar", .client, at: Self.here, omkar.plays(omkarsPart)),
            Actor("ankur", .client, at: Self.here, ankur.plays(ankursPart)),
        ]
    }

    private var omkarsPart: [XMPPUser.Line] {
        [
            omkar.signsIn(at: troupe.server),
            omkar.arrives(),
            omkar.looksAround(for: ankur.account),
            until(5.727),
            omkar.pings(),
            until(20),
            omkar.signsOff(),

            .wait("ankur is there"),
            until(40.3255),
            omkar.signsIn(at: troupe.server),
            omkar.arrives(),
            .cue("omkar is there"),
            omkar.looksAround(for: ankur.account),
            .times(roundCount) { round in
                [
                    omkar.hearsMessage(from: ankur.account),
                    .pause(turn / 4),
                    omkar.isTyping(to: ankur.account),
                    .pause(turn / 4),
                    omkar.chats(XMPPDialogue.answer(round), to: ankur.account),
                    .pause(turn / 2),
                    omkar.pings(),
                ]
            },
            .wait("ankur has gone"),
            omkar.isPresent("At tea", show: "away", priority: 0),
            until(693.93),
            omkar.signsOff(),
        ]
    }

    private var ankursPart: [XMPPUser.Line] {
        [
            until(23.124),
            ankur.signsIn(at: troupe.server),
            ankur.arrives(),
            ankur.looksAround(for: omkar.account),
            .cue("ankur is there"),

            .wait("omkar is there"),
            until(50),
            ankur.asksForProgram(of: omkar),
            until(54.034),
            ankur.asksForNotes("tasks"),
            until(62.929),
            .times(roundCount) { round in
                [
                    ankur.chats(XMPPDialogue.question(round), to: omkar.account),
                    ankur.hearsMessage(from: omkar.account),
                    .pause(turn / 2),
                    ankur.pings(),
                    .pause(turn / 4),
                    ankur.isTyping(to: omkar.account),
                    .pause(turn / 4),
                ]
            },
            ankur.isPresent("Away", show: "away", priority: 0),
            .pause(2),
            ankur.isPresent("Online", priority: 1),
            .pause(2),
            ankur.signsOff(),
            .cue("ankur has gone"),
        ]
    }

    /// Waits for a time of the play.
    private func until(_ seconds: Double) -> XMPPUser.Line {
        .then { stage in [.pause(max(0, seconds - stage.actions.now))] }
    }

    /// A server of 2016, which offers compression and old ways to sign in.
    private var household: XMPPHousehold {
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
        household.accounts[ankur.account.user]?.contacts = [omkar.account]
        household.accounts[ankur.account.user]?.card = ankursCard
        household.accounts[omkar.account.user]?.contacts = [ankur.account]
        // He has not filled his in.
        household.accounts[omkar.account.user]?.card = XMLElement(
            "vCard", ["xmlns": XMPPNamespace.vCard])
        return household
    }

    private var ankursCard: XMLElement {
        let picture = Base64.encode(XMPPPortrait.picture(width: 88, height: 90))
        let photo = XMLElement(
            "PHOTO", [:],
            [
                XMLElement("TYPE", text: "image/bmp"),
                XMLElement("BINVAL", text: String(decoding: picture, as: UTF8.self)),
            ])
        return XMLElement(
            "vCard", ["xmlns": XMPPNamespace.vCard],
            [
                XMLElement("FN", text: "Ankur"),
                XMLElement("JABBERID", text: "\(ankur.account)"),
                XMLElement("ORG", [:], [XMLElement("ORGNAME", text: "Team 14")]),
                photo,
            ])
    }
}
