public import Bytes
public import Dissection
public import Packets

/// Prints each packet as tshark does with `-T pdml`: an XML element for each layer and field.
public struct PDMLPrinter: RowSink, ~Copyable {
    private let table: FieldTable
    private let names: [StaticString]
    private var tree: TreeNodes
    /// The attributes of the elements, one behind the other.
    private var attributes = TextBuffer(capacity: 8192)
    private var line = FieldLine()
    private var values = FieldValueText()
    private var text: TextBuffer
    private var output: OutputFile

    public init(_ output: consuming OutputFile, table: FieldTable) {
        self.output = output
        self.table = table
        names = table.ids.compactMap { table[$0]?.name }
        tree = TreeNodes(TreeVocabulary(table, openLayers: []), showsHidden: true)
        text = TextBuffer(capacity: OutputFile.pieceSizeMax + 4096)
        text.append("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n")
        text.append("<pdml version=\"0\" creator=\"earshot\">\n")
    }

    public var depth: Depth { .tree }

    public var wantsInfo: Bool { false }

    public func wants(_ id: FieldID) -> Bool { table[id] != nil }

    public mutating func add(
        _ field: Field, in bytes: RawSpan, at offset: Int, decoded: RawSpan
    ) {
        guard let node = tree.add(field) else { return }
        let slot = tree.nodes[node].slot
        let known = tree.vocabulary.fields[slot]
        tree.nodes[node].start = attributes.count
        attributes.append(" name=\"")
        attributes.append(names[slot])
        attributes.append("\" showname=\"")
        var piece = TextBuffer(capacity: 256)
        _ = line.append(field, known, in: bytes, at: offset, decoded: decoded, to: &piece)
        attributes.append(xml: piece.bytes)
        attributes.append("\"")
        if known.isHidden { attributes.append(" hide=\"yes\"") }
        if !known.isLayer {
            appendValue(field.value, known, in: bytes, at: offset, decoded: decoded)
        }
        tree.nodes[node].end = attributes.count
    }

    public mutating func print(
        _ line: PacketLine, _ layers: borrowing PacketLayers, packet: RawSpan,
        info: borrowing TextBuffer
    ) -> Bool {
        text.append("<packet>\n")
        appendGeneral(line, capturedCount: packet.byteCount)
        for layer in tree.layers {
            tree.begin("proto", layer, attributes, depth: 1, to: &text)
            appendChildren(of: layer)
            text.append("  </proto>\n")
        }
        text.append("</packet>\n\n")
        discard()
        return text.count < output.pieceSize || output.write(&text)
    }

    public mutating func discard() {
        tree.removeAll()
        attributes.removeAll()
    }

    public mutating func endBatch() -> Bool { output.endBatch(&text) }

    public mutating func finish() -> Int32 {
        if output.failure == 0 { text.append("</pdml>\n") }
        output.write(&text)
        return output.failure
    }
}

extension PDMLPrinter {
    /// What tshark calls a value to compare with, and the bytes of text and bytes.
    private mutating func appendValue(
        _ value: FieldValue, _ known: TreeField, in bytes: RawSpan, at offset: Int,
        decoded: RawSpan
    ) {
        var piece = TextBuffer(capacity: 256)
        if case .bytes = known.shape.kind, case .bytes(let range) = value {
            if let part = bytes.part(range, from: offset) { piece.append(octets: part) }
        } else if value != .present {
            values.append(
                value, of: known.shape, in: bytes, at: offset, decoded: decoded, to: &piece)
        }
        attributes.append(" show=\"")
        attributes.append(xml: piece.bytes)
        attributes.append("\"")
        switch value {
        case .text(let range), .bytes(let range):
            attributes.append(" size=\"")
            attributes.append(decimal: UInt64(max(0, range.count)))
            attributes.append("\" value=\"")
            if let part = bytes.part(range, from: offset) { attributes.append(hexadecimal: part) }
            attributes.append("\"")
        default: break
        }
    }

    /// The first element of each packet: what the list says of it.
    private mutating func appendGeneral(_ line: PacketLine, capturedCount: Int) {
        text.append("  <proto name=\"geninfo\" pos=\"0\" showname=\"General information\" size=\"")
        text.append(decimal: UInt64(line.byteCount))
        text.append("\">\n")
        appendGeneral("num", "Number", UInt64(line.number))
        appendGeneral("len", "Frame Length", UInt64(line.byteCount))
        appendGeneral("caplen", "Captured Length", UInt64(capturedCount))
        text.append("    <field name=\"timestamp\" pos=\"0\" show=\"")
        let shape = FieldShape(FieldDefinition("", "", .time))
        let nothing: [UInt8] = []
        values.append(
            .time(line.time), of: shape, in: nothing.rawSpan, at: 0, decoded: nothing.rawSpan,
            to: &text)
        text.append("\" showname=\"Captured Time\" value=\"")
        TimeText.append(seconds: line.time, 9, to: &text)
        text.append("\"/>\n  </proto>\n")
    }

    private mutating func appendGeneral(
        _ name: StaticString, _ label: StaticString, _ number: UInt64
    ) {
        text.append("    <field name=\"")
        text.append(name)
        text.append("\" pos=\"0\" show=\"")
        text.append(decimal: number)
        text.append("\" showname=\"")
        text.append(label)
        text.append("\" value=\"")
        var writer = text.writer(room: 16)
        writer.append(hexadecimal: number)
        text.commit(writer.count)
        text.append("\"/>\n")
    }

    private mutating func appendChildren(of layer: Int) {
        // A node is left when its children are done: then its place on the stack is below 0.
        var stack = [tree.nodes[layer].firstChild]
        while let index = stack.popLast() {
            guard index >= 0 else {
                if !stack.isEmpty { TreeNodes.end("field", depth: stack.count + 1, to: &text) }
                if let parent = stack.popLast() { stack.append(tree.nodes[parent].next) }
                continue
            }
            let isLeaf = tree.nodes[index].firstChild < 0
            tree.begin(
                "field", index, attributes, depth: stack.count + 2, isLeaf: isLeaf, to: &text)
            if isLeaf {
                stack.append(tree.nodes[index].next)
            } else {
                stack.append(index)
                stack.append(tree.nodes[index].firstChild)
            }
        }
    }
}

extension TreeNodes {
    fileprivate func begin(
        _ element: StaticString, _ index: Int, _ attributes: borrowing TextBuffer, depth: Int,
        isLeaf: Bool = false, to text: inout TextBuffer
    ) {
        Self.indent(depth, to: &text)
        text.append("<")
        text.append(element)
        attributes.copy(nodes[index].start..<nodes[index].end, to: &text)
        text.append(isLeaf ? "/>\n" : ">\n")
    }

    fileprivate static func end(
        _ element: StaticString, depth: Int, to text: inout TextBuffer
    ) {
        indent(depth, to: &text)
        text.append("</")
        text.append(element)
        text.append(">\n")
    }

    private static func indent(_ depth: Int, to text: inout TextBuffer) {
        var writer = text.writer(room: depth * 2)
        writer.append(spaces: depth * 2)
        text.commit(writer.count)
    }
}
