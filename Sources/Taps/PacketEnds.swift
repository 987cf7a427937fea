internal import Bytes
internal import Packets
internal import Printing
internal import Statistics

/// Between which ends a packet goes, in the eyes of a kind of conversation.
enum PacketEnds {
    /// Calls `body` with the two ends and the number of the conversation; for each IP header, if
    /// there are several of the kind.
    static func visit(
        _ kind: TrafficKind, _ line: PacketLine, _ layers: borrowing PacketLayers,
        packet: RawSpan, _ body: (TrafficEnd, TrafficEnd, Int) -> Void
    ) {
        switch kind {
        case .eth:
            guard layers.link == .ethernet, packet.byteCount >= 14 else { return }
            let destination: UInt64 = packet.bigEndian(at: 0) >> 16
            let source: UInt64 = packet.bigEndian(at: 6) >> 16
            body(TrafficEnd(link: source), TrafficEnd(link: destination), 0)
        case .ip: visitHeaders(.ipv4, layers, packet, body)
        case .ipv6: visitHeaders(.ipv6, layers, packet, body)
        case .tcp:
            if isSegment(layers, packet) { visitPorts(line, layers, body) }
        case .udp:
            if layers.transport == .udp { visitPorts(line, layers, body) }
        }
    }

    /// Whether tshark gives a packet to the taps of TCP: none whose options cannot be read.
    static func isSegment(_ layers: borrowing PacketLayers, _ packet: RawSpan) -> Bool {
        guard layers.transport == .tcp else { return false }
        var options = TCPHeader(packet, layers).options
        while options.next() != nil {}
        return options.end == .complete
    }

    private static func visitPorts(
        _ line: PacketLine, _ layers: borrowing PacketLayers,
        _ body: (TrafficEnd, TrafficEnd, Int) -> Void
    ) {
        let kind: TrafficEnd.Kind = layers.sourceColumn == .ipv6 ? .ipv6 : .ipv4
        body(
            TrafficEnd(layers.source, kind, port: layers.sourcePort),
            TrafficEnd(layers.destination, kind, port: layers.destinationPort), line.stream)
    }

    private static func visitHeaders(
        _ kind: TrafficEnd.Kind, _ layers: borrowing PacketLayers, _ packet: RawSpan,
        _ body: (TrafficEnd, TrafficEnd, Int) -> Void
    ) {
        guard layers.ipDepth > 0 else { return }
        for header in IPHeaders(packet, layers) where header.isIPv6 == (kind == .ipv6) {
            body(
                TrafficEnd(header.source, kind), TrafficEnd(header.destination, kind), 0)
        }
    }
}
