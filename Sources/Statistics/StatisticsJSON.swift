public import Bytes

/// Writes tables for programs, all rows: an object with `packets`, `messages`, `bytes`, `duration`
/// and `tables`.  Docs/statistics.md says what is in it.
public enum StatisticsJSON {
    public static func append(
        _ tables: [StatisticsTable], _ totals: StatisticsTotals, to text: inout TextBuffer
    ) {
        text.append(
            string: "{\"packets\":\(totals.packetCount),\"messages\":\(totals.messageCount),"
                + "\"bytes\":\(totals.byteCount),"
                + "\"duration\":\(StatisticsCell.seconds(totals.duration)),\"tables\":[")
        for (index, table) in tables.enumerated() {
            text.append(index == 0 ? "\n" : ",\n")
            append(table, to: &text)
        }
        text.append("\n]}\n")
    }

    private static func append(_ table: StatisticsTable, to text: inout TextBuffer) {
        text.append("{\"name\":")
        append(table.name, to: &text)
        text.append(",\"title\":")
        append(table.title, to: &text)
        text.append(",\"columns\":[")
        for (index, column) in table.columns.enumerated() {
            if index > 0 { text.append(",") }
            append(column, to: &text)
        }
        text.append("],\"rows\":[")
        for (index, row) in table.rows.enumerated() {
            text.append(index == 0 ? "\n" : ",\n")
            append(row, table.columns, to: &text)
        }
        text.append("],\"remarks\":[")
        for (index, remark) in table.remarks.enumerated() {
            if index > 0 { text.append(",") }
            append(remark, to: &text)
        }
        text.append("]}")
    }

    private static func append(_ column: StatisticsColumn, to text: inout TextBuffer) {
        text.append("{\"name\":")
        append(column.name, to: &text)
        text.append(",\"title\":")
        append(column.title, to: &text)
        text.append(string: ",\"kind\":\"\(column.kind.rawValue)\"")
        if let unit = column.kind.unit { text.append(string: ",\"unit\":\"\(unit)\"") }
        text.append("}")
    }

    private static func append(
        _ row: StatisticsRow, _ columns: [StatisticsColumn], to text: inout TextBuffer
    ) {
        text.append("{")
        for (index, column) in columns.enumerated() where index < row.values.count {
            if index > 0 { text.append(",") }
            append(column.name, to: &text)
            text.append(":")
            append(row.values[index], to: &text)
        }
        if row.indent > 0 { text.append(string: ",\"depth\":\(row.indent)") }
        text.append("}")
    }

    private static func append(_ value: StatisticsValue, to text: inout TextBuffer) {
        switch value {
        case .none: text.append("null")
        case .flag(let flag): text.append(flag ? "true" : "false")
        case .text(let words): append(words, to: &text)
        case .name(let name):
            text.append("\"")
            text.append(json: name.rawSpan)
            text.append("\"")
        case .count, .bytes, .percent, .duration, .time, .rate:
            text.append(string: StatisticsCell.number(value) ?? "null")
        }
    }

    private static func append(_ words: String, to text: inout TextBuffer) {
        text.append("\"")
        let bytes = Array(words.utf8)
        text.append(json: bytes.rawSpan)
        text.append("\"")
    }
}
