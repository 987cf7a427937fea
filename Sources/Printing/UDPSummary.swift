public import Bytes
public import Packets

/// The info column of a datagram without a message that we know.
public enum UDPSummary {
    public static func append(
        _ bytes: RawSpan, _ layers: borrowing PacketLayers, to text: inout TextBuffer
    ) -> ProtocolName {
        appendPorts(layers, to: &text)
        let start = Int(layers.transportOffset)
        guard start + 6 <= min(bytes.byteCount, Int(layers.end)) else {
            NetworkSummary.append(layers.stop, to: &text)
            return "UDP"
        }
        let length = bytes.bigEndian(at: start + 4) as UInt16
        if layers.stop == .badLength {
            text.append(" [BAD UDP LENGTH ")
            text.append(decimal: length)
            text.append(" < 8]")
            return "UDP"
        }
        if Int(length) > Int(layers.end) - start, !layers.flags.contains(.loneFragment) {
            text.append(" [BAD UDP LENGTH ")
            text.append(decimal: length)
            text.append(" > IP PAYLOAD LENGTH]")
        }
        text.append(" Len=")
        // A length of 0 stands for one that the field has no room for.
        text.append(decimal: length >= 8 ? UInt(length) - 8 : UInt(max(0, layers.payloadLength)))
        if layers.transport == .udp, layers.sourceColumn == .ipv6,
            bytes.bigEndian(at: start + 6) as UInt16 == 0
        {
            text.append(" [ILLEGAL CHECKSUM (0)]")
        }
        NetworkSummary.append(layers.stop, to: &text)
        if layers.stop == .none { appendShortage(Int(length), bytes, layers, to: &text) }
        return "UDP"
    }

    /// A payload that is announced, and of which nothing or too little is there.
    private static func appendShortage(
        _ length: Int, _ bytes: RawSpan, _ layers: borrowing PacketLayers,
        to text: inout TextBuffer
    ) {
        if length > 8, layers.payloadCount == 0 {
            let isCut = bytes.byteCount < Int(layers.end)
            NetworkSummary.append(isCut ? Shortage.cut : .malformed, to: &text)
        } else if isCutWhileGuessing(bytes, layers) {
            NetworkSummary.append(Shortage.cut, to: &text)
        }
    }

    /// Whether tshark's guessing of protocols runs into the end of the capture: it looks at four
    /// bytes of a payload, and at ten where the third could be that of a DNS query.
    static func isCutWhileGuessing(_ bytes: RawSpan, _ layers: borrowing PacketLayers) -> Bool {
        guard layers.payloadLength >= 4, layers.payloadCount < min(10, layers.payloadLength) else {
            return false
        }
        if layers.payloadCount < 4 { return true }
        return bytes.byte(at: Int(layers.payloadOffset) + 2) & 0x78 == 0
    }

    static func appendPorts(_ layers: borrowing PacketLayers, to text: inout TextBuffer) {
        var writer = text.writer(room: 32)
        writer.append(decimal: layers.sourcePort)
        writer.append(" → ")
        writer.append(decimal: layers.destinationPort)
        text.commit(writer.count)
    }
}
