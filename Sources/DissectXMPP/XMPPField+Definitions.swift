public import Dissection

/// The fields of XMPP: Wireshark's, and ours where it has none.
public enum XMPPFields {
    public static let family = FieldFamily(.xmpp, XMPPField.allCases.map(\.definition))
}

extension XMPPField {
    var definition: FieldDefinition {
        stanzaDefinition ?? queryDefinition ?? jingleDefinition ?? ownDefinition
    }

    private var stanzaDefinition: FieldDefinition? {
        switch self {
        case .xmpp: .init("xmpp", "XMPP Protocol", .layer)
        case .xmlns: .init("xmpp.xmlns", "xmlns", .text)
        case .cdata: .init("xmpp.cdata", "CDATA", .text).secret
        case .attribute: .init("xmpp.attribute", "Attribute", .text).hidden
        case .id: .init("xmpp.id", "id", .text)
        case .type: .init("xmpp.type", "type", .text)
        case .from: .init("xmpp.from", "from", .text)
        case .to: .init("xmpp.to", "to", .text)
        case .services: .init("xmpp.services", "SERVICES", .label)
        case .channel: .init("xmpp.channel", "CHANNEL", .label)
        case .delay: .init("xmpp.delay", "DELAY", .label)
        case .presence: .init("xmpp.presence", "PRESENCE", .label)
        case .presenceShow: .init("xmpp.presence.show", "SHOW", .text)
        case .presenceStatus: .init("xmpp.presence.status", "STATUS", .label)
        case .presenceCaps: .init("xmpp.presence.caps", "CAPS", .label)
        case .message: .init("xmpp.message", "MESSAGE", .label)
        case .messageChatstate: .init("xmpp.message.chatstate", "CHATSTATE", .text)
        case .messageThread: .init("xmpp.message.thread", "THREAD", .label)
        case .messageBody: .init("xmpp.message.body", "BODY", .label)
        case .messageSubject: .init("xmpp.message.subject", "SUBJECT", .label)
        case .messageThreadParent: .init("xmpp.message.thread.parent", "parent", .text)
        case .auth: .init("xmpp.auth", "AUTH", .label)
        case .stream: .init("xmpp.stream", "STREAM", .label)
        case .failure: .init("xmpp.failure", "FAILURE", .label)
        case .failureText: .init("xmpp.failure_text", "FAILURE TEXT", .text)
        case .xmlHeaderVersion: .init("xmpp.xml_header_version", "XML HEADER VER", .text)
        case .streamEnd: .init("xmpp.stream_end", "STREAM END", .label)
        case .starttls: .init("xmpp.starttls", "STARTTLS", .label)
        case .proceed: .init("xmpp.proceed", "PROCEED", .label)
        case .unknown: .init("xmpp.unknown", "UNKNOWN", .text)
        case .unknownAttr: .init("xmpp.unknown_attr", "UNKNOWN ATTR", .text).hidden
        case .responseTo: .init("xmpp.response_to", "Request In", .frameNumber)
        case .isOut: .init("xmpp.out", "Out", .boolean).hidden
        case .isIn: .init("xmpp.in", "In", .boolean).hidden
        case .ping: .init("xmpp.ping", "PING", .label)
        case .response: .init("xmpp.response", "RESPONSE", .label)
        case .challenge: .init("xmpp.challenge", "CHALLENGE", .label)
        case .success: .init("xmpp.success", "SUCCESS", .label)
        default: nil
        }
    }

