public import Bytes

/// Writes tables as people read them: aligned columns below a title.
///
/// Nothing a sender wrote gets to the terminal unescaped, and no name makes a table wider than it
/// is given room for.
public struct StatisticsText {
    /// How wide a column of text may be where nobody says how wide a line is.
    public static var columnWidthMax: Int { 64 }
    /// The least that a column is cut to.
    private static var columnWidthMin: Int { 12 }

    private let isShort: Bool
    private let width: Int?

    /// - Parameters:
    ///   - isShort: whether of long tables only the first rows are written.
    ///   - width: how many columns a line has; nil for no terminal.
    public init(isShort: Bool, width: Int?) {
        self.isShort = isShort
        self.width = width
    }

    /// Tables without rows are left out, but for one that was asked for and has none beside it.
    public func append(
        _ tables: [StatisticsTable], _ totals: StatisticsTotals, to text: inout TextBuffer
    ) {
        append(totals, to: &text)
        let filled = tables.filter { !$0.rows.isEmpty && ($0.isInShortForm || !isShort) }
        for table in filled {
            text.append("\n")
            append(table, to: &text)
        }
        if isShort { return }
        let groups = Set(filled.map(\.group))
        var told = groups
        for table in tables where told.insert(table.group).inserted {
            let isOnly = !tables.contains { $0.group == table.group && $0.name != table.name }
            let name = isOnly ? table.name : String(table.group)
            text.append(string: "\nThere is nothing for \(name).\n")
        }
    }

    private func append(_ totals: StatisticsTotals, to text: inout TextBuffer) {
        func count(_ number: Int, _ noun: String) -> String {
            "\(StatisticsCell.grouped(number)) \(noun)\(number == 1 ? "" : "s")"
        }
        text.append(
            string: "\(count(totals.packetCount, "packet")), "
                + "\(count(totals.messageCount, "message")), "
                + "\(count(totals.byteCount, "byte")) in \(StatisticsCell.shown(totals.duration))\n"
        )
    }

    private func append(_ table: StatisticsTable, to text: inout TextBuffer) {
        text.append(string: "\(table.title) (\(table.name))\n")
        let rows = isShort ? table.rows.prefix(table.shortRowCount) : table.rows[...]
        if rows.isEmpty {
            text.append("  none\n")
        } else {
            append(rows, of: table.columns, to: &text)
        }
        if rows.count < table.rows.count {
            let count = StatisticsCell.grouped(table.rows.count - rows.count)
            text.append(string: "  … and \(count) more; all with: stats FILE \(table.name)\n")
        }
        for remark in table.remarks { text.append(string: "  \(remark)\n") }
    }

    private func append(
        _ rows: ArraySlice<StatisticsRow>, of columns: [StatisticsColumn],
        to text: inout TextBuffer
    ) {
        let headings = columns.map { column in
            Array(
                (column.kind == .bytes || column.kind == .duration
                    ? column.title
                    : column.kind.unit.map { "\(column.title) \($0)" } ?? column.title)
                    .utf8)
        }
        let cells = rows.map { row in
            row.values.indices.map { index in
                indent(index == 0 ? row.indent : 0) + StatisticsCell.text(row.values[index])
            }
        }
        // A column of which no row has a value says nothing.
        let shown = columns.indices.filter { index in
            rows.contains { index < $0.values.count && $0.values[index] != .none }
        }
        let widths = fit(
            columns.indices.map { index in
                cells.reduce(headings[index].shownWidth) { width, row in
                    index < row.count ? max(width, row[index].shownWidth) : width
                }
            }, columns, shown)
        append(line: headings, columns, shown, widths, to: &text)
        for row in cells { append(line: row, columns, shown, widths, to: &text) }
    }

    private func indent(_ depth: Int) -> [UInt8] {
        Array(repeating: UInt8(ascii: " "), count: min(depth, 40) * 2)
    }

    private func append(
        line cells: [[UInt8]], _ columns: [StatisticsColumn], _ shown: [Int], _ widths: [Int],
        to text: inout TextBuffer
    ) {
        var line: [UInt8] = []
        for index in shown where index < cells.count {
            line += [UInt8](repeating: UInt8(ascii: " "), count: 2)
            let cell = cells[index].cut(to: widths[index])
            let blanks = [UInt8](
                repeating: UInt8(ascii: " "), count: max(0, widths[index] - cell.shownWidth))
            line += columns[index].kind.isRightAligned ? blanks + cell : cell + blanks
        }
        while line.last == UInt8(ascii: " ") { line.removeLast() }
        text.append(line.rawSpan)
        text.append("\n")
    }

    /// Makes the widest columns of text narrower until a line fits.
    private func fit(_ widths: [Int], _ columns: [StatisticsColumn], _ shown: [Int]) -> [Int] {
        var widths = widths
        let cuttable = shown.filter { columns[$0].kind == .text }
        guard let width else {
            for index in cuttable { widths[index] = min(widths[index], Self.columnWidthMax) }
            return widths
        }
        var excess = shown.reduce(0) { $0 + widths[$1] + 2 } - width
        while excess > 0,
            let widest = cuttable.max(by: { widths[$0] < widths[$1] }),
            widths[widest] > Self.columnWidthMin
        {
            let next = cuttable.filter { $0 != widest }.map { widths[$0] }.max() ?? 0
            let target = max(
                Self.columnWidthMin, widths[widest] - excess,
                min(next, widths[widest] - 1))
            excess -= widths[widest] - target
            widths[widest] = target
        }
        return widths
    }
}

extension [UInt8] {
    /// How many columns of a terminal a text takes, going by its characters.
    var shownWidth: Int { reduce(0) { $1 & 0xC0 == 0x80 ? $0 : $0 + 1 } }

    /// The text, or as much of it as has room with an ellipsis behind.
    func cut(to width: Int) -> [UInt8] {
        if shownWidth <= width { return self }
        var room = Swift.max(0, width - 1)
        var end = 0
        while end < count {
            if self[end] & 0xC0 != 0x80 {
                if room == 0 { break }
                room -= 1
            }
            end += 1
        }
        return Array(self[..<end]) + Array("…".utf8)
    }
}
