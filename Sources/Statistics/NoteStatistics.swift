internal import Flows
internal import Printing

/// Statistics of notes: what is wrong, odd or missing, by rule, and what TCP segments turned out
/// to be.
struct NoteStatistics: StatisticsTally {
    enum Field: UInt8, StatisticsFieldName {
        case rule, severity

        var name: String {
            switch self {
            case .rule: "earshot.note.rule"
            case .severity: "earshot.note.severity"
            }
        }
    }

    private let rules = NameTable()
    private var found = PerName(NoteTally())
    private var findings = [NoteTally](repeating: NoteTally(), count: TCPFindings.words.count)

    func use(of field: Field) -> StatisticsField.Use { field == .rule ? .name(rules) : .number }

    mutating func take(_ message: StatisticsMessage, of packet: inout StatisticsPacket) {
        var rule = 0
        packet.forEachFact(of: message) { (field: Field, value) in
            switch field {
            case .rule:
                rule = Int(clamping: value)
                found[rule].add(packet.line.number)
            case .severity: found[rule].severity = value
            }
        }
    }

    mutating func take(_ packet: inout StatisticsPacket) {
        let findings = packet.line.findings
        if findings.isEmpty { return }
        for (index, word) in TCPFindings.words.enumerated()
        where !findings.isDisjoint(with: word.findings) {
            self.findings[index].add(packet.line.number)
        }
    }

    func tables(_ totals: StatisticsTotals) -> [StatisticsTable] {
        let columns = [
            StatisticsColumn("rule", "rule", .text),
            StatisticsColumn("severity", "severity", .text),
            StatisticsColumn("count", "count", .count),
            StatisticsColumn("first-packet", "first packet", .count),
            StatisticsColumn("last-packet", "last packet", .count),
        ]
        var notes = StatisticsTable(
            "notes.messages", "Notes on messages by rule", columns: columns)
        for (number, rule) in found.ranked(by: \.count) {
            notes.rows.append(rule.row(rules.value(number), rule.severityWord))
        }
        var tcp = StatisticsTable(
            "notes.tcp", "What TCP segments turned out to be",
            columns: columns.filter { $0.name != "severity" })
        for (index, word) in TCPFindings.words.enumerated() where findings[index].count > 0 {
            tcp.rows.append(findings[index].row(.text("\(word.name)"), nil))
        }
        return [notes, tcp]
    }
}

/// How often there was something, and where.
private struct NoteTally {
    var count = 0
    var severity: UInt64 = 0
    private var firstPacket = 0
    private var lastPacket = 0

    mutating func add(_ packet: Int) {
        if count == 0 { firstPacket = packet }
        count += 1
        lastPacket = packet
    }

    var severityWord: String {
        switch severity {
        case 0: "info"
        case 1: "warning"
        default: "error"
        }
    }

    func row(_ name: StatisticsValue, _ severity: String?) -> StatisticsRow {
        let words = severity.map { [StatisticsValue.text($0)] } ?? []
        return StatisticsRow(
            [name] + words + [.count(count), .count(firstPacket), .count(lastPacket)])
    }
}

extension TCPFindings {
    /// As Wireshark's fields in `tcp.analysis` are called.
    fileprivate static let words: [(findings: TCPFindings, name: StaticString)] = [
        // Wireshark's field is there for each kind of retransmission.
        ([.retransmission, .fastRetransmission, .spuriousRetransmission], "retransmission"),
        (.fastRetransmission, "fast_retransmission"),
        (.spuriousRetransmission, "spurious_retransmission"), (.outOfOrder, "out_of_order"),
        (.previousNotCaptured, "lost_segment"), (.ackedUnseen, "ack_lost_segment"),
        (.duplicateAck, "duplicate_ack"), (.keepAlive, "keep_alive"),
        (.keepAliveAck, "keep_alive_ack"), (.zeroWindow, "zero_window"),
        (.zeroWindowProbe, "zero_window_probe"), (.zeroWindowProbeAck, "zero_window_probe_ack"),
        (.windowUpdate, "window_update"), (.windowFull, "window_full"),
        (.portsReused, "reused_ports"),
    ]
}
