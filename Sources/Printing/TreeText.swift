internal import Bytes
internal import Dissection

/// The layers and fields of one packet, each as a line, in the order in which they are shown.
struct TreeText: ~Copyable {
    private struct Node: BitwiseCopyable {
        var slot: Int
        var start: Int
        var valueStart: Int
        var end: Int
        var firstChild = -1
        var lastChild = -1
        var next = -1
        /// For a layer: the value in it that tells what it is, else the first that has a name.
        var title = -1
        var parent = -1
        var nesting: UInt8 = 0
    }

    /// Of longer values only the beginning is shown; in bytes of text.
    static var valueByteCountMax: Int { 240 }

    private let vocabulary: TreeVocabulary
    private var nodes: [Node] = []
    private var layers: [Int] = []
    /// The layer in the last of those to which fields go now, or -1.
    private var inner = -1
    /// The lines, one behind the other, without their indentation.
    private var text = TextBuffer(capacity: 4096)
    private var values = FieldValueText()
    /// The latest node of each slot, if it is not older than the layer.
    private var latest: [Int]
    /// The layer in which a slot's first field came before the one that it is a part of: then none
    /// there is shown as a part.
    private var flat: [Int]

    init(_ vocabulary: TreeVocabulary) {
        self.vocabulary = vocabulary
        latest = Array(repeating: -1, count: vocabulary.fields.count)
        flat = latest
    }

    mutating func removeAll() {
        nodes.removeAll(keepingCapacity: true)
        layers.removeAll(keepingCapacity: true)
        inner = -1
        text.removeAll()
        for slot in latest.indices { (latest[slot], flat[slot]) = (-1, -1) }
    }

    mutating func add(_ field: Field, in bytes: RawSpan, at offset: Int, decoded: RawSpan) {
        let slot = vocabulary.slot(of: field.id)
        guard slot >= 0 else { return }
        let known = vocabulary.fields[slot]
        if known.isHidden { return }
        let isNote = known.family == Int(FieldFamily.Number.earshot.rawValue)
        if known.isLayer, !isNote {
            return add(layer: field, slot, known, in: bytes, at: offset, decoded: decoded)
        }
        let isOfFrame = known.family == Int(FieldFamily.Number.frame.rawValue)
        if inner >= 0, known.family != vocabulary.fields[nodes[inner].slot].family { inner = -1 }
        guard let outer = isOfFrame ? layers.first : layers.last else { return }
        let layer = inner >= 0 ? inner : outer
        // What one layer says in another's vocabulary is for filters.
        let isStranger = known.family != vocabulary.fields[nodes[layer].slot].family
        if isStranger, !isNote { return }
        let node = begin(slot)
        append(field, known, in: bytes, at: offset, decoded: decoded, node)
        end(node)
        if nodes[layer].title < 0 || known.isTitle, case .number(let number) = field.value,
            known.name(of: number) != nil
        {
            nodes[layer].title = node
        }
        nodes[node].nesting = field.nesting
        let holder = field.nesting > 0 ? holder(of: node, in: layer) : nil
        attach(node, to: holder ?? parent(of: slot, in: layer))
        latest[known.place] = node
        if known.twin >= 0 { latest[known.twin] = node }
    }

    /// Begins a layer: one of the packet, or one in the last of those.
    private mutating func add(
        layer field: Field, _ slot: Int, _ known: TreeField, in bytes: RawSpan, at offset: Int,
        decoded: RawSpan
    ) {
        let node = begin(slot)
        if field.value == .present {
            text.append(known.shape.label)
        } else {
            append(field.value, known, in: bytes, at: offset, decoded: decoded)
        }
        end(node)
        latest[known.place] = node
        inner = -1
        guard field.nesting > 0, let last = layers.last else { return layers.append(node) }
        inner = node
        attach(node, to: last)
    }

    private mutating func begin(_ slot: Int) -> Int {
        nodes.append(Node(slot: slot, start: text.count, valueStart: text.count, end: text.count))
        return nodes.count - 1
    }

    private mutating func end(_ node: Int) { nodes[node].end = text.count }

    private mutating func attach(_ node: Int, to parent: Int) {
        nodes[node].parent = parent
        if nodes[parent].lastChild >= 0 {
            nodes[nodes[parent].lastChild].next = node
        } else {
            nodes[parent].firstChild = node
        }
        nodes[parent].lastChild = node
    }

    /// The field before this one that it is nested in.  Each step goes up a level, and there are no
    /// more of those than ``Field/nesting`` can count.
    private func holder(of node: Int, in layer: Int) -> Int? {
        var candidate = node - 1
        while candidate > layer {
            if nodes[candidate].nesting < nodes[node].nesting { return candidate }
            candidate = nodes[candidate].parent
        }
        return nil
    }

    /// The nearest field of which this one is a part and that the layer has, else the layer.
    private mutating func parent(of slot: Int, in layer: Int) -> Int {
        if flat[slot] == layer { return layer }
        var candidate = vocabulary.fields[slot].parent
        while candidate >= 0 {
            if latest[candidate] > layer { return latest[candidate] }
            candidate = vocabulary.fields[candidate].parent
        }
        flat[slot] = layer
        return layer
    }
}

// MARK: - Values

