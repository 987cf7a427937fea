public import Bytes
public import Dissection
public import Packets

/// What is printed of each packet beside or instead of its line: tshark's `-V`, `-O`, `-x` and `-P`.
public struct TreeFormat: Equatable, Sendable {
    public var showsTree = false
    /// The layers whose fields are shown; all if there are none.
    public var openLayers: Set<FieldID> = []
    public var showsBytes = false
    public var showsLine = false

    public init() {}
}

/// Prints the layers and fields of each packet as a tree, and its bytes.
public struct TreePrinter: RowSink, ~Copyable {
    private let table: FieldTable
    private let format: TreeFormat
    private var tree: TreeText
    private var line: SummaryLine
    /// What the row's packet was put together from, if it was.
    private var reassembled: (frame: [UInt8], name: StaticString, offset: Int)?
    private var text: TextBuffer
    private var output: OutputFile

    public init(
        _ output: consuming OutputFile, table: FieldTable, format: TreeFormat,
        time: TimeFormat = .relative, isColoured: Bool = false
    ) {
        self.output = output
        self.table = table
        self.format = format
        tree = TreeText(TreeVocabulary(table, openLayers: format.openLayers))
        line = SummaryLine(time: time, isColoured: isColoured)
        text = TextBuffer(capacity: OutputFile.pieceSizeMax + 4096)
    }

    public var depth: Depth { format.showsTree ? .tree : .summary }

    public var wantsInfo: Bool { format.showsLine }

    public func wants(_ id: FieldID) -> Bool { format.showsTree && table[id] != nil }

    public mutating func prepare(_ source: IPAddress, _ destination: IPAddress) {
        line.prepare(source, destination)
    }

    public mutating func add(
        _ field: Field, in bytes: RawSpan, at offset: Int, decoded: RawSpan
    ) {
        if format.showsTree { tree.add(field, in: bytes, at: offset, decoded: decoded) }
    }

    public mutating func print(
        _ line: PacketLine, _ layers: borrowing PacketLayers, packet: RawSpan,
        info: borrowing TextBuffer
    ) -> Bool {
        if format.showsLine {
            self.line.append(line, layers, packet: packet, info: info, to: &text)
            if !format.showsTree, format.showsBytes { text.append("\n") }
        }
        if format.showsTree {
            let count = reassembled?.frame.count ?? packet.byteCount
            tree.append(line, capturedCount: count, to: &text)
            tree.removeAll()
            text.append("\n")
        }
        if format.showsBytes {
            appendBytes(packet)
        }
        reassembled = nil
        return text.count < output.pieceSize || output.write(&text)
    }

    /// As in tshark: each source of bytes below a title, if there are several.
    private mutating func appendBytes(_ packet: RawSpan) {
        guard let reassembled, reassembled.offset <= packet.byteCount else {
            HexDump.append(packet, to: &text)
            text.append("\n")
            return
        }
        append(reassembled.frame.rawSpan, "Frame")
        append(packet.extracting(reassembled.offset..<packet.byteCount), reassembled.name)
    }

    private mutating func append(_ bytes: RawSpan, _ title: StaticString) {
        text.append(title)
        text.append(" (")
        text.append(decimal: UInt64(bytes.byteCount))
        text.append(" bytes):\n")
        HexDump.append(bytes, to: &text)
        text.append("\n")
    }

    public mutating func reassemble(_ frame: RawSpan, _ name: StaticString, from offset: Int) {
        var copy: [UInt8] = []
        copy.append(frame, xor: 0, phase: 0)
        reassembled = (copy, name, offset)
    }

    public mutating func discard() {
        tree.removeAll()
        reassembled = nil
    }

    public mutating func endBatch() -> Bool { output.endBatch(&text) }

    public mutating func finish() -> Int32 {
        output.write(&text)
        return output.failure
    }
}
