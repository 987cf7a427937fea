internal import Bytes
internal import Packets
internal import Printing

/// Who sent how much to whom: conversations and endpoints of Ethernet, IP, TCP and UDP.
struct TrafficStatistics: StatisticsTally {
    private var tcp = FlowTraffic()
    private var udp = FlowTraffic()
    /// Of packets that are neither.
    private var hosts = TrafficTable()
    private var links = TrafficTable()
    /// What is to be added to rows of ``links``, each in the place that its addresses tell: most
    /// packets are between the same few.
    private var recentLinks = [TrafficTable.Row](
        repeating: TrafficTable.Row(
            source: TrafficEnd(link: 0), destination: TrafficEnd(link: 0), start: 0, end: 0),
        count: recentCount)
    private static var recentCount: Int { 64 }

    let wishes: StatisticsWishes = [.packets, .layers]
    var fields: [StatisticsField] { [] }

    mutating func take(_ packet: borrowing StatisticsPacket) {
        if packet.layers.link == .ethernet { countLink(packet) }
        switch packet.layers.transport {
        case .tcp: tcp.add(packet.line, packet.layers)
        case .udp: udp.add(packet.line, packet.layers)
        default: countHosts(packet)
        }
    }

    @inline(never)
    private mutating func countHosts(_ packet: borrowing StatisticsPacket) {
        let kind: TrafficEnd.Kind
        switch (packet.layers.sourceColumn, packet.layers.destinationColumn) {
        case (.ipv4, .ipv4): kind = .ipv4
        case (.ipv6, .ipv6): kind = .ipv6
        default: return
        }
        hosts.add(
            from: TrafficEnd(packet.layers.source, kind),
            to: TrafficEnd(packet.layers.destination, kind), byteCount: packet.line.byteCount,
            time: packet.line.time &- packet.line.firstTime)
    }

    @inline(__always)
    private mutating func countLink(_ packet: borrowing StatisticsPacket) {
        let time = packet.line.time &- packet.line.firstTime
        let (source, destination) = (packet.linkSource, packet.linkDestination)
        let mixed = source ^ destination
        let place = Int(truncatingIfNeeded: mixed ^ mixed >> 12 ^ mixed >> 24) & 63
        let first = recentLinks[place].source.address.low
        let second = recentLinks[place].destination.address.low
        if source == first, destination == second {
            recentLinks[place].sent.add(packet.line.byteCount)
        } else if source == second, destination == first {
            recentLinks[place].returned.add(packet.line.byteCount)
        } else {
            return beginLink(packet, in: place, time)
        }
        recentLinks[place].extend(to: time)
    }

    @inline(never)
    private mutating func beginLink(
        _ packet: borrowing StatisticsPacket, in place: Int, _ time: Int64
    ) {
        if recentLinks[place].total.packetCount > 0 { links.merge(recentLinks[place]) }
        recentLinks[place] = TrafficTable.Row(
            source: TrafficEnd(link: packet.linkSource),
            destination: TrafficEnd(link: packet.linkDestination), start: time, end: time)
        recentLinks[place].sent.add(packet.line.byteCount)
    }
}

// MARK: - Tables

extension TrafficStatistics {
    private struct Part {
        var name: String
        var title: String
        var table: TrafficTable
        var hasPorts: Bool
    }

    private var parts: [Part] {
        var links = links
        for row in recentLinks where row.total.packetCount > 0 { links.merge(row) }
        return [
            Part(name: "eth", title: "Ethernet", table: links, hasPorts: false),
            Part(name: "ip", title: "IPv4", table: hosts(.ipv4), hasPorts: false),
            Part(name: "ipv6", title: "IPv6", table: hosts(.ipv6), hasPorts: false),
            Part(name: "tcp", title: "TCP", table: flows(tcp), hasPorts: true),
            Part(name: "udp", title: "UDP", table: flows(udp), hasPorts: true),
        ]
    }

