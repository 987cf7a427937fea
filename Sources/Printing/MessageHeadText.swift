internal import Bytes
internal import Dissection
internal import Packets

/// Writes what the objects of all messages of a packet begin with: when, where, between whom.
struct MessageHeadText: ~Copyable {
    private var identifiers = CommunityID()
    /// The second that was written last, as text: most packets are of the same.
    private var second: Int64?
    private var secondText = TextBuffer(capacity: 32)
    /// What all messages of the packet share.
    private var packet = TextBuffer(capacity: 512)
    private var ends = TextBuffer(capacity: 512)

    init() {}

    mutating func take(_ line: PacketLine, _ layers: borrowing PacketLayers) {
        packet.removeAll()
        packet.append("{\"packet\":")
        packet.append(decimal: UInt64(line.number))
        if line.hasTime { appendTime(line.time) }
        if line.stream >= 0 {
            let isTCP = layers.transport == .tcp
            packet.append(isTCP ? ",\"stream\":\"tcp:" : ",\"stream\":\"udp:")
            packet.append(decimal: UInt64(line.stream))
            packet.append("\",\"community_id\":\"")
            identifiers.append(
                layers, protocolNumber: isTCP ? 6 : 17, stream: line.stream, to: &packet)
            packet.append("\"")
        }
        ends.removeAll()
        ends.append(",\"source\":{\"address\":\"")
        AddressText.append(layers.source, to: &ends)
        ends.append("\",\"port\":")
        ends.append(decimal: layers.sourcePort)
        ends.append("},\"destination\":{\"address\":\"")
        AddressText.append(layers.destination, to: &ends)
        ends.append("\",\"port\":")
        ends.append(decimal: layers.destinationPort)
        ends.append("}")
    }

    func append(_ head: MessageHead, to text: inout TextBuffer) {
        text.append(packet.bytes)
        text.append(",\"protocol\":\"")
        text.append(head.protocolName)
        text.append(
            head.sender == .client ? "\",\"sender\":\"client\"" : "\",\"sender\":\"server\"")
        text.append(",\"level\":")
        text.append(decimal: UInt64(head.stream))
        text.append(ends.bytes)
    }

    private mutating func appendTime(_ time: Int64) {
        let second = TimeText.second(of: time)
        if self.second != second {
            self.second = second
            secondText.removeAll()
            JSONValueText.append(second: second, to: &secondText)
        }
        packet.append(",\"time\":\"")
        secondText.copy(0..<secondText.count, to: &packet)
        let nanosecond = TimeText.nanosecond(of: time)
        TimeText.append(fraction: nanosecond, 9, to: &packet)
        packet.append("Z\",\"time_ns\":")
        if time < 0 { packet.append("-") }
        packet.append(decimal: time.magnitude)
    }
}
