internal import Bytes
public import Dissection

/// The entries of this family in a ``Registry``, at tshark's port and those of servers and
/// components.
public enum XMPPProtocols {
    public static var entries: [Registry.Entry] {
        [
            Registry.Entry(
                "xmpp", "jabber", "xmpp-client", "xmpp-server", "\(httpBinding)",
                stream: Registry.Stream(
                    ports: [5222, 5269, 5347], securePorts: [5223, 5270],
                    begins: { bytes, _ in likeness(bytes) },
                    make: { XMPPDissector() }))
        ]
    }

    static let framing: StaticString = "urn:ietf:params:xml:ns:xmpp-framing"
    static let httpBinding: StaticString = "http://jabber.org/protocol/httpbind"

    /// More than that does not stand in front of a stream's tag, or in it before its namespace.
    private static var beginningByteCountMax: Int { 1024 }

    /// A connection is XMPP when it begins with the tag of a stream, behind an XML declaration or
    /// not, or with what stands for that tag in WebSocket and in HTTP.
    static func likeness(_ bytes: RawSpan) -> Registry.Likeness {
        var start = bytes.endOfXMLSpace()
        if start == bytes.byteCount { return start < 16 ? .needMore : .no }
        if bytes.mayHave("<?xml", at: start) {
            let end = bytes.firstIndex(of: 0x3E, from: start)
            guard end < bytes.byteCount else {
                return bytes.byteCount < beginningByteCountMax ? .needMore : .no
            }
            start = bytes.endOfXMLSpace(from: end + 1)
        }
        if start >= bytes.byteCount { return .needMore }
        if bytes.mayHave("<stream:stream", at: start) {
            return bytes.byteCount - start < 14 ? .needMore : .yes
        }
        for (tag, namespace) in [("<open", framing), ("<body", httpBinding)]
            as [(StaticString, StaticString)]
        where bytes.mayHave(tag, at: start) {
            return likeness(bytes.extracting(droppingFirst: start), in: namespace)
        }
        return .no
    }

    /// Whether the first tag is in a namespace.
    private static func likeness(
        _ bytes: RawSpan, in namespace: StaticString
    ) -> Registry.Likeness {
        let end = bytes.firstIndex(of: 0x3E, from: 0)
        guard end < bytes.byteCount else {
            return bytes.byteCount < beginningByteCountMax ? .needMore : .no
        }
        let head = XMPPHead(bytes, from: 5, to: end)
        return head.namespace.map { bytes.equals(namespace, in: $0) } == true ? .yes : .no
    }
}