    private func flows(_ traffic: FlowTraffic) -> TrafficTable {
        var table = TrafficTable()
        for (number, row) in traffic.tableRows(nil) { table.merge(row, stream: number) }
        table.merge(other: traffic.other)
        return table
    }

    private func hosts(_ kind: TrafficEnd.Kind) -> TrafficTable {
        var table = TrafficTable()
        for (_, row) in tcp.tableRows(kind) + udp.tableRows(kind) { table.merge(row) }
        for row in hosts.rows where row.source.kind == kind { table.merge(row) }
        if hosts.other.packetCount > 0 { table.merge(other: hosts.other) }
        return table
    }

    func tables(_ totals: StatisticsTotals) -> [StatisticsTable] {
        let parts = parts
        return parts.map { conversations($0, totals) } + parts.map { endpoints($0, totals) }
    }

    private func conversations(_ part: Part, _ totals: StatisticsTotals) -> StatisticsTable {
        var table = StatisticsTable(
            "conversations.\(part.name)", "\(part.title) conversations",
            columns: [
                StatisticsColumn("first-end", "first end", .text),
                StatisticsColumn("second-end", "second end", .text),
                StatisticsColumn("packets", "packets", .count),
                StatisticsColumn("bytes", "bytes", .bytes),
                StatisticsColumn("packets-sent", "packets →", .count),
                StatisticsColumn("bytes-sent", "bytes →", .bytes),
                StatisticsColumn("packets-returned", "packets ←", .count),
                StatisticsColumn("bytes-returned", "bytes ←", .bytes),
                StatisticsColumn("start", "start", .time),
                StatisticsColumn("duration", "duration", .duration),
            ], shortRowCount: 5)
        let rows = part.table.rows
        for index in rows.indices.sorted(by: { one, other in
            (rows[one].total.byteCount, other) > (rows[other].total.byteCount, one)
        }) {
            let row = rows[index]
            table.append(
                .text(name(of: row.source, part.hasPorts)),
                .text(name(of: row.destination, part.hasPorts)),
                .count(row.total.packetCount), .bytes(row.total.byteCount),
                .count(row.sent.packetCount), .bytes(row.sent.byteCount),
                .count(row.returned.packetCount), .bytes(row.returned.byteCount),
                .time(row.start), .duration(row.end &- row.start))
        }
        addRemark(part, to: &table)
        return table
    }

    private func endpoints(_ part: Part, _ totals: StatisticsTotals) -> StatisticsTable {
        var table = StatisticsTable(
            "endpoints.\(part.name)", "\(part.title) endpoints",
            columns: [
                StatisticsColumn("endpoint", "endpoint", .text),
                StatisticsColumn("packets", "packets", .count),
                StatisticsColumn("bytes", "bytes", .bytes),
                StatisticsColumn("packets-sent", "packets sent", .count),
                StatisticsColumn("bytes-sent", "bytes sent", .bytes),
                StatisticsColumn("packets-received", "packets received", .count),
                StatisticsColumn("bytes-received", "bytes received", .bytes),
            ], shortRowCount: 5)
        let ends = part.table.endpoints
        for index in ends.indices.sorted(by: { one, other in
            (ends[one].total.byteCount, other) > (ends[other].total.byteCount, one)
        }) {
            let end = ends[index]
            table.append(
                .text(name(of: end.end, part.hasPorts)), .count(end.total.packetCount),
                .bytes(end.total.byteCount), .count(end.sent.packetCount),
                .bytes(end.sent.byteCount), .count(end.received.packetCount),
                .bytes(end.received.byteCount))
        }
        addRemark(part, to: &table)
        return table
    }

    private func addRemark(_ part: Part, to table: inout StatisticsTable) {
        let other = part.table.other
        if other.packetCount == 0 { return }
        table.remarks.append(
            "Only \(TrafficTable.rowCountMax) conversations are told apart; "
                + "\(other.packetCount) packets with \(other.byteCount) bytes are of others.")
    }

    private func name(of end: TrafficEnd, _ hasPorts: Bool) -> String {
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
        return String(decoding: bytes, as: UTF8.self)
    }
}
