internal import Bytes
internal import Dissection

/// tshark's lines for Elasticsearch.
extension JSONTree {
    /// Appends all layers as an object in one line: each with its fields and theirs, as in
    /// `"mqtt":{"mqtt_mqtt_topic":"a"}`.
    func appendElastic(to output: inout TextBuffer) {
        output.append("{")
        for (number, group) in groups(tree.layers).enumerated() {
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
        let all = descendants(of: layer)
        let chains = NameChains(all.map { tree.vocabulary.fields[tree.nodes[$0].slot].place })
        var isFirst = true
        for (index, node) in all.enumerated() where chains.isFirst(index) {
            if !isFirst { output.append(",") }
            isFirst = false
            output.append("\"")
            append(underscored: keys[tree.nodes[layer].slot], to: &output)
            output.append("_")
            append(underscored: keys[tree.nodes[node].slot], to: &output)
            var next = chains.next(index)
            output.append(next == nil ? "\":" : "\":[")
            appendElastic(valueOf: node, to: &output)
            if next == nil { continue }
            while let same = next {
                output.append(",")
                appendElastic(valueOf: all[same], to: &output)
                next = chains.next(same)
            }
            output.append("]")
        }
        output.append("}")
    }

    private func appendElastic(valueOf index: Int, to output: inout TextBuffer) {
        let node = tree.nodes[index]
        if node.end == node.start { return output.append("null") }
        text.copy(node.start..<node.end, to: &output)
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
