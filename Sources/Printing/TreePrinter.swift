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
            tree.append(line, capturedCount: packet.byteCount, to: &text)
            tree.removeAll()
            text.append("\n")
        }
        if format.showsBytes {
            HexDump.append(packet, to: &text)
            text.append("\n")
        }
        return text.count < output.pieceSize || output.write(&text)
    }

    public mutating func discard() { tree.removeAll() }

    public mutating func finish() -> Int32 {
        output.write(&text)
        return output.failure
    }
}
