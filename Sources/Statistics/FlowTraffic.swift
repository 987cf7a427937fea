internal import Packets
internal import Printing

/// What went over each connection and each conversation over UDP, found by their numbers.
///
/// Most packets are of one, and those between two hosts, or of one host, are summed up from these
/// at the end: so a packet touches one row, and nothing is looked up.
struct FlowTraffic {
    struct Row: BitwiseCopyable {
        var source = IPAddress(v4: 0)
        var destination = IPAddress(v4: 0)
        var sourcePort: UInt16 = 0
        var destinationPort: UInt16 = 0
        var isIPv6 = false
        /// Nanoseconds since the capture's first packet.
        var start: Int64 = 0
        var end: Int64 = 0
        /// The number of the first packet; 0: none came.
        var firstNumber = 0
        var sent = TrafficCount()
        var returned = TrafficCount()
    }

    /// Conversations with higher numbers are counted together.
    static var rowCountMax: Int { TrafficTable.rowCountMax }

    private(set) var rows: [Row] = []
    private(set) var other = TrafficCount()

    @inline(__always)
    mutating func add(_ line: PacketLine, _ layers: borrowing PacketLayers) {
        let number = line.stream
        guard number < rows.count, rows[number].firstNumber != 0 else {
            return begin(line, layers)
        }
        let (source, port) = (layers.source, layers.sourcePort)
        let isSent = rows[number].sourcePort == port && rows[number].source == source
        let time = line.time &- line.firstTime
        if isSent {
            rows[number].sent.add(line.byteCount)
        } else {
            rows[number].returned.add(line.byteCount)
        }
        if time > rows[number].end { rows[number].end = time }
        if time < rows[number].start { rows[number].start = time }
    }

    @inline(never)
    private mutating func begin(_ line: PacketLine, _ layers: borrowing PacketLayers) {
        let number = line.stream
        guard number >= 0, number < Self.rowCountMax else { return other.add(line.byteCount) }
        while rows.count <= number { rows.append(Row()) }
        let time = line.time &- line.firstTime
        rows[number] = Row(
            source: layers.source, destination: layers.destination,
            sourcePort: layers.sourcePort, destinationPort: layers.destinationPort,
            isIPv6: layers.sourceColumn == .ipv6, start: time, end: time,
            firstNumber: line.number)
        rows[number].sent.add(line.byteCount)
    }
}

extension FlowTraffic {
    /// As rows of a table, in the order of their first packets; with ports, or only the hosts of
    /// one version of IP.
    func tableRows(_ kind: TrafficEnd.Kind?) -> [(number: Int, row: TrafficTable.Row)] {
        rows.compactMap { row in
            guard row.firstNumber > 0 else { return nil }
            let own: TrafficEnd.Kind = row.isIPv6 ? .ipv6 : .ipv4
            if let kind, kind != own { return nil }
            let hasPorts = kind == nil
            var other = TrafficTable.Row(
                source: TrafficEnd(row.source, own, port: hasPorts ? row.sourcePort : 0),
                destination: TrafficEnd(
                    row.destination, own, port: hasPorts ? row.destinationPort : 0),
                start: row.start, end: row.end)
            (other.sent, other.returned) = (row.sent, row.returned)
            return (row.firstNumber, other)
        }.sorted { $0.number < $1.number }
    }
}
