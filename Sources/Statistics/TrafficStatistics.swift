internal import Packets
internal import Printing

/// Who sent how much to whom: conversations and endpoints of Ethernet, IP, TCP and UDP.
struct TrafficStatistics: StatisticsTally {
    private var tcp = FlowTraffic()
    private var udp = FlowTraffic()
    /// Of packets that are neither.
    private var hosts = TrafficTable()
    private var links = TrafficTable()
    /// The row of ``links`` that the last packet without a conversation was counted in.
    private var linkPlace = -1

    mutating func take(_ packet: inout StatisticsPacket) {
        let number = packet.line.stream
        let (isEthernet, row) = (packet.layers.link == .ethernet, packet.linkRow)
        let byteCount = packet.line.byteCount
        switch packet.layers.transport {
        case .tcp:
            tcp.add(&packet)
            if isEthernet { links.add(byteCount, as: row, near: &tcp[linkPlaceOf: number]) }
        case .udp:
            udp.add(&packet)
            if isEthernet { links.add(byteCount, as: row, near: &udp[linkPlaceOf: number]) }
        default:
            countHosts(&packet)
            if isEthernet { links.add(byteCount, as: row, near: &linkPlace) }
        }
    }

    @inline(never)
    private mutating func countHosts(_ packet: inout StatisticsPacket) {
        let kind: TrafficEnd.Kind
        switch (packet.layers.sourceColumn, packet.layers.destinationColumn) {
        case (.ipv4, .ipv4): kind = .ipv4
        case (.ipv6, .ipv6): kind = .ipv6
        default: return
        }
        hosts.add(
            from: TrafficEnd(packet.layers.source, kind),
            to: TrafficEnd(packet.layers.destination, kind), byteCount: packet.line.byteCount,
            time: packet.time)
    }
}

extension StatisticsPacket {
    /// A row between its link addresses.
    @inline(__always)
    fileprivate var linkRow: TrafficTable.Row {
        TrafficTable.Row(
            source: TrafficEnd(link: linkSource), destination: TrafficEnd(link: linkDestination),
            start: time, end: time)
    }
}

extension TrafficStatistics {
    /// What there is a table of conversations of, and one of endpoints.
    struct Part {
        var name: String
        var title: String
        var table: TrafficTable
        var hasPorts = false
    }

    var parts: [Part] {
        [
            Part(name: "eth", title: "Ethernet", table: links),
            Part(name: "ip", title: "IPv4", table: hosts(.ipv4)),
            Part(name: "ipv6", title: "IPv6", table: hosts(.ipv6)),
            Part(name: "tcp", title: "TCP", table: flows(tcp), hasPorts: true),
            Part(name: "udp", title: "UDP", table: flows(udp), hasPorts: true),
        ]
    }

    private func flows(_ traffic: FlowTraffic) -> TrafficTable {
        var table = TrafficTable()
        for row in traffic.tableRows(nil) { table.merge(row) }
        table.merge(other: traffic.other)
        return table
    }

    private func hosts(_ kind: TrafficEnd.Kind) -> TrafficTable {
        var table = TrafficTable()
        for row in tcp.tableRows(kind) + udp.tableRows(kind) { table.merge(row) }
        for row in hosts.rows where row.source.kind == kind { table.merge(row) }
        if hosts.other.packetCount > 0 { table.merge(other: hosts.other) }
        return table
    }
}
