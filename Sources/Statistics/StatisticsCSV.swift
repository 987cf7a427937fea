public import Bytes

/// Writes tables for spreadsheets (RFC 4180), all rows.  One table is its heading and its rows; of
/// several each has a line with its name in front and an empty line behind.
///
/// A text that a spreadsheet would take for a formula has an apostrophe in front.
public enum StatisticsCSV {
    public static func append(_ tables: [StatisticsTable], to text: inout TextBuffer) {
        for (index, table) in tables.enumerated() {
            if index > 0 { text.append("\r\n") }
            if tables.count > 1 { append(fields: [table.name], to: &text) }
            append(fields: table.columns.map(heading), to: &text)
            for row in table.rows { append(row, to: &text) }
        }
    }

    /// The column's name and unit: what a program finds it by.
    private static func heading(_ column: StatisticsColumn) -> String {
        column.kind == .share ? "\(column.name)-percent" : column.name
    }

    private static func append(fields: [String], to text: inout TextBuffer) {
        for (index, field) in fields.enumerated() {
            if index > 0 { text.append(",") }
            append(Array(field.utf8), to: &text)
        }
        text.append("\r\n")
    }

    private static func append(_ row: StatisticsRow, to text: inout TextBuffer) {
        for (index, value) in row.values.enumerated() {
            if index > 0 { text.append(",") }
            switch value {
            case .name(let name):
                var escaped: [UInt8] = []
                escaped.append(escaping: name.rawSpan)
                append(escaped, to: &text)
            case .none, .text, .flag: append(StatisticsCell.text(value), to: &text)
            case .count, .bytes, .percent, .duration, .time, .rate:
                text.append(string: StatisticsCell.number(value) ?? "")
            }
        }
        text.append("\r\n")
    }

    private static func append(_ bytes: [UInt8], to text: inout TextBuffer) {
        let isFormula = bytes.first.map { "=+-@".utf8.contains($0) } ?? false
        let isQuoted = bytes.contains { ",\"\r\n".utf8.contains($0) }
        if isQuoted { text.append("\"") }
        if isFormula { text.append("'") }
        for byte in bytes {
            if byte == UInt8(ascii: "\"") { text.append("\"") }
            text.append(byte: byte)
        }
        if isQuoted { text.append("\"") }
    }
}
