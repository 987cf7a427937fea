internal import Bytes
internal import Dissection

/// The layers and fields of one packet as tshark's JSON has them, each value a string.
struct JSONTree: ~Copyable {
    enum Style { case json, elastic }

    private let style: Style
    /// The name of each slot's field, as a key is written.
    private let keys: [StaticString]
    private var tree: TreeNodes
    /// The values, one behind the other, with their quotes.
    private var text = TextBuffer(capacity: 4096)
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
        append(tree.layers, depth, isGrouped, to: &output)
    }

    /// Fields are nested as deep as ``Field/nesting`` can count and names have dots: the stack
    /// stays short.
    private func append(
        _ nodes: [Int], _ depth: Int, _ isGrouped: Bool, to output: inout TextBuffer
    ) {
        output.append("{")
        var isFirst = true
        for group in groups(nodes, isGrouped) {
            let node = tree.nodes[group[0]]
            let hasValue = group.contains { tree.nodes[$0].end > tree.nodes[$0].start }
            let parents = group.filter { tree.nodes[$0].firstChild >= 0 }
            if hasValue || parents.isEmpty {
                begin(keys[node.slot], "", depth, &isFirst, to: &output)
                append(values: group, depth, to: &output)
            }
            if !parents.isEmpty {
                begin(keys[node.slot], hasValue ? "_tree" : "", depth, &isFirst, to: &output)
                append(trees: parents, depth, isGrouped, to: &output)
            }
        }
        if !isFirst { Self.breakLine(depth, to: &output) }
        output.append("}")
    }

    private func append(values group: [Int], _ depth: Int, to output: inout TextBuffer) {
        appendList(group, depth, to: &output) { index, depth, output in
            let node = tree.nodes[index]
            if node.end == node.start { return output.append("\"\"") }
            text.copy(node.start..<node.end, to: &output)
        }
    }

    private func append(
        trees group: [Int], _ depth: Int, _ isGrouped: Bool, to output: inout TextBuffer
    ) {
        appendList(group, depth, to: &output) { index, depth, output in
            append(children(of: index), depth + 1, isGrouped, to: &output)
        }
    }

    private func appendList(
        _ group: [Int], _ depth: Int, to output: inout TextBuffer,
        _ body: (Int, Int, inout TextBuffer) -> Void
    ) {
        if group.count == 1 { return body(group[0], depth, &output) }
        output.append("[")
        for (place, index) in group.enumerated() {
            if place > 0 { output.append(",") }
            Self.breakLine(depth + 2, to: &output)
            body(index, depth + 1, &output)
        }
        Self.breakLine(depth + 1, to: &output)
        output.append("]")
    }

    private func begin(
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

    private func children(of node: Int) -> [Int] {
        var children: [Int] = []
        var index = tree.nodes[node].firstChild
        while index >= 0 {
            children.append(index)
            index = tree.nodes[index].next
        }
        return children
    }

    /// Nodes of one name together, or each by itself.
    private func groups(_ nodes: [Int], _ isGrouped: Bool) -> [[Int]] {
        if !isGrouped { return nodes.map { [$0] } }
        var groups: [[Int]] = []
        var places: [Int: Int] = [:]
        for index in nodes {
            let place = tree.vocabulary.fields[tree.nodes[index].slot].place
            if let known = places[place] {
                groups[known].append(index)
            } else {
                places[place] = groups.count
                groups.append([index])
            }
        }
        return groups
    }

    private static func breakLine(_ depth: Int, to output: inout TextBuffer) {
        output.append("\n")
        var indentation = output.writer(room: depth * 2)
        indentation.append(spaces: depth * 2)
        output.commit(indentation.count)
    }
}

// MARK: - What tshark's lines for Elasticsearch look like

extension JSONTree {
    /// Appends all layers as an object in one line: each with its fields and theirs, as in
    /// `"mqtt":{"mqtt_mqtt_topic":"a"}`.
    func appendElastic(to output: inout TextBuffer) {
        output.append("{")
        for (number, group) in groups(tree.layers, true).enumerated() {
            if number > 0 { output.append(",") }
            appendElastic(name: keys[tree.nodes[group[0]].slot], to: &output)
            output.append(group.count > 1 ? ":[" : ":")
            for (place, layer) in group.enumerated() {
                if place > 0 { output.append(",") }
                appendElastic(layer: layer, to: &output)
            }
            if group.count > 1 { output.append("]") }
        }
        output.append("}")
    }

    private func appendElastic(layer: Int, to output: inout TextBuffer) {
        output.append("{")
        for (number, group) in groups(descendants(of: layer), true).enumerated() {
            if number > 0 { output.append(",") }
            output.append("\"")
            append(underscored: keys[tree.nodes[layer].slot], to: &output)
            output.append("_")
            append(underscored: keys[tree.nodes[group[0]].slot], to: &output)
            output.append(group.count > 1 ? "\":[" : "\":")
            for (place, index) in group.enumerated() {
                if place > 0 { output.append(",") }
                let node = tree.nodes[index]
                if node.end == node.start {
                    output.append("null")
                } else {
                    text.copy(node.start..<node.end, to: &output)
                }
            }
            if group.count > 1 { output.append("]") }
        }
        output.append("}")
    }

    private func descendants(of layer: Int) -> [Int] {
        var all: [Int] = []
        var stack = [tree.nodes[layer].firstChild]
        while let index = stack.popLast() {
            guard index >= 0 else { continue }
            all.append(index)
            stack.append(tree.nodes[index].next)
            stack.append(tree.nodes[index].firstChild)
        }
        return all
    }

    private func appendElastic(name: StaticString, to output: inout TextBuffer) {
        output.append("\"")
        append(underscored: name, to: &output)
        output.append("\"")
    }

    private func append(underscored name: StaticString, to output: inout TextBuffer) {
        for index in 0..<name.utf8CodeUnitCount {
            let byte = unsafe name.utf8Start[index]
            output.append(byte: byte == UInt8(ascii: ".") ? UInt8(ascii: "_") : byte)
        }
    }
}
