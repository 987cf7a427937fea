internal import Bytes
internal import Dissection

/// What the two ends of a connection have said so far.
struct XMPPSession {
    /// Whether one end asked for TLS.
    var asksForTLS = false
    /// Whether all that comes now is compressed (XEP-0138).
    var isCompressed = false
    /// The SASL mechanism that the client chose last.
    var mechanism: [UInt8] = []
    /// Whether all of the connection was seen.
    private var isWhole = true
    private var requests = XMPPRequests()

    /// Bytes were missed.
    mutating func loseTrack() {
        isWhole = false
        requests.removeAll()
    }

    /// Whether TLS begins here: no XML begins so, and the answer to who asked for it may be lost.
    func mayBeginTLS(_ bytes: RawSpan) -> Bool {
        asksForTLS && bytes.byte(at: 0) == 0x16
    }

    /// Remembers a question, or finds the one that this answers.
    ///
    /// - Returns: the answered one.
    mutating func observe(
        _ item: XMPPItem, _ head: XMPPHead, _ bytes: RawSpan, _ message: inout Message
    ) -> XMPPRequests.Request? {
        guard item.kind == .iq, let type = head.type else { return nil }
        if bytes.equals("get", in: type) || bytes.equals("set", in: type) {
            requests.ask(
                head, bytes, from: item.sender, packet: message.packetNumber, time: message.time)
            return nil
        }
        guard bytes.equals("result", in: type) || bytes.equals("error", in: type) else {
            message.notes.append(Note("xmpp.iq-type", .warning, at: item.place))
            return nil
        }
        let found = requests.answer(head, bytes, from: item.sender)
        if found == nil, isWhole {
            message.notes.append(Note("xmpp.iq-unasked", .info, at: item.place))
        }
        return found
    }
}
