internal import Bytes
internal import Packets

/// The info column of ICMPv6 (RFC 4443, RFC 4861, RFC 3810), in tshark's words.
enum ICMPv6Summary {
    static func append(
        _ bytes: RawSpan, _ layers: borrowing PacketLayers, _ packet: PacketContext,
        _ state: inout NetworkState, to text: inout TextBuffer
    ) throws(Shortage) -> ProtocolName {
        let message = LayerBytes(bytes, transportOf: layers)
        let type = try message.byte(at: 0)
        appendType(type, to: &text)
        let code = try message.byte(at: 1)
        appendCode(code, of: type, to: &text)
        try message.require(4)
        switch type {
        case 1...4:
            try message.require(9)
            try ICMPSummary.requireQuote(bytes, layers)
        case 128, 129:
            try appendEcho(type, message, bytes, layers, to: &text)
            try EchoSummary.append(
                message, layers, isRequest: type == 128, difference: 0xFEFF, packet, &state,
                to: &text)
        case 130...132: try message.require(24)
        case 133...137, 141, 142: try NeighborDiscovery.append(type, message, to: &text)
        case 143: try requireRecords(message)
        default: break
        }
        return "ICMPv6"
    }

    private static func appendType(_ type: UInt8, to text: inout TextBuffer) {
        if let name = ICMPv6Words.type(type) { return text.append(name) }
        text.append("Unknown (")
        text.append(decimal: type)
        text.append(")")
    }

    private static func appendCode(_ code: UInt8, of type: UInt8, to text: inout TextBuffer) {
        guard let codes = ICMPv6Words.codes(of: type) else { return }
        text.append(" (")
        if type == 1, code > 7 {
            text.append("Unknown")
        } else {
            text.append(code, in: codes, else: "Unknown (", ")")
        }
        text.append(")")
    }

    private static func appendEcho(
        _ type: UInt8, _ message: borrowing LayerBytes, _ bytes: RawSpan,
        _ layers: borrowing PacketLayers, to text: inout TextBuffer
    ) throws(Shortage) {
        try message.require(8)
        text.append(" id=0x")
        text.append(hexadecimal: UInt64(try message.bigEndian(at: 4, as: UInt16.self)), digits: 4)
        text.append(", seq=")
        text.append(decimal: try message.bigEndian(at: 6, as: UInt16.self))
        guard layers.sourceColumn == .ipv6 else { return }
        text.append(", hop limit=")
        text.append(decimal: bytes.byte(at: Int(layers.innerOffset) + 7))
    }

    /// The group records of a report of MLDv2, as many as there are bytes for.
    private static func requireRecords(_ message: borrowing LayerBytes) throws(Shortage) {
        try message.require(8)
        var offset = 8
        while offset < message.count {
            try message.require(20, at: offset)
            let auxiliary = 4 * Int(try message.byte(at: offset + 1))
            let sources = 16 * Int(try message.bigEndian(at: offset + 2, as: UInt16.self))
            try message.require(sources + auxiliary, at: offset + 20)
            offset += 20 + sources + auxiliary
        }
    }
}

/// The messages that carry a target and options (RFC 4861).
enum NeighborDiscovery {
    static func append(
        _ type: UInt8, _ message: borrowing LayerBytes, to text: inout TextBuffer
    ) throws(Shortage) {
        switch type {
        case 134: try appendOptions(message, at: 16, to: &text)
        case 135:
            text.append(" for ")
            try appendTarget(message, from: text.count - 5, to: &text)
            try appendOptions(message, at: 24, to: &text)
        case 136:
            text.append(" ")
            try appendTarget(message, from: text.count - 1, to: &text)
            appendFlags(try message.byte(at: 4), to: &text)
            try appendOptions(message, at: 24, to: &text)
        case 137: try appendOptions(message, at: 40, to: &text)
        default: try appendOptions(message, at: 8, to: &text)
        }
    }

    /// - Parameter start: where what was written for the target begins, to be taken back without it.
    private static func appendTarget(
        _ message: borrowing LayerBytes, from start: Int, to text: inout TextBuffer
    ) throws(Shortage) {
        do throws(Shortage) {
            AddressText.append(try message.ipv6(at: 8), isIPv6: true, to: &text)
        } catch {
            text.truncate(to: start)
            throw error
        }
    }

    private static func appendFlags(_ flags: UInt8, to text: inout TextBuffer) {
        switch flags >> 5 {
        case 0: text.append(" (none)")
        case 1: text.append(" (ovr)")
        case 2: text.append(" (sol)")
        case 3: text.append(" (sol, ovr)")
        case 4: text.append(" (rtr)")
        case 5: text.append(" (rtr, ovr)")
        case 6: text.append(" (rtr, sol)")
        default: text.append(" (rtr, sol, ovr)")
        }
    }

    private static func appendOptions(
        _ message: borrowing LayerBytes, at start: Int, to text: inout TextBuffer
    ) throws(Shortage) {
        try message.require(start)
        var offset = start
        while offset < message.count {
            let type = try message.byte(at: offset)
            let length = 8 * Int(try message.byte(at: offset + 1))
            // One without length cannot be passed over.
            if length == 0 { return }
            try message.require(length, at: offset)
            if type == 1 || type == 2, length <= 16 {
                // Ethernet addresses fill one unit; those of eight bytes need two.
                text.append(type == 1 || length == 16 ? " from " : " is at ")
                let address = try message.span(at: offset + 2, count: length == 8 ? 6 : 8)
                AddressText.append(mac: address, to: &text)
            }
            offset += length
        }
    }
}
