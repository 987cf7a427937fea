internal import Bytes
internal import Dissection

/// A message whose end was found: its bytes, and what its tags told.
struct XMPPItem {
    let kind: XMPPKind
    let name: Range<Int>
    let local: Range<Int>
    let headEnd: Int
    let isBroken: Bool
    let sender: Endpoint
    let place: StreamRange

    init(_ scan: XMPPScan, _ sender: Endpoint, _ place: StreamRange) {
        kind = scan.kind
        name = scan.name
        local = scan.local
        headEnd = scan.headEnd
        isBroken = scan.isBroken
        self.sender = sender
        self.place = place
    }
}

extension XMPPItem {
    /// An element of which the capture has the beginning; `nil`: not even its name.
    init?(beginning bytes: RawSpan, _ sender: Endpoint, _ place: StreamRange) {
        var end = 1
        var colon = 0
        while end < bytes.byteCount, !bytes.byte(at: end).endsXMLName {
            if bytes.byte(at: end) == 0x3A { colon = end }
            end += 1
        }
        guard end > 1, end < bytes.byteCount, bytes.byte(at: 1).beginsXMLName else { return nil }
        name = 1..<end
        local = (colon > 0 ? colon + 1 : 1)..<end
        kind = XMPPKind(bytes, name: name, local: local)
        var tagEnd = end
        var attributes = XMPPAttributes(bytes, from: end, to: bytes.byteCount)
        while let (_, value) = attributes.next(isInTag: true) { tagEnd = value.upperBound + 1 }
        headEnd = min(tagEnd, bytes.byteCount)
        isBroken = false
        self.sender = sender
        self.place = place
    }
}

extension XMPPDissector {
    /// Writes the words of the list.
    func summarize(
        _ item: XMPPItem, _ head: XMPPHead, _ bytes: RawSpan, _ message: inout Message
    ) {
        guard item.kind != .boshEnd else { return }
        message.beginXMPPSummary(item.kind.words)
        switch item.kind {
        case .iq:
            message.appendInParentheses(bytes, head.type)
            appendChildren(item, bytes, &message)
        case .dialbackResult, .dialbackVerify:
            if head.type != nil {
                message.appendInParentheses(bytes, head.type)
            } else {
                message.info.append(" ")
            }
        case .streamError:
            message.appendInParentheses(bytes, XMPPCondition.find(bytes, from: item.headEnd))
        default: break
        }
        let isSent = item.sender == .client
        if let other = isSent ? head.to : head.from {
            message.info.append(isSent ? "> " : "< ")
            message.info.append(untrusted: bytes.extracting(other))
            message.info.append(" ")
        }
    }

    /// What an iq asks for: first what tshark knows, in its order, then the names of the rest.
    private func appendChildren(
        _ item: XMPPItem, _ bytes: RawSpan, _ message: inout Message
    ) {
        guard item.headEnd < bytes.byteCount else { return }
        var known: UInt32 = 0
        var heads: InlineArray<32, (end: Int, headEnd: Int)> = .init(repeating: (0, 0))
        var rest: InlineArray<16, Range<Int>> = .init(repeating: 0..<0)
        var restCount = 0
        var children = XMPPChildren(bytes, from: item.headEnd)
        while let child = children.next(), restCount < Self.childShownMax {
            let head = XMPPHead(bytes, from: child.name.upperBound, to: child.headEnd)
            if let index = XMPPQueryWords.find(bytes, child.local, head.namespace),
                known & 1 << UInt32(index) == 0
            {
                known |= 1 << UInt32(index)
                heads[index] = (child.name.upperBound, child.headEnd)
            } else {
                rest[restCount] = child.local
                restCount += 1
            }
        }
        while known != 0 {
            let index = known.trailingZeroBitCount
            known &= known - 1
            let entry = XMPPQueryWords.entries[index]
            message.info.append(entry.words)
            guard entry.takesAction || entry.takesType else { continue }
            let head = XMPPHead(bytes, from: heads[index].end, to: heads[index].headEnd)
            message.appendValue(bytes, entry.takesType ? head.type : head.action)
            message.info.append(") ")
        }
        for index in 0..<restCount {
            message.appendUpperCase(bytes.extracting(rest[index]))
            message.info.append(" ")
        }
    }
}

extension Message {
    /// Begins the words of a message; those of an XML declaration before it give way to them, and
    /// a blank at the end of others too.
    mutating func beginXMPPSummary(_ words: StaticString) {
        if followsSummary, info.count > 0 {
            if info.bytes.equals(XMPPKind.xmlDeclaration.words, in: 0..<info.count) {
                truncateSummaries(to: 0)
                info.append(words)
                return
            }
            if info.bytes.byte(at: info.count - 1) == 0x20 { truncateSummaries(to: info.count - 1) }
            beginSummary(words, isJoined: false)
        } else {
            info.append(words)
        }
    }

    mutating func appendInParentheses(_ bytes: RawSpan, _ range: Range<Int>?) {
        info.append("(")
        appendValue(bytes, range)
        info.append(") ")
    }

    mutating func appendValue(_ bytes: RawSpan, _ range: Range<Int>?) {
        if let range { info.append(untrusted: bytes.extracting(range)) }
    }

    mutating func appendUpperCase(_ name: RawSpan) {
        guard name.isPrintableASCII else { return info.append(untrusted: name) }
        for index in 0..<name.byteCount {
            let byte = name.byte(at: index)
            info.append(byte: 0x61...0x7A ~= byte ? byte & 0xDF : byte)
        }
    }
}
