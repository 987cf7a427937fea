internal import Bytes
internal import Packets
internal import Printing

extension TrafficStatistics {
    func tables(_ totals: StatisticsTotals) -> [StatisticsTable] {
        let parts = parts
        return parts.map(conversations) + parts.map(endpoints)
    }

    private func conversations(_ part: Part) -> StatisticsTable {
        var table = StatisticsTable(
            "conversations.\(part.name)", "\(part.title) conversations",
            columns: [
                StatisticsColumn("first-end", "first end", .text),
                StatisticsColumn("second-end", "second end", .text),
            ] + Self.columns([("", ""), ("-sent", " →"), ("-returned", " ←")]) + [
                StatisticsColumn("start", "start", .time),
                StatisticsColumn("duration", "duration", .duration),
            ], shortRowCount: 5)
        table.rows = part.table.rows.ranked(by: \.total.byteCount).map { row in
            StatisticsRow(
                [name(of: row.source, part.hasPorts), name(of: row.destination, part.hasPorts)]
                    + Self.values(row.total, row.sent, row.returned)
                    + [.time(row.start), .duration(row.end &- row.start)])
        }
        table.remarks = remarks(part)
        return table
    }

    private func endpoints(_ part: Part) -> StatisticsTable {
        var table = StatisticsTable(
            "endpoints.\(part.name)", "\(part.title) endpoints",
            columns: [StatisticsColumn("endpoint", "endpoint", .text)]
                + Self.columns([("", ""), ("-sent", " sent"), ("-received", " received")]),
            shortRowCount: 5)
        table.rows = part.table.endpoints.ranked(by: \.total.byteCount).map { end in
            StatisticsRow(
                [name(of: end.end, part.hasPorts)]
                    + Self.values(end.total, end.sent, end.received))
        }
        table.remarks = remarks(part)
        return table
    }

    /// Packets and bytes, several times.
    private static func columns(_ counts: [(name: String, title: String)]) -> [StatisticsColumn] {
        counts.flatMap { name, title in
            [
                StatisticsColumn("packets\(name)", "packets\(title)", .count),
                StatisticsColumn("bytes\(name)", "bytes\(title)", .bytes),
            ]
        }
    }

    private static func values(
        _ all: TrafficCount, _ sent: TrafficCount, _ received: TrafficCount
    ) -> [StatisticsValue] {
        [
            .count(all.packetCount), .bytes(all.byteCount), .count(sent.packetCount),
            .bytes(sent.byteCount), .count(received.packetCount), .bytes(received.byteCount),
        ]
    }

    private func remarks(_ part: Part) -> [String] {
        let other = part.table.other
        if other.packetCount == 0 { return [] }
        return [
            "Only \(TrafficTable.rowCountMax) conversations are told apart; "
                + "\(other.packetCount) packets with \(other.byteCount) bytes are of others."
        ]
    }

    private func name(of end: TrafficEnd, _ hasPorts: Bool) -> StatisticsValue {
        var text = TextBuffer(capacity: 64)
        let isBracketed = hasPorts && end.kind == .ipv6
        if isBracketed { text.append("[") }
        switch end.kind {
        case .link: AddressText.append(mac: end.address.low, to: &text)
        case .ipv4: AddressText.append(end.address, to: &text)
        case .ipv6: AddressText.append(end.address, isIPv6: true, to: &text)
        }
        if isBracketed { text.append("]") }
        if hasPorts {
            text.append(":")
            text.append(decimal: UInt64(end.port))
        }
        var bytes: [UInt8] = []
        bytes.append(text.bytes, xor: 0, phase: 0)
        return .text(String(decoding: bytes, as: UTF8.self))
    }
}
