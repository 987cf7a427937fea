extension XMPPRules {
    private static func namespace(_ transport: StaticString) -> Child {
        .many("transport", .jingleTransport, in: transport)
    }

    /// XEP-0166 and what it carries.
    static func jingle(_ shape: XMPPShape) -> XMPPRule? {
        switch shape {
        case .jingle:
            XMPPRule(
                .jingle,
                [
                    .namespace, Attribute("action", .jingleAction), Attribute("sid", .jingleSid),
                    Attribute("initiator", .jingleInitiator),
                    Attribute("responder", .jingleResponder),
                ],
                [.many("content", .jingleContent), .many("reason", .jingleReason)]
                    + rtpInformation + [.one("conference-info", .conferenceInfo)])
        case .jingleContent:
            XMPPRule(
                .jingleContent,
                [
                    Attribute("creator", .jingleContentCreator),
                    Attribute("name", .jingleContentName),
                    Attribute("disposition", .jingleContentDisposition),
                    Attribute("senders", .jingleContentSenders),
                ],
                [
                    .many("description", .jingleRTP, in: "urn:xmpp:jingle:apps:rtp:1"),
                    namespace("urn:xmpp:jingle:transports:ice-udp:1"),
                    namespace("urn:xmpp:jingle:transports:raw-udp:1"),
                    namespace("urn:xmpp:jingle:transports:s5b:1"),
                    namespace("urn:xmpp:jingle:transports:ibb:1"),
                    .many("transport", .gtalkP2P, in: "http://www.google.com/transport/p2p"),
                ])
        case .jingleReason:
            XMPPRule(
                .jingleReason, [.child("text", .jingleReasonText)],
                reasons.map { Child($0, .name(.jingleReasonCondition)) })
        case .jingleRTP:
            XMPPRule(
                .jingleContentDescription,
                [
                    .namespace, Attribute("media", .jingleContentDescriptionMedia),
                    Attribute("ssrc", .jingleContentDescriptionSsrc),
                ],
                [
                    .many("payload-type", .jinglePayload), .one("bandwidth", .jingleBandwidth),
                    .one("encryption", .jingleEncryption),
                    .many("rtp-hdrext", .jingleHeaderExtension), .many("zrtp-hash", .jingleZRTP),
                ])
        default: media(shape)
        }
    }

    private static let rtpInformation: [Child] = [
        "active", "hold", "mute", "ringing", "unhold", "unmute",
    ].map { (name: StaticString) in Child(name, .name(.jingleRtpInfo)) }

    private static let reasons: [StaticString] = [
        "success", "busy", "failed-application", "cancel", "connectivity-error", "decline",
        "expired", "failed-transport", "general-error", "gone", "incompatible-parameters",
        "media-error", "security-error", "timeout", "unsupported-applications",
        "unsupported-transports", "alternative-session",
    ]

    /// What two ends agree on for sound and pictures.
    private static func media(_ shape: XMPPShape) -> XMPPRule? {
        switch shape {
        case .jinglePayload:
            XMPPRule(
                .jingleContentDescriptionPayloadType,
                [
                    .namespace, Attribute("id", .jingleContentDescriptionPayloadTypeId),
                    Attribute("channels", .jingleContentDescriptionPayloadTypeChannels),
                    Attribute("clockrate", .jingleContentDescriptionPayloadTypeClockrate),
                    Attribute("maxptime", .jingleContentDescriptionPayloadTypeMaxptime),
                    Attribute("name", .jingleContentDescriptionPayloadTypeName),
                    Attribute("ptime", .jingleContentDescriptionPayloadTypePtime),
                ], [.many("parameter", .jingleParameter)])
        case .jingleParameter:
            XMPPRule(
                .jingleContentDescriptionPayloadTypeParameter,
                [
                    .namespace,
                    Attribute("name", .jingleContentDescriptionPayloadTypeParameterName),
                    Attribute("value", .jingleContentDescriptionPayloadTypeParameterValue),
                ])
        case .jingleTransport:
            XMPPRule(
                .jingleContentTransport,
                [
                    .namespace, Attribute("pwd", .jingleContentTransportPwd),
                    Attribute("ufrag", .jingleContentTransportUfrag), Attribute("mode"),
                    Attribute("sid"), Attribute("block-size"),
                ],
                [
                    .many("candidate", .jingleCandidate),
                    .one("remote-candidate", .jingleRemoteCandidate),
                    Child(
                        "activated", .attribute("cid", .jingleContentTransportActivated)),
                    Child(
                        "candidate-used", .attribute("cid", .jingleContentTransportCandidateUsed)),
                    Child("candidate-error", .name(.jingleContentTransportCandidateError)),
                    Child("proxy-error", .name(.jingleContentTransportProxyError)),
                ])
        case .jingleCandidate:
            XMPPRule(
                .jingleContentTransportCandidate,
                [
                    .namespace, Attribute("component"), Attribute("foundation"),
                    Attribute("generation"), Attribute("id"), Attribute("cid"), Attribute("jid"),
                    Attribute("ip"), Attribute("network"), Attribute("port"),
                    Attribute("priority"), Attribute("protocol"), Attribute("rel-addr"),
                    Attribute("rel-port"), Attribute("type"),
                ])
        case .jingleRemoteCandidate:
            XMPPRule(
                .jingleContentTransportRemoteCandidate,
                [Attribute("component"), Attribute("ip"), Attribute("port")])
        case .jingleEncryption:
            XMPPRule(
                .jingleContentDescriptionEncryption, [],
                [.many("zrtp-hash", .jingleZRTP), .many("crypto", .jingleCrypto)])
        case .jingleZRTP:
            XMPPRule(
                .jingleContentDescriptionEncryptionZrtpHash,
                [.namespace, Attribute("version")], text: .attribute)
        case .jingleCrypto:
            XMPPRule(
                .jingleContentDescriptionEncryptionCrypto,
                [
                    Attribute("crypto-suite"), Attribute("key-params"),
                    Attribute("session-params"), Attribute("tag"),
                ])
        case .jingleBandwidth:
            XMPPRule(
                .jingleContentDescriptionBandwidth, [Attribute("type")], text: .attribute)
        case .jingleHeaderExtension:
            XMPPRule(
                .jingleContentDescriptionRtpHdrext,
                [
                    .namespace, Attribute("id"), Attribute("uri"), Attribute("senders"),
                ])
        default: nil
        }
    }
}
