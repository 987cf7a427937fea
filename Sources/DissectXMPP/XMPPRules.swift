/// The rules for all shapes, as Wireshark's dissector orders the fields.
enum XMPPRules {
    typealias Attribute = XMPPRule.Attribute
    typealias Child = XMPPRule.Child

    /// In the order of the shapes.
    static let all: [XMPPRule] = XMPPShape.allCases.map { shape in
        stanza(shape) ?? query(shape) ?? jingle(shape) ?? part(shape) ?? google(shape)
    }

    static let disco: StaticString = "http://jabber.org/protocol/disco#info"
    static let forms: StaticString = "jabber:x:data"
    static let mucUser: StaticString = "http://jabber.org/protocol/muc#user"

    /// Those that begin a row.
    private static func stanza(_ shape: XMPPShape) -> XMPPRule? {
        switch shape {
        case .iq:
            XMPPRule(
                .iq,
                [
                    .namespace, Attribute("id", .id), Attribute("type", .type),
                    Attribute("from", .from), Attribute("to", .to), Attribute("xml:lang"),
                ], iqChildren)
        case .presence:
            XMPPRule(
                .presence,
                [
                    Attribute("from", .from), Attribute("id", .id), Attribute("to", .to),
                    Attribute("type", .type), Attribute("xml:lang"),
                    .child("show", .presenceShow), .child("priority"),
                ],
                [
                    .many("status", .status),
                    .one("c", .caps, in: "http://jabber.org/protocol/caps"),
                    .one("delay", .delay), .one("x", .delay, in: "jabber:x:delay"),
                    .one("x", .vcardUpdate, in: "vcard-temp:x:update"),
                    .one("x", .mucX, in: "http://jabber.org/protocol/muc"),
                    .one("x", .mucUserX, in: mucUser), .one("error", .error),
                    .one("query", .lastActivity, in: "jabber:iq:last"),
                ])
        case .message:
            XMPPRule(
                .message,
                [
                    Attribute("from", .from), Attribute("id", .id), Attribute("to", .to),
                    Attribute("type", .type), Attribute("xml:lang"),
                ],
                [
                    .one("data", .ibbData, in: "http://jabber.org/protocol/ibb"),
                    .one("thread", .thread), .many("body", .body), .many("subject", .subject),
                    .one("delay", .delay), .one("x", .xEvent, in: "jabber:x:event"),
                    .one("x", .mucUserX, in: mucUser), .one("x", .nosave, in: "google:nosave"),
                    .one("error", .error),
                ])
        case .auth:
            XMPPRule(
                .auth,
                [.namespace, Attribute("mechanism"), Attribute("client-uses-full-bind-result")],
                text: .cdata)
        case .challenge: XMPPRule(.challenge, [.namespace], text: .cdata)
        case .response: XMPPRule(.response, [.namespace], text: .cdata)
        case .success: XMPPRule(.success, [.namespace], text: .cdata)
        case .failure: XMPPRule(.failure, [.namespace])
        case .features: XMPPRule(.features, [], [.many("mechanisms", .mechanisms)])
        case .starttls: XMPPRule(.starttls, [.namespace])
        case .proceed: XMPPRule(.proceed, [.namespace])
        case .stream: XMPPRule(.stream, [.namespace])
        case .mechanisms:
            XMPPRule(nil, [.namespace], [Child("mechanism", .text(.cdata), isMany: true)])
        default: nil
        }
    }

    private static let iqChildren: [Child] = [
        .one("query", .discoItems, in: "http://jabber.org/protocol/disco#items"),
        .one("query", .roster, in: "jabber:iq:roster"), .one("query", .discoInfo, in: disco),
        .one("query", .bytestreams, in: "http://jabber.org/protocol/bytestreams"),
        .one("query", .mucOwner, in: "http://jabber.org/protocol/muc#owner"),
        .one("query", .mucAdmin, in: "http://jabber.org/protocol/muc#admin"),
        .one("bind", .bind),
        .one("session", .session, in: "urn:ietf:params:xml:ns:xmpp-session"),
        .one("vCard", .vcard), .one("jingle", .jingle),
        .one("services", .services, in: "http://jabber.org/protocol/jinglenodes"),
        .one("channel", .channel, in: "http://jabber.org/protocol/jinglenodes#channel"),
        .one("open", .ibbOpen, in: "http://jabber.org/protocol/ibb"),
        .one("close", .ibbClose, in: "http://jabber.org/protocol/ibb"),
        .one("data", .ibbData, in: "http://jabber.org/protocol/ibb"),
        .one("si", .si), .one("error", .error),
        .one("session", .gtalkSession, in: "http://www.google.com/session"),
        .one("query", .googleQuery, in: "google:jingleinfo"),
        .one("usersetting", .usersetting, in: "google:setting"),
        .one("query", .lastActivity, in: "jabber:iq:last"),
        .one("query", .version, in: "jabber:iq:version"),
        .one("query", .googleQuery, in: "google:mail:notify"),
        .one("mailbox", .mailbox), .one("new-mail", .newMail),
        .one("query", .googleQuery, in: "google:shared-status"),
        .one("conference-info", .conferenceInfo), .one("ping", .ping, in: "urn:xmpp:ping"),
        .one("inputevt", .inputEvent, in: "http://jitsi.org/protocol/inputevt"),
    ]
}
