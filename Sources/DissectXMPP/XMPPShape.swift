/// The elements that tshark knows, each with the rule for its fields.
enum XMPPShape: UInt8, CaseIterable {
    case iq, presence, message
    case auth, challenge, response, success, failure, features, starttls, proceed
    case stream
    case mechanisms
    case discoItems, discoItem, roster, rosterItem, discoInfo, identity
    case bytestreams, streamhost, streamhostUsed, udpsuccess
    case mucOwner, mucAdmin, bind, session, vcard, lastActivity, version, ping
    case jingle, jingleContent, jingleReason, jingleRTP, jinglePayload, jingleParameter
    case jingleTransport, jingleCandidate, jingleRemoteCandidate, jingleEncryption, jingleZRTP
    case jingleCrypto, jingleBandwidth, jingleHeaderExtension
    case services, channel, ibbOpen, ibbClose, ibbData, si, siFile, featureNegotiation
    case error
    case gtalkSession, gtalkDescription, gtalkP2P, googleQuery, usersetting, mailbox, newMail
    case nosave, conferenceInfo, inputEvent, remoteControl
    case xData, xDataField, xDataOption, xDataValue
    case status, caps, delay, vcardUpdate, mucX, mucHistory, mucUserX, mucItem, mucInvite
    case thread, body, subject, xEvent

    var rule: XMPPRule { XMPPRules.all[Int(rawValue)] }
}
