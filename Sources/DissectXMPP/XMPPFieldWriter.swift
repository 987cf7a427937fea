internal import Bytes
internal import Dissection

/// Writes the fields of an element by the rule for its shape, and what no rule knows behind it.
///
/// Rules are no deeper in one another than they are written; what they do not know is walked
/// without a stack, since the elements inside of one stand behind it.
struct XMPPFieldWriter {
    var tree: XMPPTree
    /// Where the tree's text lies in what the message decoded.
    let base: Int
    var chatState: Int?

    init(_ tree: consuming XMPPTree, into message: inout Message) {
        base = message.decoded.count
        self.tree = tree
        message.decoded += self.tree.text
    }

    mutating func write(
        _ shape: XMPPShape, _ element: Int, nesting: Int, into message: inout Message
    ) {
        switch shape {
        case .error: return writeError(element, nesting, &message)
        case .failure: return writeFailure(element, nesting, &message)
        case .xEvent: return writeEvent(element, nesting, &message)
        case .message: takeChatState(element)
        default: break
        }
        let rule = shape.rule
        var depth = nesting
        if let field = rule.field {
            message.add(field, .present, depth)
            depth += 1
        }
        writeAttributes(element, rule.attributes, depth, &message)
        if shape == .message { writeChatState(element, depth, &message) }
        if let field = rule.textField, let text = tree.elements[element].data {
            addText(field, text, depth, &message)
        }
        for child in rule.children { writeChildren(child, of: element, depth, &message) }
        if !rule.isOpaque { writeUnknown(element, depth, &message) }
    }

    private mutating func writeChildren(
        _ child: XMPPRule.Child, of element: Int, _ nesting: Int, _ message: inout Message
    ) {
        var last: Int?
        while let found = take(child.name, child.namespace, in: element, behind: last) {
            write(child.content, found, nesting, &message)
            if !child.isMany { return }
            last = found
        }
    }

    private mutating func write(
        _ content: XMPPRule.Content, _ found: Int, _ nesting: Int, _ message: inout Message
    ) {
        switch content {
        case .element(let shape): write(shape, found, nesting: nesting, into: &message)
        case .text(let field):
            addValue(field, tree.elements[found].data ?? 0..<0, nesting, &message)
        case .attribute(let name, let field):
            let value = attribute(name, of: found) ?? 0..<0
            let isLabel = field.definition.kind == .label
            addValue(isLabel ? nil : field, value, nesting, &message, label: isLabel ? field : nil)
        case .name(let field):
            let isLabel = field.definition.kind == .label
            let name = tree.elements[found].local
            addValue(isLabel ? nil : field, name, nesting, &message, label: isLabel ? field : nil)
        }
    }
}

// MARK: - Chat states

extension XMPPFieldWriter {
    /// XEP-0085: the state is an element's name.
    private mutating func takeChatState(_ element: Int) {
        chatState = take(in: "http://jabber.org/protocol/chatstates", of: element)
    }

    private func writeChatState(_ element: Int, _ nesting: Int, _ message: inout Message) {
        guard let chatState else { return }
        addValue(.messageChatstate, tree.elements[chatState].local, nesting, &message)
    }
}

// MARK: - Finding

extension XMPPFieldWriter {
    func isText(_ range: Range<Int>, _ wanted: StaticString) -> Bool {
        tree.text.rawSpan.equals(wanted, in: range)
    }

    /// The value of an attribute.
    func attribute(_ name: StaticString, of element: Int) -> Range<Int>? {
        for index in tree.elements[element].attributes
        where isText(tree.attributes[index].name, name) {
            return tree.attributes[index].value
        }
        return nil
    }

    /// The next child of an element, behind another; the first behind the element itself.
    func child(of element: Int, behind last: Int? = nil) -> Int? {
        let next = last.map { tree.elements[$0].end } ?? element + 1
        return next < tree.elements[element].end ? next : nil
    }

    /// Takes the first child of a name that was not taken; whoever takes all of them says which one
    /// was the last.
    mutating func take(
        _ name: StaticString, _ namespace: StaticString? = nil, in element: Int,
        behind last: Int? = nil
    ) -> Int? {
        var next = child(of: element, behind: last)
        while let found = next {
            if !tree.elements[found].isTaken, isText(tree.elements[found].local, name),
                isIn(namespace, found)
            {
                tree.elements[found].isTaken = true
                return found
            }
            next = child(of: element, behind: found)
        }
        return nil
    }

    func isIn(_ namespace: StaticString?, _ element: Int) -> Bool {
        guard let namespace else { return true }
        return attribute("xmlns", of: element).map { isText($0, namespace) } ?? false
    }

    /// Takes the first child in a namespace.
    mutating func take(in namespace: StaticString, of element: Int, but name: StaticString = "")
        -> Int?
    {
        var next = child(of: element)
        while let found = next {
            if !tree.elements[found].isTaken, isIn(namespace, found),
                !isText(tree.elements[found].local, name)
            {
                tree.elements[found].isTaken = true
                return found
            }
            next = child(of: element, behind: found)
        }
        return nil
    }
}

