extension XMPPRules {
    /// What stands in messages, presences and forms.
    static func part(_ shape: XMPPShape) -> XMPPRule? {
        switch shape {
        case .thread:
            XMPPRule(
                .messageThread, [Attribute("parent", .messageThreadParent)],
                text: .messageThreadText)
        case .body: XMPPRule(.messageBody, [Attribute("xml:lang")], text: .messageBodyText)
        case .subject:
            XMPPRule(.messageSubject, [Attribute("xml:lang")], text: .messageSubjectText)
        case .status: XMPPRule(.presenceStatus, [Attribute("xml:lang")], text: .presenceStatusText)
        case .caps:
            XMPPRule(
                .presenceCaps,
                [
                    .namespace, Attribute("ext"), Attribute("hash"), Attribute("node"),
                    Attribute("ver"),
                ])
        case .delay:
            XMPPRule(
                .delay, [.namespace, Attribute("from"), Attribute("stamp")], text: .attribute)
        case .vcardUpdate: XMPPRule(.vcardUpdate, [.namespace, .child("photo")])
        case .xData:
            XMPPRule(
                .xData, [.namespace, Attribute("type"), .child("title")],
                [
                    Child("instructions", .text(.xDataInstructions), isMany: true),
                    .many("field", .xDataField),
                ])
        case .xDataField:
            XMPPRule(
                .xDataField, [Attribute("label"), Attribute("type"), Attribute("var")],
                [.many("option", .xDataOption), .many("value", .xDataValue)])
        case .xDataOption:
            XMPPRule(.xDataFieldValue, [Attribute("label"), .child("value")])
        case .xDataValue: XMPPRule(.xDataFieldValue, [Attribute("label")], text: .attribute)
        default: room(shape)
        }
    }

    /// XEP-0045.
    private static func room(_ shape: XMPPShape) -> XMPPRule? {
        switch shape {
        case .mucX:
            XMPPRule(.mucX, [.namespace, .child("password")], [.one("history", .mucHistory)])
        case .mucHistory:
            XMPPRule(
                nil,
                [
                    Attribute("maxchars"), Attribute("maxstanzas"), Attribute("seconds"),
                    Attribute("since"),
                ])
        case .mucUserX:
            XMPPRule(
                .mucUserX, [.namespace, .child("password")],
                [
                    .many("item", .mucItem),
                    Child("status", .attribute("code", .mucUserStatus), isMany: true),
                    .many("invite", .mucInvite),
                ])
        case .mucItem:
            XMPPRule(
                .mucUserXItem,
                [
                    Attribute("affiliation"), Attribute("jid"), Attribute("nick"),
                    Attribute("role"), .child("reason"),
                ])
        case .mucInvite:
            XMPPRule(.mucUserXInvite, [Attribute("from"), Attribute("to"), .child("reason")])
        default: nil
        }
    }

    /// What Google Talk added, and what has a rule in code.
    static func google(_ shape: XMPPShape) -> XMPPRule {
        switch shape {
        case .gtalkSession:
            XMPPRule(
                .gtalkSession,
                [
                    .namespace, Attribute("type", .gtalkSessionType), Attribute("initiator"),
                    Attribute("id"),
                ],
                [
                    .one("description", .gtalkDescription),
                    .one("transport", .gtalkP2P, in: "http://www.google.com/transport/p2p"),
                    .one("conference-info", .conferenceInfo),
                ])
        case .gtalkDescription: XMPPRule(nil, [.namespace, Attribute("xml:lang")])
        case .gtalkP2P: XMPPRule(.gtalkTransportP2p, [.namespace])
        case .googleQuery: XMPPRule(.query, [.namespace])
        case .usersetting: XMPPRule(.gtalkSetting, [.namespace], isOpaque: true)
        case .mailbox:
            XMPPRule(
                .gtalkMailbox,
                [
                    .namespace, Attribute("result-time"), Attribute("total-matched"),
                    Attribute("total-estimate"), Attribute("url"),
                ])
        case .newMail: XMPPRule(.gtalkNewMail)
        case .nosave: XMPPRule(.gtalkNosaveX, [.namespace, Attribute("value")])
        case .conferenceInfo: XMPPRule(.confInfo, [.namespace, Attribute("sid", .confInfoSid)])
        case .inputEvent:
            XMPPRule(
                .inputevt, [.namespace, Attribute("action")],
                [.many("remote-control", .remoteControl)])
        case .remoteControl: XMPPRule(.inputevtRemoteControl, [.namespace])
        case .error: XMPPRule(.error)
        case .xEvent: XMPPRule(.xEvent, [.namespace])
        default: XMPPRule(nil)
        }
    }
}
