internal import Bytes
internal import Packets
internal import Printing
internal import Statistics

/// `-z conv,TYPE`: who sent how much to whom.
final class ConversationsTap: Tap, TapSink {
    private let kind: TrafficKind
    private let filter: String?
    private let format: TimeFormat
    private var table = TrafficTable()
    private var time: TimeText

    init(_ kind: TrafficKind, _ filter: String?, _ format: TimeFormat) {
        self.kind = kind
        self.filter = filter
        self.format = format
        time = TimeText(format)
    }

    var listeners: [TapListener] { [TapListener(filter: filter, sink: self)] }

    func take(
        _ line: PacketLine, _ layers: borrowing PacketLayers, packet: RawSpan,
        info: borrowing TextBuffer
    ) {
        let relative = line.time &- line.firstTime
        PacketEnds.visit(kind, line, layers, packet: packet) { source, destination, stream in
            table.add(
                from: source, to: destination, stream: stream, byteCount: line.byteCount,
                time: relative)
        }
    }

    var remark: String? { table.remark(of: "conversations") }

    func write(_ totals: TapTotals, to text: inout TextBuffer) {
        text.append(string: TapText.rule)
        text.append(string: "\(kind.title) Conversations\nFilter:\(filter ?? "<No Filter>")\n")
        appendHeading(to: &text)
        // Those of most packets first, others in the order of their first packets.
        let order = table.rows.indices.sorted { one, other in
            let (first, second) = (table.rows[one].total, table.rows[other].total)
            return (first.packetCount, other) > (second.packetCount, one)
        }
        for index in order { append(table.rows[index], totals, to: &text) }
        text.append(string: TapText.rule)
    }
}

// MARK: - Rows

extension ConversationsTap {
    /// Two lines above the columns, which tell what the start of a conversation is told in.
    private func appendHeading(to text: inout TextBuffer) {
        let (first, second, size): (String, String, String) =
            switch format {
            case .clock: (" Absolute Time  ", "      Start     ", "Size ")
            case .date, .dayOfYear: (" Absolute Date  ", "     Start      ", "Size ")
            case .epoch: ("       Relative       ", "         Start        ", "Bytes")
            default: ("    Relative    ", "      Start     ", "Bytes")
            }
        let margin = String(repeating: " ", count: kind.hasPorts ? 59 : 47)
        text.append(string: "\(margin)|       <-      | |       ->      | |     Total     |")
        text.append(string: "\(first)|   Duration   |\n\(margin)")
        text.append(string: "| Frames  \(size) | | Frames  \(size) | | Frames  \(size) |")
        text.append(string: "\(second)|              |\n")
    }

    private func append(
        _ row: TrafficTable.Row, _ totals: TapTotals, to text: inout TextBuffer
    ) {
        append(row.source, to: &text)
        text.append(" <-> ")
        append(row.destination, to: &text)
        for count in [row.returned, row.sent, row.total] {
            text.append("  ")
            text.append(right: count.packetCount, width: 6)
            text.append(" ")
            text.append(TapText.size(count.byteCount), width: 9)
        }
        text.append("  ")
        appendStart(row.start, totals, to: &text)
        let duration = TapText.seconds(row.end) - TapText.seconds(row.start)
        text.append("   ")
        text.append(right: TapText.fixed(duration, 4), width: 12)
        text.append("\n")
    }

    private func append(_ end: TrafficEnd, to text: inout TextBuffer) {
        let start = text.count
        text.append(end)
        if kind.hasPorts { text.append(string: ":\(end.port)") }
        text.append(blanks: (kind.hasPorts ? 26 : 20) - (text.count - start))
    }

    private func appendStart(_ start: Int64, _ totals: TapTotals, to text: inout TextBuffer) {
        switch format {
        case .epoch:
            let seconds = TapText.seconds(totals.firstTime &+ start)
            text.append(right: TapText.fixed(seconds, 9), width: 20)
        case .clock, .date, .dayOfYear: time.append(second: totals.firstTime &+ start, to: &text)
        default: text.append(right: TapText.fixed(TapText.seconds(start), 9), width: 14)
        }
    }
}

extension TrafficTable {
    /// What is to be said when there were more than there is room for.
    func remark(of rows: String) -> String? {
        guard other.packetCount > 0 else { return nil }
        return "\(other.packetCount) packets are of more than the \(Self.rowCountMax) \(rows) "
            + "that are told apart, and not shown"
    }
}
