internal import Bytes
internal import Dissection

/// The layers and fields of one packet as tshark's JSON has them, each value a string.
struct JSONTree: ~Copyable {
    enum Style { case json, elastic }

    private let style: Style
    /// The name of each slot's field, as a key is written.
    let keys: [StaticString]
    private(set) var tree: TreeNodes
    /// The values, one behind the other, with their quotes.
    private(set) var text = TextBuffer(capacity: 4096)
    private var values = FieldValueText()

    init(_ table: FieldTable, style: Style) {
        self.style = style
        keys = table.ids.compactMap { table[$0]?.name }
        tree = TreeNodes(TreeVocabulary(table, openLayers: []), showsHidden: true)
    }

    mutating func removeAll() {
        tree.removeAll()
        text.removeAll()
    }

    mutating func add(_ field: Field, in bytes: RawSpan, at offset: Int, decoded: RawSpan) {
        guard let node = tree.add(field) else { return }
        let known = tree.vocabulary.fields[tree.nodes[node].slot]
        tree.nodes[node].start = text.count
        if known.isLayer || field.value == .present {
            if style == .elastic, !known.isLayer { text.append("null") }
        } else {
            appendValue(field.value, known, in: bytes, at: offset, decoded: decoded)
        }
        tree.nodes[node].end = text.count
    }

    private mutating func appendValue(
        _ value: FieldValue, _ known: TreeField, in bytes: RawSpan, at offset: Int,
        decoded: RawSpan
    ) {
        if style == .elastic, case .boolean = known.shape.kind {
            switch value {
            case .flag(let flag): return text.append(flag ? "true" : "false")
            case .number(let number): return text.append(number != 0 ? "true" : "false")
            default: break
            }
        }
        text.append("\"")
        switch (value, known.shape.kind) {
        case (.text(let range), let kind), (.bytes(let range), let kind):
            append(bytes.part(range, from: offset), isText: kind != .bytes)
        case (.decoded(let range), let kind):
            append(decoded.part(range, from: 0), isText: kind != .bytes)
        case (.time(let time), .time) where style == .elastic:
            JSONValueText.append(date: time, to: &text)
        default:
            values.append(
                value, of: known.shape, in: bytes, at: offset, decoded: decoded, to: &text)
        }
        text.append("\"")
    }

    private mutating func append(_ bytes: RawSpan?, isText: Bool) {
        guard let bytes else { return }
        if isText {
            text.append(json: bytes.extracting(0..<bytes.countBeforeNUL))
        } else {
            text.append(octets: bytes)
        }
    }
}

// MARK: - What tshark's JSON looks like

extension JSONTree {
    /// Appends all layers as the members of an object that begins on this line.
    ///
    /// - Parameter isGrouped: whether what has one name is one member, an array: tshark's
    ///   `--no-duplicate-keys`.
    func append(indented depth: Int, isGrouped: Bool, to output: inout TextBuffer) {
        if isGrouped { return appendGrouped(tree.layers, depth, to: &output) }
        output.append("{")
        var isFirst = true
        for layer in tree.layers { append(layer, depth, &isFirst, to: &output) }
        if !isFirst { Self.breakLine(depth, to: &output) }
        output.append("}")
    }

    /// Fields are nested as deep as ``Field/nesting`` can count and names have dots: the stack
    /// stays short.
    private func append(
        _ index: Int, _ depth: Int, _ isFirst: inout Bool, to output: inout TextBuffer
    ) {
        let node = tree.nodes[index]
        let hasValue = node.end > node.start
        if hasValue || node.firstChild < 0 {
            begin(keys[node.slot], "", depth, &isFirst, to: &output)
            appendValue(of: node, to: &output)
        }
        guard node.firstChild >= 0 else { return }
        begin(keys[node.slot], hasValue ? "_tree" : "", depth, &isFirst, to: &output)
        output.append("{")
        var isFirstChild = true
        var child = node.firstChild
        while child >= 0 {
            append(child, depth + 1, &isFirstChild, to: &output)
            child = tree.nodes[child].next
        }
        Self.breakLine(depth + 1, to: &output)
        output.append("}")
    }

    func appendValue(of node: TreeNodes.Node, to output: inout TextBuffer) {
        if node.end == node.start { return output.append("\"\"") }
        text.copy(node.start..<node.end, to: &output)
    }

    func begin(
        _ key: StaticString, _ ending: StaticString, _ depth: Int, _ isFirst: inout Bool,
        to output: inout TextBuffer
    ) {
        if !isFirst { output.append(",") }
        isFirst = false
        Self.breakLine(depth + 1, to: &output)
        output.append("\"")
        output.append(key)
        output.append(ending)
        output.append("\": ")
    }

    static func breakLine(_ depth: Int, to output: inout TextBuffer) {
        output.append("\n")
        var indentation = output.writer(room: depth * 2)
        indentation.append(spaces: depth * 2)
        output.commit(indentation.count)
    }
}