    private var queryDefinition: FieldDefinition? {
        switch self {
        case .iq: .init("xmpp.iq", "IQ", .label)
        case .query: .init("xmpp.query", "QUERY", .label)
        case .queryNode: .init("xmpp.query.node", "node", .text)
        case .queryItem: .init("xmpp.query.item", "ITEM", .label)
        case .queryItemJid: .init("xmpp.query.item.jid", "jid", .text)
        case .queryItemName: .init("xmpp.query.item.name", "name", .text)
        case .queryItemSubscription: .init("xmpp.query.item.subscription", "subscription", .text)
        case .queryItemAsk: .init("xmpp.query.item.ask", "ask", .text)
        case .queryItemGroup: .init("xmpp.query.item.group", "GROUP", .text)
        case .queryItemApproved: .init("xmpp.query.item.approved", "approved", .text)
        case .queryItemNode: .init("xmpp.query.item.node", "node", .text)
        case .queryIdentity: .init("xmpp.query.identity", "IDENTITY", .label)
        case .queryIdentityCategory: .init("xmpp.query.identity.category", "category", .text)
        case .queryIdentityType: .init("xmpp.query.identity.type", "type", .text)
        case .queryIdentityName: .init("xmpp.query.identity.name", "name", .text)
        case .queryIdentityLang: .init("xmpp.query.identity.lang", "lang", .text)
        case .queryFeature: .init("xmpp.query.feature", "FEATURE", .text)
        case .queryStreamhost: .init("xmpp.query.streamhost", "STREAMHOST", .label)
        case .queryStreamhostUsed: .init("xmpp.query.streamhost-used", "STREAMHOST-USED", .label)
        case .queryActivate: .init("xmpp.query.activate", "ACTIVATE", .text)
        case .queryUdpsuccess: .init("xmpp.query.udpsuccess", "UDPSUCCESS", .label)
        case .error: .init("xmpp.error", "ERROR", .label)
        case .errorCode: .init("xmpp.error.code", "code", .text)
        case .errorType: .init("xmpp.error.type", "type", .text)
        case .errorCondition: .init("xmpp.error.condition", "CONDITION", .text)
        case .errorText: .init("xmpp.error.text", "TEXT", .text)
        case .iqBind: .init("xmpp.iq.bind", "BIND", .label)
        case .iqBindJid: .init("xmpp.iq.bind.jid", "jid", .text)
        case .iqBindResource: .init("xmpp.iq.bind.resource", "resource", .text)
        case .iqSession: .init("xmpp.iq.session", "SESSION", .label)
        case .vcard: .init("xmpp.vcard", "VCARD", .label)
        case .vcardUpdate: .init("xmpp.vcard-update", "X VCARD-UPDATE", .label)
        case .si: .init("xmpp.si", "SI", .label)
        case .siFile: .init("xmpp.si.file", "FILE", .label)
        case .featureNeg: .init("xmpp.feature-neg", "FEATURE", .label)
        case .xData: .init("xmpp.x-data", "X-DATA", .label)
        case .xDataField: .init("xmpp.x-data.field", "FIELD", .label)
        case .xDataFieldValue: .init("xmpp.x-data.field.value", "VALUE", .label)
        case .xDataInstructions: .init("xmpp.x-data.instructions", "INSTRUCTIONS", .text)
        case .mucUserStatus: .init("xmpp.muc_user_status", "STATUS", .text)
        case .xEvent: .init("xmpp.x-event", "X EVENT", .label)
        case .xEventCondition: .init("xmpp.x-event.condition", "CONDITION", .text)
        case .features: .init("xmpp.features", "FEATURES", .label)
        case .ibbOpen: .init("xmpp.ibb.open", "IBB-OPEN", .label)
        case .ibbClose: .init("xmpp.ibb.close", "IBB-CLOSE", .label)
        case .ibbData: .init("xmpp.ibb.data", "IBB-DATA", .label)
        case .mucX: .init("xmpp.muc-x", "X MUC", .label)
        case .mucUserX: .init("xmpp.muc-user-x", "X MUC-USER", .label)
        case .mucUserXItem: .init("xmpp.muc-user-x.item", "ITEM", .label)
        case .mucUserXInvite: .init("xmpp.muc-user-x.invite", "INVITE", .label)
        case .gtalkSession: .init("xmpp.gtalk.session", "GTALK-SESSION", .label)
        case .gtalkSessionType: .init("xmpp.gtalk.session.type", "type", .text)
        case .gtalkSetting: .init("xmpp.gtalk.setting", "USERSETTING", .label)
        case .gtalkSettingElement:
            .init("xmpp.gtalk.setting_element", "USERSETTING ELEMENT", .text)
        case .gtalkNosaveX: .init("xmpp.gtalk.nosave.x", "X-NOSAVE", .label)
        case .gtalkMailbox: .init("xmpp.gtalk.mailbox", "MAILBOX", .label)
        case .gtalkNewMail: .init("xmpp.gtalk.new-mail", "NEW MAIL", .label)
        case .gtalkTransportP2p: .init("xmpp.gtalk.transport-p2p", "TRANSPORT", .label)
        case .gtalkMailSnippet: .init("xmpp.gtalk.mail_snippet", "SNIPPET", .text)
        case .gtalkStatusStatusList: .init("xmpp.gtalk.status_status_list", "STATUS", .text)
        case .confInfo: .init("xmpp.conf-info", "CONFERENCE INFO", .label)
        case .confInfoSid: .init("xmpp.conf-info.sid", "sid", .text)
        case .hashes: .init("xmpp.hashes", "HASHES", .label)
        case .inputevt: .init("xmpp.inputevt", "INPUTEVT", .label)
        case .inputevtRemoteControl:
            .init("xmpp.inputevt.remote-control", "REMOTE-CONTROL", .label)
        default: nil
        }
    }

