public import Bytes
public import Dissection
public import Packets

/// Prints the values of the fields that were asked for, one row for each packet: `-T fields`.
///
/// A value is written as text when it is handed over, whatever column it is for, one behind the
/// other; a row then picks up each column's pieces.  Nothing is looked up by name on the way.
public struct FieldsPrinter: RowSink, ~Copyable {
    private let table: FieldTable
    private let format: FieldsFormat
    private let columns: [FieldColumn]
    private var row: FieldsRow
    private var values = FieldValueText()
    private var time: TimeText
    private var text: TextBuffer
    private var output: OutputFile

    public init(
        _ output: consuming OutputFile, columns: [FieldColumn], table: FieldTable,
        format: FieldsFormat, time: TimeFormat = .relative
    ) {
        self.output = output
        self.columns = columns
        self.table = table
        self.format = format
        self.time = TimeText(time)
        row = FieldsRow(columns, table)
        text = TextBuffer(capacity: OutputFile.pieceSizeMax + 4096)
        if format.hasByteOrderMark { text.append("\u{FEFF}") }
        if format.hasHeader { appendHeader() }
    }

    /// Rows of nothing but columns of the list need no fields.
    public var depth: Depth {
        columns.allSatisfy { if case .summary = $0 { true } else { false } } ? .summary : .fields
    }

    public var wantsInfo: Bool { columns.wantInfo }

    @inlinable
    public func wants(_ id: FieldID) -> Bool { slot(of: id) != nil }

    @usableFromInline
    func slot(of id: FieldID) -> Int? { row.slot(of: id) }

    public mutating func add(
        _ field: Field, in bytes: RawSpan, at offset: Int, decoded: RawSpan
    ) {
        guard let slot = row.slot(of: field.id) else { return }
        let shape = row.shape(of: slot)
        let start = row.text.count
        values.append(
            field.value, of: shape, in: bytes, at: offset, decoded: decoded, to: &row.text)
        row.commit(from: start, to: slot, keeping: format.occurrence)
    }

    public mutating func print(
        _ line: PacketLine, _ layers: borrowing PacketLayers, packet: RawSpan,
        info: borrowing TextBuffer
    ) -> Bool {
        for index in columns.indices {
            if index > 0 { text.append(byte: format.separator) }
            switch columns[index] {
            case .field(let id): append(fieldIn: row.slot(of: id) ?? 0)
            case .summary(let column): append(column, line, layers, packet: packet, info: info)
            }
        }
        text.append("\n")
        row.removeAll()
        return text.count < output.pieceSize || output.write(&text)
    }

    public mutating func discard() { row.removeAll() }

    public mutating func endBatch() -> Bool { output.endBatch(&text) }

    public mutating func finish() -> Int32 {
        output.write(&text)
        return output.failure
    }

    private mutating func appendHeader() {
        for index in columns.indices {
            if index > 0 { text.append(byte: format.separator) }
            switch columns[index] {
            case .field(let id): if let field = table[id] { text.append(field.name) }
            case .summary(let column): for byte in column.rawValue.utf8 { text.append(byte: byte) }
            }
        }
        text.append("\n")
    }
}

// MARK: - Cells

extension FieldsPrinter {
    private mutating func append(fieldIn slot: Int) {
        if !row.hasValue(in: slot) { return }
        appendQuote()
        row.append(slot: slot, aggregator: format.aggregator, to: &text)
        appendQuote()
    }

    /// Columns of the list; an empty one is not quoted, as one without values is not.
    private mutating func append(
        _ column: SummaryColumn, _ line: PacketLine, _ layers: borrowing PacketLayers,
        packet: RawSpan, info: borrowing TextBuffer
    ) {
        let start = text.count
        appendQuote()
        let quoted = text.count
        column.append(line, layers, packet: packet, info: info, &time, to: &text)
        if text.count == quoted { text.truncate(to: start) } else { appendQuote() }
    }

    private mutating func appendQuote() {
        if let quote = format.quote { text.append(byte: quote) }
    }
}
