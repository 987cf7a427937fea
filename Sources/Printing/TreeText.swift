internal import Bytes
internal import Dissection

/// The layers and fields of one packet, each as a line, in the order in which they are shown.
struct TreeText: ~Copyable {
    private var tree: TreeNodes
    /// The lines, one behind the other, without their indentation.
    private var text = TextBuffer(capacity: 4096)
    private var line = FieldLine()

    init(_ vocabulary: TreeVocabulary) { tree = TreeNodes(vocabulary) }

    mutating func removeAll() {
        tree.removeAll()
        text.removeAll()
    }

    mutating func add(_ field: Field, in bytes: RawSpan, at offset: Int, decoded: RawSpan) {
        guard let node = tree.add(field) else { return }
        let known = tree.vocabulary.fields[tree.nodes[node].slot]
        tree.nodes[node].start = text.count
        tree.nodes[node].valueStart = line.append(
            field, known, in: bytes, at: offset, decoded: decoded, to: &text)
        tree.nodes[node].end = text.count
    }
}

// MARK: - Lines

extension TreeText {
    /// Appends all lines, each indented by its depth.
    func append(_ line: PacketLine, capturedCount: Int, to output: inout TextBuffer) {
        for layer in tree.layers {
            let slot = tree.nodes[layer].slot
            if slot == tree.vocabulary.frameSlot {
                output.append("Frame ")
                output.append(decimal: UInt64(line.number))
                output.append(": ")
                output.append(decimal: UInt64(line.byteCount))
                output.append(" bytes on wire, ")
                output.append(decimal: UInt64(capturedCount))
                output.append(" bytes captured")
            } else {
                output.append(
                    text.bytes.extracting(tree.nodes[layer].start..<tree.nodes[layer].end))
                appendHeading(layer, to: &output)
            }
            output.append("\n")
            if tree.vocabulary.fields[slot].isOpen { appendChildren(of: layer, to: &output) }
        }
    }

    /// Where from and where to; of a message what it is, which is the name of a value.
    private func appendHeading(_ layer: Int, to output: inout TextBuffer) {
        let isMessage =
            tree.vocabulary.fields[tree.nodes[layer].slot].family
            >= Int(FieldFamily.Number.dns.rawValue)
        if isMessage, tree.nodes[layer].title >= 0 {
            return appendValue(tree.nodes[tree.nodes[layer].title], ", ", to: &output)
        }
        var isTold: (source: Bool, destination: Bool) = (false, false)
        var index = tree.nodes[layer].firstChild
        while index >= 0 {
            let node = tree.nodes[index]
            let field = tree.vocabulary.fields[node.slot]
            switch field.role {
            case .source where !isTold.source:
                isTold.source = true
                appendValue(node, ", Src: ", to: &output)
            case .destination where !isTold.destination:
                isTold.destination = true
                appendValue(node, ", Dst: ", to: &output)
            default: break
            }
            index = node.next
        }
    }

    private func appendValue(
        _ node: TreeNodes.Node, _ title: StaticString, to output: inout TextBuffer
    ) {
        output.append(title)
        output.append(text.bytes.extracting(node.valueStart..<node.end))
    }

    private func appendChildren(of layer: Int, to output: inout TextBuffer) {
        // Parts have names with one more dot each, and nesting is counted in a byte: the stack
        // stays short.
        var stack = [tree.nodes[layer].firstChild]
        while let index = stack.popLast() {
            guard index >= 0 else { continue }
            var indentation = output.writer(room: 4 * (stack.count + 1))
            indentation.append(spaces: 4 * (stack.count + 1))
            output.commit(indentation.count)
            output.append(text.bytes.extracting(tree.nodes[index].start..<tree.nodes[index].end))
            output.append("\n")
            stack.append(tree.nodes[index].next)
            stack.append(tree.nodes[index].firstChild)
        }
    }
}