    private var jingleDefinition: FieldDefinition? {
        switch self {
        case .jingle: .init("xmpp.jingle", "JINGLE", .label)
        case .jingleAction: .init("xmpp.jingle.action", "action", .text)
        case .jingleSid: .init("xmpp.jingle.sid", "sid", .text)
        case .jingleInitiator: .init("xmpp.jingle.initiator", "initiator", .text)
        case .jingleResponder: .init("xmpp.jingle.responder", "responder", .text)
        case .jingleContent: .init("xmpp.jingle.content", "CONTENT", .label)
        case .jingleContentCreator: .init("xmpp.jingle.content.creator", "creator", .text)
        case .jingleContentName: .init("xmpp.jingle.content.name", "name", .text)
        case .jingleContentDisposition:
            .init("xmpp.jingle.content.disposition", "disposition", .text)
        case .jingleContentSenders: .init("xmpp.jingle.content.senders", "senders", .text)
        case .jingleContentDescription:
            .init("xmpp.jingle.content.description", "DESCRIPTION", .label)
        case .jingleContentDescriptionMedia:
            .init("xmpp.jingle.content.description.media", "media", .text)
        case .jingleContentDescriptionSsrc:
            .init("xmpp.jingle.content.description.ssrc", "ssrc", .text)
        case .jingleContentDescriptionPayloadType:
            .init("xmpp.jingle.content.description.payload-type", "PAYLOAD-TYPE", .label)
        case .jingleContentDescriptionPayloadTypeId:
            .init("xmpp.jingle.content.description.payload-type.id", "id", .text)
        case .jingleContentDescriptionPayloadTypeChannels:
            .init("xmpp.jingle.content.description.payload-type.channels", "channels", .text)
        case .jingleContentDescriptionPayloadTypeClockrate:
            .init("xmpp.jingle.content.description.payload-type.clockrate", "clockrate", .text)
        case .jingleContentDescriptionPayloadTypeMaxptime:
            .init("xmpp.jingle.content.description.payload-type.maxptime", "maxptime", .text)
        case .jingleContentDescriptionPayloadTypeName:
            .init("xmpp.jingle.content.description.payload-type.name", "name", .text)
        case .jingleContentDescriptionPayloadTypePtime:
            .init("xmpp.jingle.content.description.payload-type.ptime", "ptime", .text)
        case .jingleContentDescriptionPayloadTypeParameter:
            .init("xmpp.jingle.content.description.payload-type.parameter", "PARAMETER", .label)
        case .jingleContentDescriptionPayloadTypeParameterName:
            .init("xmpp.jingle.content.description.payload-type.parameter.name", "name", .text)
        case .jingleContentDescriptionPayloadTypeParameterValue:
            .init("xmpp.jingle.content.description.payload-type.parameter.value", "value", .text)
        case .jingleContentTransport: .init("xmpp.jingle.content.transport", "TRANSPORT", .label)
        case .jingleContentTransportUfrag:
            .init("xmpp.jingle.content.transport.ufrag", "ufrag", .text)
        case .jingleContentTransportPwd: .init("xmpp.jingle.content.transport.pwd", "pwd", .text)
        case .jingleContentTransportCandidate:
            .init("xmpp.jingle.content.transport.candidate", "CANDIDATE", .label)
        case .jingleContentTransportRemoteCandidate:
            .init("xmpp.jingle.content.transport.remote-candidate", "REMOTE-CANDIDATE", .label)
        case .jingleContentTransportActivated:
            .init("xmpp.jingle.content.transport.activated", "ACTIVATED", .label)
        case .jingleContentTransportCandidateUsed:
            .init("xmpp.jingle.content.transport.candidate-used", "CANDIDATE-USED", .label)
        case .jingleContentTransportCandidateError:
            .init("xmpp.jingle.content.transport.candidate-error", "CANDIDATE-ERROR", .label)
        case .jingleContentTransportProxyError:
            .init("xmpp.jingle.content.transport.proxy-error", "PROXY-ERROR", .label)
        case .jingleContentDescriptionEncryption:
            .init("xmpp.jingle.content.description.encryption", "ENCRYPTION", .label)
        case .jingleContentDescriptionEncryptionZrtpHash:
            .init("xmpp.jingle.content.description.encryption.zrtp-hash", "ZRTP-HASH", .label)
        case .jingleContentDescriptionEncryptionCrypto:
            .init("xmpp.jingle.content.description.encryption.crypto", "CRYPTO", .label)
        case .jingleContentDescriptionBandwidth:
            .init("xmpp.jingle.content.description.bandwidth", "BANDWIDTH", .label)
        case .jingleContentDescriptionRtpHdrext:
            .init("xmpp.jingle.content.description.rtp-hdrext", "RTP-HDREXT", .label)
        case .jingleReason: .init("xmpp.jingle.reason", "REASON", .label)
        case .jingleReasonCondition: .init("xmpp.jingle.reason.condition", "CONDITION", .text)
        case .jingleReasonText: .init("xmpp.jingle.reason.text", "TEXT", .text)
        case .jingleRtpInfo: .init("xmpp.jingle.rtp_info", "RTP-INFO", .text)
        case .jingleContentDescriptionOffer:
            .init("xmpp.jingle.content.description.offer", "OFFER", .label)
        case .jingleContentDescriptionRequest:
            .init("xmpp.jingle.content.description.request", "REQUEST", .label)
        case .jingleContentReceived: .init("xmpp.jingle.content.received", "RECEIVED", .label)
        case .jingleContentAbort: .init("xmpp.jingle.content.abort", "ABORT", .label)
        case .jingleContentChecksum: .init("xmpp.jingle.content.checksum", "CHECKSUM", .label)
        default: nil
        }
    }