extension TreeText {
    private mutating func append(
        _ field: Field, _ known: TreeField, in bytes: RawSpan, at offset: Int, decoded: RawSpan,
        _ node: Int
    ) {
        if case .label = known.shape.kind, field.value != .present {
            // The text is the whole line: a name and a value that the message itself brings.
            return append(field.value, known, in: bytes, at: offset, decoded: decoded)
        }
        if field.value != .present, !known.isLayer {
            text.append(known.shape.label)
            text.append(": ")
        } else if field.value == .present {
            text.append(known.shape.label)
            return
        }
        nodes[node].valueStart = text.count
        switch field.value {
        case .flag(let flag): append(flag: flag, known)
        case .number(let number):
            if case .boolean = known.shape.kind { return append(flag: number != 0, known) }
            if let name = known.name(of: number) {
                text.append(name)
                text.append(" (")
                append(field.value, known, in: bytes, at: offset, decoded: decoded)
                text.append(")")
            } else {
                append(field.value, known, in: bytes, at: offset, decoded: decoded)
            }
        case .duration:
            append(field.value, known, in: bytes, at: offset, decoded: decoded)
            text.append(" seconds")
        default: append(field.value, known, in: bytes, at: offset, decoded: decoded)
        }
    }

    private mutating func append(flag: Bool, _ known: TreeField) {
        if let name = known.name(of: flag ? 1 : 0) {
            text.append(name)
        } else if known.isFlag {
            text.append(flag ? "Set" : "Not set")
        } else {
            text.append(flag ? "True" : "False")
        }
    }

    /// Appends a value, or as much of it as a line holds.
    private mutating func append(
        _ value: FieldValue, _ known: TreeField, in bytes: RawSpan, at offset: Int,
        decoded: RawSpan
    ) {
        let start = text.count
        var value = value
        var isCut = false
        switch value {
        case .text(let range):
            (value, isCut) = (.text(range.prefix(known)), range.count > range.prefix(known).count)
        case .bytes(let range):
            (value, isCut) = (.bytes(range.prefix(known)), range.count > range.prefix(known).count)
        case .decoded(let range):
            (value, isCut) = (
                .decoded(range.prefix(known)), range.count > range.prefix(known).count
            )
        default: break
        }
        values.append(value, of: known.shape, in: bytes, at: offset, decoded: decoded, to: &text)
        if text.count - start > Self.valueByteCountMax {
            text.truncate(toCharacterBefore: start + Self.valueByteCountMax)
            isCut = true
        }
        if isCut { text.append("…") }
    }
}

extension TreeField {
    fileprivate func name(of number: UInt64) -> StaticString? {
        for index in valueNames.indices where valueNames[index].0 == number {
            return valueNames[index].1
        }
        return nil
    }
}

extension StreamRange {
    /// As much as can be shown: bytes take two digits each.
    fileprivate func prefix(_ known: TreeField) -> StreamRange {
        var limit = TreeText.valueByteCountMax
        if case .bytes = known.shape.kind { limit /= 2 }
        return StreamRange(offset: offset, count: min(count, limit))
    }
}

// MARK: - Lines

extension TreeText {
    /// Appends all lines, each indented by its depth.
    func append(_ line: PacketLine, capturedCount: Int, to output: inout TextBuffer) {
        for layer in layers {
            let slot = nodes[layer].slot
            if slot == vocabulary.frameSlot {
                output.append("Frame ")
                output.append(decimal: UInt64(line.number))
                output.append(": ")
                output.append(decimal: UInt64(line.byteCount))
                output.append(" bytes on wire, ")
                output.append(decimal: UInt64(capturedCount))
                output.append(" bytes captured")
            } else {
                output.append(text.bytes.extracting(nodes[layer].start..<nodes[layer].end))
                appendHeading(layer, to: &output)
            }
            output.append("\n")
            if vocabulary.fields[slot].isOpen { appendChildren(of: layer, to: &output) }
        }
    }

    /// Where from and where to; of a message what it is, which is the name of a value.
    private func appendHeading(_ layer: Int, to output: inout TextBuffer) {
        let isMessage =
            vocabulary.fields[nodes[layer].slot].family >= Int(FieldFamily.Number.dns.rawValue)
        if isMessage, nodes[layer].title >= 0 {
            return appendValue(nodes[nodes[layer].title], ", ", to: &output)
        }
        var isTold: (source: Bool, destination: Bool) = (false, false)
        var index = nodes[layer].firstChild
        while index >= 0 {
            let node = nodes[index]
            let field = vocabulary.fields[node.slot]
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

    private func appendValue(_ node: Node, _ title: StaticString, to output: inout TextBuffer) {
        output.append(title)
        output.append(text.bytes.extracting(node.valueStart..<node.end))
    }

    private func appendChildren(of layer: Int, to output: inout TextBuffer) {
        // Parts have names with one more dot each, and nesting is counted in a byte: the stack
        // stays short.
        var stack = [nodes[layer].firstChild]
        while let index = stack.popLast() {
            guard index >= 0 else { continue }
            var indentation = output.writer(room: 4 * (stack.count + 1))
            indentation.append(spaces: 4 * (stack.count + 1))
            output.commit(indentation.count)
            output.append(text.bytes.extracting(nodes[index].start..<nodes[index].end))
            output.append("\n")
            stack.append(nodes[index].next)
            stack.append(nodes[index].firstChild)
        }
    }
}
