internal import DissectXMPP

/// Cuts what one end of a stream of XMPP writes into elements.
struct XMPPFramer: MessageFramer {
    /// They may be large, each.
    static var unheardCountMax: Int { 256 }

    private var reader = XMPPStreamReader()
    /// What comes behind the consent to TLS is not XMPP.
    private var isEncrypted = false

    mutating func append(_ bytes: [UInt8]) {
        if !isEncrypted { reader.receive(bytes) }
    }

    mutating func next() throws(FramingError) -> XMPPStreamReader.Event? {
        guard !isEncrypted else { return nil }
        do throws(XMPPStreamReader.Violation) {
            let event = try reader.next()
            if case .element(let element) = event, element.name == "proceed" {
                isEncrypted = true
            }
            return event
        } catch {
            throw FramingError("it is no XML of a stream (\(error.rawValue))")
        }
    }
}
