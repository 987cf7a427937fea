internal import Bytes
internal import Dissection
internal import Packets
internal import Printing
internal import Statistics

/// `-z flow`: a lane for each address, and an arrow for each packet.
final class FlowTap: Tap, TapSink {
    /// Of more packets the first are shown.
    static var byteCountMax: Int { 256 << 20 }

    private let request: FlowRequest
    private var time: TimeText
    private var graph = FlowGraph()
    /// The fields that the labels of segments are made of, by their places in ``fieldNames``.
    private let numbers: [FieldID: Int]
    private var values = [UInt64?](repeating: nil, count: fieldNames.count)
    private var text = TextBuffer()
    private var lostCount = 0

    private static let fieldNames = ["tcp.flags", "tcp.len", "tcp.seq", "tcp.ack"]

    init(_ request: FlowRequest, _ table: FieldTable, _ format: TimeFormat) {
        self.request = request
        time = TimeText(format)
        var numbers: [FieldID: Int] = [:]
        if request.scope == .tcp {
            for (number, name) in Self.fieldNames.enumerated() {
                for id in table.find(name).map(table.all) ?? [] { numbers[id] = number }
            }
        }
        self.numbers = numbers
    }

    var listeners: [TapListener] { [TapListener(filter: request.filter, sink: self)] }
    var fields: [FieldID] { Array(numbers.keys) }
    var wantsInfo: Bool { request.scope == .any }

    func add(_ field: Field, decoded: RawSpan) {
        guard let number = numbers[field.id], values[number] == nil,
            case .number(let value) = field.value
        else { return }
        values[number] = value
    }

    func discard() {
        for index in values.indices { values[index] = nil }
    }

    func take(
        _ line: PacketLine, _ layers: borrowing PacketLayers, packet: RawSpan,
        info: borrowing TextBuffer
    ) {
        defer { discard() }
        if request.scope == .tcp, !PacketEnds.isSegment(layers, packet) { return }
        let first = end(layers.sourceColumn, layers.source, layers.linkSource, packet)
        let second = end(
            layers.destinationColumn, headerDestination(layers, packet), layers.linkDestination,
            packet)
        guard let source = first, let destination = second else { return }
        guard graph.byteCount < Self.byteCountMax else {
            lostCount += 1
            return
        }
        text.removeAll()
        time.append(line, to: &text)
        let timeEnd = text.count
        if request.scope == .tcp { appendSegment() } else { appendRow(line, info) }
        // An error has the ports of what it quotes.
        let quoted = QuotedPacket.layers(in: packet, of: layers)
        var ports = (layers.sourcePort, layers.destinationPort)
        if let quoted { ports = (quoted.sourcePort, quoted.destinationPort) }
        graph.add(
            from: FlowGraph.Port(source, ports.0), to: FlowGraph.Port(destination, ports.1),
            conversation: request.scope == .tcp ? UInt16(truncatingIfNeeded: line.stream) : 0,
            text.bytes, timeEnd: timeEnd, labelEnd: labelEnd, labelStart: labelStart)
    }

    /// Where in ``text`` what stands on the arrow is; all behind its end is the comment.
    private var labelStart = 0
    private var labelEnd: Int?

    private func appendRow(_ line: PacketLine, _ info: borrowing TextBuffer) {
        var writer = text.writer(room: 64)
        line.protocolName.append(to: &writer)
        text.commit(writer.count)
        text.append(": ")
        labelStart = text.count
        labelEnd = nil
        text.append(info.bytes)
    }

    private func appendSegment() {
        labelStart = text.count
        TCPSummary.append(flags: UInt16(truncatingIfNeeded: values[0] ?? 0), to: &text)
        if let length = values[1], length > 0 {
            text.append(" - Len: ")
            text.append(decimal: length)
        }
        labelEnd = text.count
        text.append("Seq = ")
        text.append(decimal: values[2] ?? 0)
        guard let flags = values[0], flags & 0x10 != 0 else { return }
        text.append(" Ack = ")
        text.append(decimal: values[3] ?? 0)
    }

    /// Where the packet goes: next, to `standard`; in the end, if a routing header names that, to
    /// `network`.
    private func headerDestination(
        _ layers: borrowing PacketLayers, _ packet: RawSpan
    ) -> IPAddress {
        let offset = Int(layers.innerOffset) + 24
        let isThere = layers.innermost != .arp && offset + 16 <= packet.byteCount
        guard !request.hasLinkAddresses, layers.destinationColumn == .ipv6, isThere else {
            return layers.destination
        }
        return IPAddress(
            high: packet.bigEndian(at: offset), low: packet.bigEndian(at: offset + 8))
    }

    private func end(
        _ column: PacketLayers.AddressColumn, _ address: IPAddress, _ link: Range<Int>,
        _ packet: RawSpan
    ) -> TrafficEnd? {
        switch column {
        case .ipv4: return TrafficEnd(address, .ipv4)
        case .ipv6: return TrafficEnd(address, .ipv6)
        case .link:
            guard request.hasLinkAddresses, link.upperBound <= packet.byteCount, link.count == 6
            else { return nil }
            let address = link.reduce(0) { $0 << 8 | UInt64(packet.byte(at: $1)) }
            return TrafficEnd(link: address)
        case .none, .notAvailable: return nil
        }
    }

    var remark: String? {
        if lostCount == 0 { return nil }
        return "the flow shows the first packets only; \(lostCount) more did not find room"
    }

    func write(_ totals: TapTotals, to text: inout TextBuffer) { graph.write(to: &text) }
}
