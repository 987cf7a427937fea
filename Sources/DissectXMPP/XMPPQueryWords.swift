internal import Bytes

/// What the list calls the children of an iq that tshark knows, in the order in which it looks for
/// them.
struct XMPPQueryWords {
    struct Entry {
        let name: StaticString
        /// `nil`: of any.
        let namespace: StaticString?
        let words: StaticString
        let takesAction: Bool
        let takesType: Bool

        init(
            _ name: StaticString, _ namespace: StaticString?, _ words: StaticString,
            takesAction: Bool = false, takesType: Bool = false
        ) {
            self.name = name
            self.namespace = namespace
            self.words = words
            self.takesAction = takesAction
            self.takesType = takesType
        }
    }

    static let entries: [Entry] = [
        Entry("query", "http://jabber.org/protocol/disco#items", "QUERY(disco#items) "),
        Entry("query", "jabber:iq:roster", "QUERY(jabber:iq:roster) "),
        Entry("query", "http://jabber.org/protocol/disco#info", "QUERY(disco#info) "),
        Entry("query", "http://jabber.org/protocol/bytestreams", "QUERY(bytestreams) "),
        Entry("query", "http://jabber.org/protocol/muc#owner", "QUERY(muc#owner) "),
        Entry("query", "http://jabber.org/protocol/muc#admin", "QUERY(muc#admin) "),
        Entry("bind", nil, "BIND "),
        Entry("session", "urn:ietf:params:xml:ns:xmpp-session", "SESSION "),
        Entry("vCard", nil, "VCARD "),
        Entry("jingle", nil, "JINGLE(", takesAction: true),
        Entry("services", "http://jabber.org/protocol/jinglenodes", "SERVICES "),
        Entry("channel", "http://jabber.org/protocol/jinglenodes#channel", "CHANNEL "),
        Entry("open", "http://jabber.org/protocol/ibb", "IBB-OPEN "),
        Entry("close", "http://jabber.org/protocol/ibb", "IBB-CLOSE "),
        Entry("data", "http://jabber.org/protocol/ibb", "IBB-DATA "),
        Entry("si", nil, "SI "),
        Entry("error", nil, ""),
        Entry("session", "http://www.google.com/session", "GTALK-SESSION(", takesType: true),
        Entry("query", "google:jingleinfo", "QUERY(google:jingleinfo) "),
        Entry("usersetting", "google:setting", ""),
        Entry("query", "jabber:iq:last", "QUERY(jabber:iq:last) "),
        Entry("query", "jabber:iq:version", "QUERY(jabber:iq:version) "),
        Entry("query", "google:mail:notify", "QUERY(google:mail:notify) "),
        Entry("mailbox", nil, "MAILBOX "),
        Entry("new-mail", nil, "NEW-MAIL "),
        Entry("query", "google:shared-status", "QUERY(google:shared-status) "),
        // As tshark spells it.
        Entry("conference-info", nil, "CONFERENC-INFO "),
        Entry("ping", "urn:xmpp:ping", "PING "),
        Entry("inputevt", "http://jitsi.org/protocol/inputevt", ""),
    ]

    /// The place in the list of an element; `nil`: tshark does not know it.
    static func find(_ bytes: RawSpan, _ local: Range<Int>, _ namespace: Range<Int>?) -> Int? {
        for index in entries.indices where bytes.equals(entries[index].name, in: local) {
            guard let wanted = entries[index].namespace else { return index }
            if let namespace, bytes.equals(wanted, in: namespace) { return index }
        }
        return nil
    }
}
