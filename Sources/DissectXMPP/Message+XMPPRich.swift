internal import Bytes
internal import Dissection

/// What `--info rich` tells besides tshark's words.
extension Message {
    /// How many bytes of a body are shown.
    static var bodyShownMax: Int { 48 }

    mutating func appendRich(_ item: XMPPItem, _ head: XMPPHead, _ bytes: RawSpan) {
        if info.count > 0, info.bytes.byte(at: info.count - 1) != 0x20 { info.append(" ") }
        if item.kind != .iq { appendRich("type=", bytes, head.type) }
        appendRich("id=", bytes, head.id)
        let isSent = item.sender == .client
        appendRich(isSent ? "from=" : "to=", bytes, isSent ? head.from : head.to)
        appendRich("mechanism=", bytes, head.mechanism)
        guard item.headEnd < bytes.byteCount else { return }
        switch item.kind {
        case .message: appendChildren(["subject", "body"], item, bytes)
        case .presence: appendChildren(["show", "status"], item, bytes)
        case .failure:
            appendRich("condition=", bytes, XMPPCondition.find(bytes, from: item.headEnd))
        default: break
        }
    }

    mutating func appendRich(latency nanoseconds: Int64) {
        guard nanoseconds >= 0 else { return }
        let microseconds = UInt64(nanoseconds / 1000)
        info.append(decimal: microseconds / 1000)
        info.append(".")
        var rest = microseconds % 1000
        for unit: UInt64 in [100, 10, 1] {
            info.append(byte: 0x30 + UInt8(truncatingIfNeeded: rest / unit))
            rest %= unit
        }
        info.append(" ms ")
    }

    private mutating func appendRich(
        _ label: StaticString, _ bytes: RawSpan, _ value: Range<Int>?
    ) {
        guard let value else { return }
        info.append(label)
        info.append(untrusted: bytes.extracting(value))
        info.append(" ")
    }

    /// Writes how the text of a few children begins, in the order in which they stand.
    private mutating func appendChildren(
        _ names: [StaticString], _ item: XMPPItem, _ bytes: RawSpan
    ) {
        var children = XMPPChildren(bytes, from: item.headEnd)
        while let child = children.next() {
            guard !child.isEmpty,
                let name = names.first(where: { bytes.equals($0, in: child.local) })
            else { continue }
            let end = min(bytes.firstIndex(of: 0x3C, from: child.headEnd), child.end)
            info.append(name)
            info.append("=\"")
            appendText(bytes.extracting(child.headEnd..<max(child.headEnd, end)))
            info.append("\" ")
        }
    }

    private mutating func appendText(_ text: RawSpan) {
        var decoded: [UInt8] = []
        var index = 0
        while index < text.byteCount, decoded.count <= Self.bodyShownMax {
            index = CharacterReference.decode(text, at: index, into: &decoded)
        }
        var shown = min(decoded.count, Self.bodyShownMax)
        // Not in the middle of a character of UTF-8.
        while shown > 0, shown < decoded.count, decoded[shown] & 0xC0 == 0x80 { shown -= 1 }
        info.append(untrusted: decoded.rawSpan.extracting(first: shown))
        if shown < decoded.count || index < text.byteCount { info.append("…") }
    }
}
