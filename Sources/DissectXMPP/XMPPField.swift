public import Dissection

/// The fields of XMPP: the number of each is its place in the family.
public enum XMPPField: UInt16, CaseIterable, BitwiseCopyable, Sendable {
    case xmpp, iq, xmlns, cdata, attribute, id, type, from, to, query, queryNode, queryItem
    case queryItemJid, queryItemName, queryItemSubscription, queryItemAsk, queryItemGroup
    case queryItemApproved, queryItemNode, queryIdentity, queryIdentityCategory
    case queryIdentityType, queryIdentityName, queryIdentityLang, queryFeature
    case queryStreamhost, queryStreamhostUsed, queryActivate, queryUdpsuccess, error
    case errorCode, errorType, errorCondition, errorText, iqBind, iqBindJid, iqBindResource
    case services, channel, iqSession, vcard, vcardUpdate, jingle, jingleAction, jingleSid
    case jingleInitiator, jingleResponder, jingleContent, jingleContentCreator
    case jingleContentName, jingleContentDisposition, jingleContentSenders
    case jingleContentDescription, jingleContentDescriptionMedia
    case jingleContentDescriptionSsrc, jingleContentDescriptionPayloadType
    case jingleContentDescriptionPayloadTypeId, jingleContentDescriptionPayloadTypeChannels
    case jingleContentDescriptionPayloadTypeClockrate
    case jingleContentDescriptionPayloadTypeMaxptime
    case jingleContentDescriptionPayloadTypeName, jingleContentDescriptionPayloadTypePtime
    case jingleContentDescriptionPayloadTypeParameter
    case jingleContentDescriptionPayloadTypeParameterName
    case jingleContentDescriptionPayloadTypeParameterValue, jingleContentTransport
    case jingleContentTransportUfrag, jingleContentTransportPwd
    case jingleContentTransportCandidate, jingleContentTransportRemoteCandidate
    case jingleContentTransportActivated, jingleContentTransportCandidateUsed
    case jingleContentTransportCandidateError, jingleContentTransportProxyError
    case jingleContentDescriptionEncryption, jingleContentDescriptionEncryptionZrtpHash
    case jingleContentDescriptionEncryptionCrypto, jingleContentDescriptionBandwidth
    case jingleContentDescriptionRtpHdrext, jingleReason, jingleReasonCondition
    case jingleReasonText, jingleRtpInfo, jingleContentDescriptionOffer
    case jingleContentDescriptionRequest, jingleContentReceived, jingleContentAbort
    case jingleContentChecksum, si, siFile, featureNeg, xData, xDataField, xDataFieldValue
    case xDataInstructions, mucUserStatus, delay, xEvent, xEventCondition, presence
    case presenceShow, presenceStatus, presenceCaps, message, messageChatstate
    case messageThread, messageBody, messageSubject, messageThreadParent, auth, stream
    case failure, failureText, xmlHeaderVersion, streamEnd, features, starttls, proceed
    case unknown, unknownAttr, ibbOpen, ibbClose, ibbData, mucX, mucUserX, mucUserXItem
    case mucUserXInvite, gtalkSession, gtalkSessionType, gtalkSetting, gtalkSettingElement
    case gtalkNosaveX, gtalkMailbox, gtalkNewMail, gtalkTransportP2p, gtalkMailSnippet
    case gtalkStatusStatusList, confInfo, confInfoSid, responseTo, isOut, isIn, ping, hashes
    case inputevt, inputevtRemoteControl, response, challenge, success, messageBodyText
    case messageSubjectText, messageThreadText, presenceStatusText, ownElement, ownAttribute
    case ownCondition, ownResponseTime, ownStreamTo, ownStreamFrom, ownStreamId
    case ownStreamVersion, ownSaslMechanism, ownSaslText, ownSaslAuthzid, ownSaslUsername
    case ownSaslPassword, ownSaslRealm, ownAuthUsername, ownAuthPassword, ownAuthDigest
    case ownAuthResource, ownReceipt, ownReceiptId, ownMarker, ownMarkerId, ownCarbon
    case ownCarbonFrom, ownCarbonTo, ownCarbonBody, ownJson, ownCompression
    case ownCompressedLen, ownInflatedLen

    public var id: FieldID { FieldID(.xmpp, rawValue) }
}
