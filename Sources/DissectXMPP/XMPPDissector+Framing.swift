public import Bytes
public import Dissection

extension XMPPDissector {
    /// Whether a message may begin here: an element that stands below a stream's tag, whole and
    /// without fault, and white space behind it.
    public func framing(_ input: inout ByteCursor, from sender: Endpoint) -> Framing {
        do throws(ParseError) {
            let bytes = try input.readSpan(count: input.remaining)
            guard bytes.byteCount > 0 else { return .needMore }
            guard bytes.byte(at: 0) == 0x3C else { return .impossible }
            guard let kind = Self.mayBegin(bytes) else { return .impossible }
            var scan = XMPPScan(isStrict: true)
            let end = try scan.scan(bytes)
            if end != nil || scan.headEnd > 0 {
                guard kind == .unknown || scan.kind == kind, !scan.isBroken,
                    Self.isCertain(scan, bytes)
                else { return .impossible }
            }
            guard let count = end else { return .needMore }
            return .message(byteCount: bytes.endOfXMLSpace(from: count))
        } catch {
            return .impossible
        }
    }

    /// What the name tells that stands behind the `<`; `nil`: it is none of a stream's, and
    /// `.unknown`: that cannot be seen yet.
    private static func mayBegin(_ bytes: RawSpan) -> XMPPKind? {
        if bytes.has("</", at: 0) {
            return bytes.mayHave("</stream:stream>", at: 0) ? .unknown : nil
        }
        if bytes.has("<?", at: 0) { return bytes.mayHave("<?xml ", at: 0) ? .unknown : nil }
        var end = 1
        var colon = 0
        while end < bytes.byteCount, !bytes.byte(at: end).endsXMLName {
            if bytes.byte(at: end) == 0x3A { colon = end }
            end += 1
        }
        guard end < bytes.byteCount else { return end <= nameByteCountMax ? .unknown : nil }
        let local = (colon > 0 ? colon + 1 : 1)..<end
        let kind = XMPPKind(bytes, name: 1..<end, local: local)
        return kind == .unknown ? nil : kind
    }

    /// The longest of the names that are looked for, and a prefix.
    private static var nameByteCountMax: Int { 40 }

    /// Whether it is what its name says: some names are those of other elements too.
    private static func isCertain(_ scan: XMPPScan, _ bytes: RawSpan) -> Bool {
        let wanted: StaticString
        switch scan.kind {
        case .smRequest, .smAnswer, .smEnable, .smEnabled, .smResume, .smResumed, .smFailed:
            wanted = "urn:xmpp:sm:"
        case .frameOpen, .frameClose: wanted = XMPPProtocols.framing
        case .boshBody: wanted = XMPPProtocols.httpBinding
        case .streamError, .streamOpen, .features:
            return scan.local.lowerBound != scan.name.lowerBound
        case .unknown, .comment, .instruction, .declaration, .boshEnd: return false
        default: return true
        }
        let head = XMPPHead(bytes, from: scan.name.upperBound, to: scan.headEnd)
        return head.namespace.map { bytes.has(wanted, at: $0.lowerBound) } ?? false
    }
}
