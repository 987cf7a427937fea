internal import Bytes
internal import Packets
internal import Printing
internal import Statistics

/// `-z endpoints,TYPE`: who sent and got how much.
final class EndpointsTap: Tap, TapSink {
    private let kind: TrafficKind
    private let filter: String?
    private var table = TrafficTable()

    init(_ kind: TrafficKind, _ filter: String?) {
        self.kind = kind
        self.filter = filter
    }

    var listeners: [TapListener] { [TapListener(filter: filter, sink: self)] }

    func take(
        _ line: PacketLine, _ layers: borrowing PacketLayers, packet: RawSpan,
        info: borrowing TextBuffer
    ) {
        PacketEnds.visit(kind, line, layers, packet: packet) { source, destination, _ in
            table.add(from: source, to: destination, byteCount: line.byteCount, time: 0)
        }
    }

    var remark: String? { table.remark(of: "pairs of ends") }

    func write(_ totals: TapTotals, to text: inout TextBuffer) {
        text.append(string: TapText.rule)
        text.append(string: "\(kind.title) Endpoints\nFilter:\(filter ?? "<No Filter>")\n")
        text.append(blanks: 23)
        text.append(string: "|  \(kind.hasPorts ? "Port  ||  " : "")Packets  | |  Bytes  | ")
        text.append("| Tx Packets | | Tx Bytes | | Rx Packets | | Rx Bytes |\n")
        let ends = table.endpoints
        let order = ends.indices.sorted { one, other in
            (ends[one].total.packetCount, other) > (ends[other].total.packetCount, one)
        }
        for index in order { append(ends[index], to: &text) }
        text.append(string: TapText.rule)
    }

    private func append(_ row: TrafficTable.Endpoint, to text: inout TextBuffer) {
        let start = text.count
        text.append(row.end)
        text.append(blanks: 20 - (text.count - start))
        text.append(blanks: 6)
        if kind.hasPorts {
            text.append(right: Int(row.end.port), width: 5)
            text.append(blanks: 5)
        }
        text.append(right: row.total.packetCount, width: 6)
        text.append(blanks: 5)
        text.append(right: row.total.byteCount, width: 9)
        for (count, gap) in [(row.sent, 5), (row.received, 6)] {
            text.append(blanks: gap)
            text.append(right: count.packetCount, width: 6)
            text.append(blanks: 7)
            text.append(right: count.byteCount, width: 9)
        }
        text.append("   \n")
    }
}
