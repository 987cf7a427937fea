internal import Bytes
internal import Packets

/// The info column of ICMP (RFC 792), in tshark's words.
enum ICMPSummary {
    static func append(
        _ bytes: RawSpan, _ layers: borrowing PacketLayers, _ packet: PacketContext,
        _ state: inout NetworkState, to text: inout TextBuffer
    ) throws(Shortage) -> ProtocolName {
        let message = LayerBytes(bytes, transportOf: layers)
        // The sixth byte may be the quoted packet's length, and is looked at before all else.
        try message.require(6)
        let type = try message.byte(at: 0)
        let code = try message.byte(at: 1)
        appendTitle(type, code, to: &text)
        switch type {
        case 0, 8, 13...18:
            try message.require(8)
            appendLabel(message, to: &text)
            appendTimeToLive(bytes, layers, to: &text)
            try appendRest(type, message, layers, packet, &state, to: &text)
        case 3, 4, 5, 11, 12:
            try message.require(type == 5 ? 9 : 8)
            try requireQuote(bytes, layers)
        case 9: try requireAddresses(message)
        case 42:
            try message.require(8)
            if message.capturedCount < message.count { throw .cut }
        case 43: try message.require(8)
        default: break
        }
        return "ICMP"
    }

    /// The type's name, in at least 20 columns, and the code's.
    private static func appendTitle(_ type: UInt8, _ code: UInt8, to text: inout TextBuffer) {
        let start = text.count
        text.append(ICMPWords.type(type, code))
        for _ in (text.count - start)..<max(20, text.count - start) { text.append(" ") }
        guard let codes = ICMPWords.codes(of: type) else { return }
        text.append(" (")
        text.append(code, in: codes, else: "Unknown code: ")
        text.append(")")
    }

    /// The sequence number in both byte orders: some senders do not mind the network's.
    private static func appendLabel(_ message: borrowing LayerBytes, to text: inout TextBuffer) {
        guard let identifier = try? message.bigEndian(at: 4, as: UInt16.self),
            let sequence = try? message.bigEndian(at: 6, as: UInt16.self)
        else { return }
        text.append(" id=0x")
        text.append(hexadecimal: UInt64(identifier), digits: 4)
        text.append(", seq=")
        text.append(decimal: sequence)
        text.append("/")
        text.append(decimal: sequence.byteSwapped)
    }

    private static func appendTimeToLive(
        _ bytes: RawSpan, _ layers: borrowing PacketLayers, to text: inout TextBuffer
    ) {
        let offset = Int(layers.innerOffset) + (layers.sourceColumn == .ipv6 ? 7 : 8)
        guard offset < bytes.byteCount else { return }
        text.append(", ttl=")
        text.append(decimal: bytes.byte(at: offset))
    }

    private static func appendRest(
        _ type: UInt8, _ message: borrowing LayerBytes, _ layers: borrowing PacketLayers,
        _ packet: PacketContext, _ state: inout NetworkState, to text: inout TextBuffer
    ) throws(Shortage) {
        switch type {
        case 0, 8:
            try EchoSummary.append(
                message, layers, isRequest: type == 8, difference: 0x0800, packet, &state,
                to: &text)
        case 13, 14: try message.require(20)
        case 17, 18: try message.require(12)
        default: break
        }
    }

    /// Router advertisements list addresses of four bytes with a preference each.
    private static func requireAddresses(
        _ message: borrowing LayerBytes
    ) throws(Shortage) {
        try message.require(8)
        guard try message.byte(at: 5) == 2 else { return }
        try message.require(8 + 8 * Int(try message.byte(at: 4)))
    }

    /// A quoted packet that is broken is no fault of the error that quotes it; one that the capture
    /// cut is.
    static func requireQuote(
        _ bytes: RawSpan, _ layers: borrowing PacketLayers
    ) throws(Shortage) {
        guard let quoted = QuotedPacket.layers(in: bytes, of: layers) else {
            if bytes.byteCount < Int(layers.end) { throw .cut }
            return
        }
        if quoted.stop == .cut { throw .cut }
        guard quoted.transport == .udp, quoted.payloadCount > 0 else {
            let isRead = quoted.transport == .udp || quoted.transport == .tcp
            let isGone = quoted.payloadCount == 0 && quoted.payloadLength > 0
            if !isRead, isGone, bytes.byteCount < Int(quoted.end) { throw .cut }
            return
        }
        // A DNS header is read as a whole.
        let isDNS = quoted.sourcePort == 53 || quoted.destinationPort == 53
        let needed = min(12, quoted.payloadLength)
        if isDNS ? quoted.payloadCount < needed : UDPSummary.isCutWhileGuessing(bytes, quoted) {
            throw .cut
        }
    }
}

/// Echoes of either ICMP, and which request a reply answers.
enum EchoSummary {
    /// - Parameter difference: what the request's checksum becomes the reply's with, in the
    ///   arithmetic of checksums, when only the type differs.
    static func append(
        _ message: borrowing LayerBytes, _ layers: borrowing PacketLayers, isRequest: Bool,
        difference: UInt32, _ packet: PacketContext, _ state: inout NetworkState,
        to text: inout TextBuffer
    ) throws(Shortage) {
        let checksum = try message.bigEndian(at: 2, as: UInt16.self)
        let label = try message.bigEndian(at: 4, as: UInt32.self)
        guard isRequest else {
            let key = EchoKey(layers, checksum: checksum, label: label)
            guard let number = state.requestNumber(forReply: key) else { return }
            text.append(" (request in ")
            text.append(decimal: UInt(number))
            text.append(")")
            return
        }
        let sum = UInt32(checksum) + difference
        let key = EchoKey(
            layers, checksum: UInt16(truncatingIfNeeded: sum & 0xFFFF + sum >> 16), label: label)
        state.noteEchoRequest(key, number: packet.number)
    }
}
