internal import Bytes
internal import Dissection

/// tshark's `--no-duplicate-keys`: one member for what has one name.
extension JSONTree {
    func appendGrouped(_ nodes: [Int], _ depth: Int, to output: inout TextBuffer) {
        output.append("{")
        var isFirst = true
        for group in groups(nodes) {
            let node = tree.nodes[group[0]]
            let hasValue = group.contains { tree.nodes[$0].end > tree.nodes[$0].start }
            let parents = group.filter { tree.nodes[$0].firstChild >= 0 }
            if hasValue || parents.isEmpty {
                begin(keys[node.slot], "", depth, &isFirst, to: &output)
                append(values: group, depth, to: &output)
            }
            if !parents.isEmpty {
                begin(keys[node.slot], hasValue ? "_tree" : "", depth, &isFirst, to: &output)
                append(trees: parents, depth, to: &output)
            }
        }
        if !isFirst { Self.breakLine(depth, to: &output) }
        output.append("}")
    }

    private func append(values group: [Int], _ depth: Int, to output: inout TextBuffer) {
        appendList(group, depth, to: &output) { index, depth, output in
            appendValue(of: tree.nodes[index], to: &output)
        }
    }

    private func append(trees group: [Int], _ depth: Int, to output: inout TextBuffer) {
        appendList(group, depth, to: &output) { index, depth, output in
            appendGrouped(children(of: index), depth + 1, to: &output)
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

    private func children(of node: Int) -> [Int] {
        var children: [Int] = []
        var index = tree.nodes[node].firstChild
        while index >= 0 {
            children.append(index)
            index = tree.nodes[index].next
        }
        return children
    }

    /// Nodes of one name together.
    func groups(_ nodes: [Int]) -> [[Int]] {
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
}