// MARK: - Attributes

extension XMPPFieldWriter {
    mutating func writeAttributes(
        _ element: Int, _ attributes: [XMPPRule.Attribute], _ nesting: Int,
        _ message: inout Message
    ) {
        for wanted in attributes {
            if wanted.isChild, let found = take(wanted.name, in: element) {
                let value = tree.elements[found].data ?? 0..<0
                addNamed(wanted.field, tree.elements[found].local, value, nesting, &message)
                continue
            }
            for index in tree.elements[element].attributes
            where isText(tree.attributes[index].name, wanted.name) {
                tree.attributes[index].isTaken = true
                let found = tree.attributes[index]
                addNamed(wanted.field, found.name, found.value, nesting, &message)
                break
            }
        }
        writeOtherAttributes(element, nesting, &message)
    }

    /// Those that no rule knows; namespaces are told of all elements.
    private func writeOtherAttributes(
        _ element: Int, _ nesting: Int, namespaces: Bool = true, _ message: inout Message
    ) {
        for index in tree.elements[element].attributes where !tree.attributes[index].isTaken {
            let (name, value) = (tree.attributes[index].name, tree.attributes[index].value)
            let isNamespace =
                isText(name, "xmlns") || tree.text.rawSpan.has("xmlns:", at: name.lowerBound)
            if isNamespace, namespaces {
                addValue(.xmlns, value, nesting, &message)
            } else {
                if !isNamespace { addValue(.unknownAttr, name, nesting, &message) }
                addPair(name, value, nesting, &message)
            }
        }
    }

    private func addNamed(
        _ field: XMPPField?, _ name: Range<Int>, _ value: Range<Int>, _ nesting: Int,
        _ message: inout Message
    ) {
        if let field { return addValue(field, value, nesting, &message) }
        addValue(.attribute, value, nesting, &message)
        addPair(name, value, nesting, &message)
    }

    /// Ours, since Wireshark's field has the name alone, or the value.
    private func addPair(
        _ name: Range<Int>, _ value: Range<Int>, _ nesting: Int, _ message: inout Message
    ) {
        let start = message.decoded.count
        message.decoded += tree.text[name]
        message.decoded += [0x3A, 0x20]
        message.decoded += tree.text[value]
        let range = StreamRange(offset: start, count: message.decoded.count - start)
        message.add(.ownAttribute, .decoded(range), nesting)
    }

    func addText(
        _ field: XMPPField, _ text: Range<Int>, _ nesting: Int, _ message: inout Message
    ) {
        guard field != .attribute else {
            addValue(.attribute, text, nesting, &message)
            return addValue(.ownAttribute, text, nesting, &message)
        }
        addValue(field, text, nesting, &message)
    }

    func addValue(
        _ field: XMPPField?, _ value: Range<Int>, _ nesting: Int, _ message: inout Message,
        label: XMPPField? = nil
    ) {
        if let label { message.add(label, .present, nesting) }
        let range = StreamRange(offset: base + value.lowerBound, count: value.count)
        message.add(
            field ?? .ownAttribute, .decoded(range), label == nil ? nesting : nesting + 1)
    }
}

// MARK: - What no rule knows

extension XMPPFieldWriter {
    /// The children that nobody took, with all that is inside of them.
    func writeUnknown(_ element: Int, _ nesting: Int, _ message: inout Message) {
        var next = child(of: element)
        while let found = next {
            if !tree.elements[found].isTaken {
                addValue(.unknown, tree.elements[found].local, nesting, &message)
                writeInside(found, nesting + 1, &message)
            }
            next = child(of: element, behind: found)
        }
    }

    /// An element's attributes and text, and those of all elements inside of it.
    ///
    /// - Parameter namespaces: whether those have Wireshark's field.
    func writeInside(
        _ element: Int, _ nesting: Int, namespaces: Bool = true, _ message: inout Message
    ) {
        for index in element..<tree.elements[element].end {
            let depth = tree.elements[index].depth - tree.elements[element].depth
            if index > element {
                addValue(.ownElement, tree.elements[index].local, nesting + depth - 1, &message)
            }
            writeOtherAttributes(index, nesting + depth, namespaces: namespaces, &message)
            if let text = tree.elements[index].data, !isBlank(text) {
                addValue(.cdata, text, nesting + depth, &message)
            }
        }
    }

    private func isBlank(_ range: Range<Int>) -> Bool {
        tree.text[range].allSatisfy(\.isXMLSpace)
    }
}

extension Message {
    mutating func add(_ field: XMPPField, _ value: FieldValue, _ nesting: Int) {
        fields.append(
            Field(id: field.id, value: value, nesting: UInt8(clamping: nesting)))
    }
}
