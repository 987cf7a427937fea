public import Bytes
public import Dissection
public import Packets

/// Prints each packet as tshark does with `-T json`, or for Elasticsearch with `-T ek`.
public struct JSONPrinter: RowSink, ~Copyable {
    public enum Style: Sendable {
        /// - Parameter isGrouped: whether what has one name is one member, an array.
        case json(isGrouped: Bool)
        case elastic
    }

    private let style: Style
    private let table: FieldTable
    /// The fields that were asked for; all if there are none.
    private let columns: [FieldColumn]
    private var tree: JSONTree
    private var row: FieldsRow
    private var values = FieldValueText()
    private var time = TimeText(.relative)
    private var zone = LocalZone()
    private var hasPrinted = false
    private var text: TextBuffer
    private var output: OutputFile

    public init(
        _ output: consuming OutputFile, table: FieldTable, style: Style, columns: [FieldColumn] = []
    ) {
        self.output = output
        self.table = table
        self.style = style
        self.columns = columns
        if case .elastic = style {
            tree = JSONTree(table, style: .elastic)
        } else {
            tree = JSONTree(table, style: .json)
        }
        row = FieldsRow(columns, table)
        text = TextBuffer(capacity: OutputFile.pieceSizeMax + 4096)
        if !isElastic { text.append("[") }
    }

    private var isElastic: Bool { if case .elastic = style { true } else { false } }

    public var depth: Depth { columns.isEmpty ? .tree : .fields }

    public var wantsInfo: Bool { columns.wantInfo }

    public func wants(_ id: FieldID) -> Bool {
        columns.isEmpty ? table[id] != nil : row.slot(of: id) != nil
    }

    public mutating func add(
        _ field: Field, in bytes: RawSpan, at offset: Int, decoded: RawSpan
    ) {
        if columns.isEmpty {
            return tree.add(field, in: bytes, at: offset, decoded: decoded)
        }
        guard let slot = row.slot(of: field.id) else { return }
        let start = row.text.count
        values.append(
            field.value, of: row.shape(of: slot), in: bytes, at: offset, decoded: decoded,
            to: &row.text)
        row.commit(from: start, to: slot, keeping: .all)
    }

    public mutating func print(
        _ line: PacketLine, _ layers: borrowing PacketLayers, packet: RawSpan,
        info: borrowing TextBuffer
    ) -> Bool {
        if isElastic {
            beginElastic(line)
            if columns.isEmpty {
                tree.appendElastic(to: &text)
            } else {
                append(columns: line, layers, packet: packet, info: info)
            }
            text.append("}\n")
        } else {
            beginJSON(line)
            if columns.isEmpty, case .json(let isGrouped) = style {
                tree.append(indented: 3, isGrouped: isGrouped, to: &text)
            } else {
                append(columns: line, layers, packet: packet, info: info)
            }
            text.append("\n    }\n  }")
        }
        discard()
        hasPrinted = true
        return text.count < output.pieceSize || output.write(&text)
    }

    public mutating func discard() {
        tree.removeAll()
        row.removeAll()
    }

    public mutating func endBatch() -> Bool { output.endBatch(&text) }

    public mutating func finish() -> Int32 {
        if !isElastic, output.failure == 0 { text.append(hasPrinted ? "\n]\n" : "]\n") }
        output.write(&text)
        return output.failure
    }
}

extension JSONPrinter {
    private mutating func beginJSON(_ line: PacketLine) {
        if hasPrinted { text.append(",") }
        text.append("\n  {\n    \"_index\": \"")
        appendIndex(line)
        text.append("\",\n    \"_type\": \"doc\",\n    \"_score\": null,\n    \"_source\": {\n")
        text.append("      \"layers\": ")
    }

    private mutating func beginElastic(_ line: PacketLine) {
        text.append("{\"index\":{\"_index\":\"")
        appendIndex(line)
        text.append("\",\"_type\":\"doc\"}}\n{\"timestamp\":\"")
        text.append(decimal: UInt64(max(0, line.time / 1_000_000)))
        text.append("\",\"layers\":")
    }

    /// As in `packets-2026-11-21`: the day, in local time.
    private mutating func appendIndex(_ line: PacketLine) {
        text.append("packets-")
        let second = TimeText.second(of: line.time)
        let civil = CivilTime(secondsSince1970: second + zone.offset(at: second))
        TimeText.appendDate(civil, to: &text)
    }
}

// MARK: - Fields that were asked for

extension JSONPrinter {
    /// An array for each field that has values.
    private mutating func append(
        columns line: PacketLine, _ layers: borrowing PacketLayers, packet: RawSpan,
        info: borrowing TextBuffer
    ) {
        text.append("{")
        var isFirst = true
        for column in columns {
            switch column {
            case .field(let id):
                guard let slot = row.slot(of: id), row.hasValue(in: slot) else { continue }
                beginColumn(&isFirst)
                append(name: table[id]?.name ?? "")
                beginValues()
                row.append(
                    jsonOf: slot, separator: isElastic ? "," : ",\n          ", to: &text)
            case .summary(let summary):
                var value = TextBuffer()
                summary.append(line, layers, packet: packet, info: info, &time, to: &value)
                if value.isEmpty { continue }
                beginColumn(&isFirst)
                text.append(string: summary.rawValue)
                beginValues()
                text.append("\"")
                text.append(json: value.bytes)
                text.append("\"")
            }
            text.append(isElastic ? "]" : "\n        ]")
        }
        text.append(isElastic || isFirst ? "}" : "\n      }")
    }

    private mutating func beginColumn(_ isFirst: inout Bool) {
        if !isFirst { text.append(",") }
        isFirst = false
        text.append(isElastic ? "\"" : "\n        \"")
    }

    private mutating func beginValues() {
        text.append(isElastic ? "\":[" : "\": [\n          ")
    }

    private mutating func append(name: StaticString) {
        for index in 0..<name.utf8CodeUnitCount {
            let byte = unsafe name.utf8Start[index]
            text.append(byte: isElastic && byte == UInt8(ascii: ".") ? UInt8(ascii: "_") : byte)
        }
    }
}
