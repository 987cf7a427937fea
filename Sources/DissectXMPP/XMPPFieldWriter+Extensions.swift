internal import Bytes
internal import Dissection

/// What Wireshark takes for unknown, and people look for.
extension XMPPFieldWriter {
    func writeExtensions(_ kind: XMPPKind, _ message: inout Message) {
        switch kind {
        case .message: writeMessageExtensions(&message)
        case .iq: writeAccount(&message)
        case .streamError, .smFailed:
            if let found = condition(of: 0) {
                addValue(.ownCondition, tree.elements[found].local, 2, &message)
            }
        default: break
        }
    }

    private func writeMessageExtensions(_ message: inout Message) {
        var next = child(of: 0)
        while let found = next {
            next = child(of: 0, behind: found)
            guard let namespace = attribute("xmlns", of: found) else { continue }
            let name = tree.elements[found].local
            if isText(namespace, "urn:xmpp:receipts") {
                addValue(.ownReceipt, name, 2, &message)
                addAttribute("id", of: found, .ownReceiptId, &message)
            } else if isText(namespace, "urn:xmpp:chat-markers:0") {
                addValue(.ownMarker, name, 2, &message)
                addAttribute("id", of: found, .ownMarkerId, &message)
            } else if isText(namespace, "urn:xmpp:carbons:2") {
                addValue(.ownCarbon, name, 2, &message)
                writeCarbon(found, &message)
            } else if let data = tree.elements[found].data, isJSON(data) {
                addValue(.ownJson, data, 2, &message)
            }
        }
    }

    /// XEP-0280: a message of the same account that another of its clients sent or got.
    private func writeCarbon(_ carbon: Int, _ message: inout Message) {
        for index in carbon..<tree.elements[carbon].end
        where isText(tree.elements[index].local, "message") {
            addAttribute("from", of: index, .ownCarbonFrom, &message)
            addAttribute("to", of: index, .ownCarbonTo, &message)
            var next = child(of: index)
            while let found = next {
                if isText(tree.elements[found].local, "body") {
                    addValue(.ownCarbonBody, tree.elements[found].data ?? 0..<0, 3, &message)
                    return
                }
                next = child(of: index, behind: found)
            }
            return
        }
    }

    /// XEP-0078 and XEP-0077: a name and a password in the clear, or a digest of it.
    private func writeAccount(_ message: inout Message) {
        guard let query = child(of: 0), let namespace = attribute("xmlns", of: query),
            isText(namespace, "jabber:iq:auth") || isText(namespace, "jabber:iq:register")
        else { return }
        var next = child(of: query)
        while let found = next {
            next = child(of: query, behind: found)
            let name = tree.elements[found].local
            guard let data = tree.elements[found].data else { continue }
            let field: XMPPField? =
                isText(name, "username")
                ? .ownAuthUsername
                : isText(name, "password")
                    ? .ownAuthPassword
                    : isText(name, "digest")
                        ? .ownAuthDigest : isText(name, "resource") ? .ownAuthResource : nil
            if let field { addValue(field, data, 2, &message) }
        }
    }

    private func addAttribute(
        _ name: StaticString, of element: Int, _ field: XMPPField, _ message: inout Message
    ) {
        if let value = attribute(name, of: element) { addValue(field, value, 3, &message) }
    }

    private func condition(of element: Int) -> Int? {
        var next = child(of: element)
        while let found = next {
            if !isText(tree.elements[found].local, "text") { return found }
            next = child(of: element, behind: found)
        }
        return nil
    }

    private func isJSON(_ data: Range<Int>) -> Bool {
        guard let first = tree.text[data].first(where: { !$0.isXMLSpace }),
            let last = tree.text[data].last(where: { !$0.isXMLSpace })
        else { return false }
        return first == 0x7B && last == 0x7D || first == 0x5B && last == 0x5D
    }
}
