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
        /// Where the link addresses of the last packet are counted, for its caller; −1: nowhere.
        var linkPlace: Int32 = -1
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
    mutating func add(_ packet: inout StatisticsPacket) {
        let number = packet.line.stream
        guard number >= 0, number < rows.count, rows[number].firstNumber != 0 else {
            return begin(&packet)
        }
        let isSent =
            rows[number].sourcePort == packet.layers.sourcePort
            && rows[number].source == packet.layers.source
        if isSent {
            rows[number].sent.add(packet.line.byteCount)
        } else {
            rows[number].returned.add(packet.line.byteCount)
        }
        let time = packet.time
        if time > rows[number].end { rows[number].end = time }
        if time < rows[number].start { rows[number].start = time }
    }

    @inline(never)
    private mutating func begin(_ packet: inout StatisticsPacket) {
        let number = packet.line.stream
        guard number >= 0, number < Self.rowCountMax else {
            return other.add(packet.line.byteCount)
        }
        while rows.count <= number { rows.append(Row()) }
        rows[number] = Row(
            source: packet.layers.source, destination: packet.layers.destination,
            sourcePort: packet.layers.sourcePort, destinationPort: packet.layers.destinationPort,
            isIPv6: packet.layers.sourceColumn == .ipv6, start: packet.time, end: packet.time,
            firstNumber: packet.line.number)
        rows[number].sent.add(packet.line.byteCount)
    }

    /// See ``Row/linkPlace``.
    @inline(__always)
    subscript(linkPlaceOf number: Int) -> Int {
        get { number >= 0 && number < rows.count ? Int(rows[number].linkPlace) : -1 }
        set {
            if number >= 0, number < rows.count {
                rows[number].linkPlace = Int32(truncatingIfNeeded: newValue)
            }
        }
    }
}

extension FlowTraffic {
    /// As rows of a table, in the order of their first packets; with ports, or only the hosts of
    /// one version of IP.
    func tableRows(_ kind: TrafficEnd.Kind?) -> [TrafficTable.Row] {
        let known = rows.filter { row in
            row.firstNumber > 0 && (kind == nil || kind == (row.isIPv6 ? .ipv6 : .ipv4))
        }
        return known.sorted { $0.firstNumber < $1.firstNumber }.map { row in
            let own: TrafficEnd.Kind = row.isIPv6 ? .ipv6 : .ipv4
            let hasPorts = kind == nil
            return TrafficTable.Row(
                source: TrafficEnd(row.source, own, port: hasPorts ? row.sourcePort : 0),
                destination: TrafficEnd(
                    row.destination, own, port: hasPorts ? row.destinationPort : 0),
                stream: hasPorts ? row.firstNumber : 0, sent: row.sent, returned: row.returned,
                start: row.start, end: row.end)
        }
    }
}
