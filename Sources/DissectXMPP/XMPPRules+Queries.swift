extension XMPPRules {
    /// What an iq asks for.
    static func query(_ shape: XMPPShape) -> XMPPRule? {
        switch shape {
        case .discoItems:
            XMPPRule(
                .query, [.namespace, Attribute("node", .queryNode)],
                [.many("item", .discoItem)])
        case .discoItem:
            XMPPRule(
                .queryItem,
                [
                    Attribute("jid", .queryItemJid), Attribute("name", .queryItemName),
                    Attribute("node", .queryItemNode),
                ])
        case .roster:
            XMPPRule(.query, [.namespace, Attribute("ver")], [.many("item", .rosterItem)])
        case .rosterItem:
            XMPPRule(
                .queryItem,
                [
                    Attribute("jid", .queryItemJid), Attribute("name", .queryItemName),
                    Attribute("ask", .queryItemAsk), Attribute("approved", .queryItemApproved),
                    Attribute("subscription", .queryItemSubscription),
                ], [Child("group", .text(.queryItemGroup), isMany: true)])
        case .discoInfo:
            XMPPRule(
                .query, [.namespace, Attribute("node", .queryNode)],
                [
                    .many("identity", .identity),
                    Child("feature", .attribute("var", .queryFeature), isMany: true),
                    .one("x", .xData, in: forms),
                ])
        case .identity:
            XMPPRule(
                .queryIdentity,
                [
                    Attribute("category", .queryIdentityCategory),
                    Attribute("name", .queryIdentityName), Attribute("type", .queryIdentityType),
                ])
        case .mucOwner: XMPPRule(.query, [.namespace], [.one("x", .xData, in: forms)])
        case .mucAdmin: XMPPRule(.query, [.namespace], [.many("item", .mucItem)])
        case .bind:
            XMPPRule(
                .iqBind,
                [
                    .namespace, .child("resource", .iqBindResource), .child("jid", .iqBindJid),
                ])
        case .session: XMPPRule(.iqSession, [.namespace])
        case .vcard: XMPPRule(.vcard, [.namespace], isOpaque: true)
        case .lastActivity:
            XMPPRule(.query, [.namespace, Attribute("seconds")], text: .attribute)
        case .version:
            XMPPRule(.query, [.namespace, .child("name"), .child("version"), .child("os")])
        case .ping: XMPPRule(.ping, [.namespace])
        default: transfer(shape)
        }
    }

    /// What files and streams of bytes are offered with.
    private static func transfer(_ shape: XMPPShape) -> XMPPRule? {
        switch shape {
        case .bytestreams:
            XMPPRule(
                .query,
                [.namespace, Attribute("sid"), Attribute("mode"), Attribute("dstaddr")],
                [
                    .many("streamhost", .streamhost), .one("streamhost-used", .streamhostUsed),
                    Child("activate", .text(.queryActivate)), .one("udpsuccess", .udpsuccess),
                ])
        case .streamhost:
            XMPPRule(
                .queryStreamhost, [Attribute("jid"), Attribute("host"), Attribute("port")])
        case .streamhostUsed: XMPPRule(.queryStreamhostUsed, [Attribute("jid")])
        case .udpsuccess: XMPPRule(.queryUdpsuccess, [Attribute("dstaddr")])
        case .ibbOpen:
            XMPPRule(
                .ibbOpen,
                [.namespace, Attribute("sid"), Attribute("block-size"), Attribute("stanza")])
        case .ibbClose: XMPPRule(.ibbClose, [.namespace, Attribute("sid")])
        case .ibbData:
            XMPPRule(
                .ibbData, [.namespace, Attribute("sid"), Attribute("seq")], text: .attribute)
        case .si:
            XMPPRule(
                .si,
                [.namespace, Attribute("id"), Attribute("mime-type"), Attribute("profile")],
                [.many("file", .siFile), .many("feature", .featureNegotiation)])
        case .siFile:
            XMPPRule(
                .siFile,
                [
                    .namespace, Attribute("name"), Attribute("size"), Attribute("date"),
                    Attribute("hash"), .child("desc"),
                ])
        case .featureNegotiation:
            XMPPRule(.featureNeg, [.namespace], [.many("x", .xData, in: forms)])
        case .services: XMPPRule(.services, [.namespace])
        case .channel: XMPPRule(.channel, [.namespace])
        default: nil
        }
    }
}