    private var ownDefinition: FieldDefinition {
        switch self {
        case .messageBodyText: .init("xmpp.message.body.text", "Text", .text).secret
        case .messageSubjectText: .init("xmpp.message.subject.text", "Text", .text).secret
        case .messageThreadText: .init("xmpp.message.thread.text", "Text", .text)
        case .presenceStatusText: .init("xmpp.presence.status.text", "Text", .text)
        case .ownElement: .init("earshot.xmpp.element", "Element", .text)
        case .ownAttribute: .init("earshot.xmpp.attribute", "Attribute", .text)
        case .ownCondition: .init("earshot.xmpp.condition", "Condition", .text)
        case .ownResponseTime:
            .init("earshot.xmpp.response_time", "Time since request", .duration)
        case .ownStreamTo:
            .init("earshot.xmpp.stream.to", "Stream to", .text).part(of: "xmpp.stream")
        case .ownStreamFrom:
            .init("earshot.xmpp.stream.from", "Stream from", .text).part(of: "xmpp.stream")
        case .ownStreamId:
            .init("earshot.xmpp.stream.id", "Stream ID", .text).part(of: "xmpp.stream")
        case .ownStreamVersion:
            .init("earshot.xmpp.stream.version", "Stream version", .text).part(of: "xmpp.stream")
        case .ownSaslMechanism: .init("earshot.xmpp.sasl.mechanism", "SASL mechanism", .text)
        case .ownSaslText: .init("earshot.xmpp.sasl.text", "SASL message", .text)
        case .ownSaslAuthzid:
            .init("earshot.xmpp.sasl.authzid", "SASL authorization identity", .text).secret
        case .ownSaslUsername: .init("earshot.xmpp.sasl.username", "SASL user name", .text).secret
        case .ownSaslPassword: .init("earshot.xmpp.sasl.password", "SASL password", .text).secret
        case .ownSaslRealm: .init("earshot.xmpp.sasl.realm", "SASL realm", .text)
        case .ownAuthUsername: .init("earshot.xmpp.auth.username", "User name", .text).secret
        case .ownAuthPassword: .init("earshot.xmpp.auth.password", "Password", .text).secret
        case .ownAuthDigest:
            .init("earshot.xmpp.auth.digest", "Digest of the password", .text).secret
        case .ownAuthResource: .init("earshot.xmpp.auth.resource", "Resource", .text)
        case .ownReceipt: .init("earshot.xmpp.receipt", "Delivery receipt", .text)
        case .ownReceiptId: .init("earshot.xmpp.receipt.id", "Receipt for", .text)
        case .ownMarker: .init("earshot.xmpp.marker", "Chat marker", .text)
        case .ownMarkerId: .init("earshot.xmpp.marker.id", "Marker for", .text)
        case .ownCarbon: .init("earshot.xmpp.carbon", "Carbon copy", .text)
        case .ownCarbonFrom: .init("earshot.xmpp.carbon.from", "From", .text)
        case .ownCarbonTo: .init("earshot.xmpp.carbon.to", "To", .text)
        case .ownCarbonBody: .init("earshot.xmpp.carbon.body", "Body", .text).secret
        case .ownJson: .init("earshot.xmpp.json", "JSON", .text)
        case .ownCompression: .init("earshot.xmpp.compression", "Compression method", .text)
        case .ownCompressedLen:
            .init("earshot.xmpp.compressed_len", "Compressed bytes", .unsigned(bits: 32))
        case .ownInflatedLen:
            .init("earshot.xmpp.inflated_len", "Inflated bytes", .unsigned(bits: 32))
        default: .init("", "", .label)
        }
    }
}
