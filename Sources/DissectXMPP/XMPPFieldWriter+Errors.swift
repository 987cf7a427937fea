internal import Bytes
internal import Dissection

extension XMPPFieldWriter {
    /// A stanza's error: its kind, its condition and its text (RFC 6120, section 8.3).
    mutating func writeError(_ element: Int, _ nesting: Int, _ message: inout Message) {
        message.add(.error, .present, nesting)
        // Wireshark's name for what its expert says of an error, too.
        message.add(.response, .present, nesting + 1)
        let condition = take(
            in: "urn:ietf:params:xml:ns:xmpp-stanzas", of: element, but: "text")
        for (name, field) in [
            ("type", XMPPField.errorType), ("code", .errorCode),
        ] as [(StaticString, XMPPField)] {
            if let value = attribute(name, of: element) {
                markTaken(name, of: element)
                addValue(field, value, nesting + 1, &message)
            }
        }
        if let condition {
            addValue(.errorCondition, tree.elements[condition].local, nesting + 1, &message)
        }
        writeAttributes(element, [], nesting + 1, &message)
        var last: Int?
        while let found = take("text", in: element, behind: last) {
            last = found
            addValue(.errorText, tree.elements[found].data ?? 0..<0, nesting + 1, &message)
        }
        writeUnknown(element, nesting + 1, &message)
    }

    /// A failure of security or of compression: one child is the condition.
    mutating func writeFailure(_ element: Int, _ nesting: Int, _ message: inout Message) {
        message.add(.failure, .present, nesting)
        if let found = take("text", in: element) {
            addValue(.failureText, tree.elements[found].data ?? 0..<0, nesting + 1, &message)
        }
        writeAttributes(element, [.namespace], nesting + 1, &message)
        if let condition = child(of: element), !tree.elements[condition].isTaken {
            tree.elements[condition].isTaken = true
            addValue(.ownCondition, tree.elements[condition].local, nesting + 1, &message)
        }
        writeUnknown(element, nesting + 1, &message)
    }

    /// XEP-0022: what a message's sender wants to know, or is told.
    mutating func writeEvent(_ element: Int, _ nesting: Int, _ message: inout Message) {
        message.add(.xEvent, .present, nesting)
        writeAttributes(element, [.namespace], nesting + 1, &message)
        let start = message.decoded.count
        for name in ["offline", "delivered", "displayed", "composing"] as [StaticString] {
            var last: Int?
            while let found = take(name, in: element, behind: last) {
                last = found
                if message.decoded.count > start { message.decoded.append(0x2F) }
                name.withUTF8Buffer { unsafe message.decoded.append(contentsOf: $0) }
            }
        }
        let range = StreamRange(offset: start, count: message.decoded.count - start)
        message.add(.xEventCondition, .decoded(range), nesting + 1)
        if let id = take("id", in: element) {
            addText(.attribute, tree.elements[id].data ?? 0..<0, nesting + 1, &message)
        }
        writeUnknown(element, nesting + 1, &message)
    }

    private mutating func markTaken(_ name: StaticString, of element: Int) {
        for index in tree.elements[element].attributes
        where isText(tree.attributes[index].name, name) {
            tree.attributes[index].isTaken = true
        }
    }
}
