internal import Bytes
internal import Dissection
internal import Packets

/// Writes what the objects of all messages of a packet begin with: when, where, between whom.
struct MessageHeadText: ~Copyable {
    private var identifiers = CommunityID()
    private var timestamp = TimestampText()
    /// What all messages of the packet share.
    private var packet = TextBuffer(capacity: 512)
    private var ends = TextBuffer(capacity: 512)

    init() {}

    mutating func take(_ line: PacketLine, _ layers: borrowing PacketLayers) {
        packet.removeAll()
        packet.append("{\"packet\":")
        packet.append(decimal: UInt64(line.number))
        if line.hasTime { timestamp.append(line.time, to: &packet) }
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

}
