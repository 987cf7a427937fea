internal import Bytes
internal import Dissection
internal import Packets

extension TCPFields {
    static func emitShortness(into fields: inout PacketFieldList) {
        fields.addExpert(
            .warning, .malformed, TCPField.isShort,
            """
            Short segment. Segment/fragment does not contain a full TCP header (might be NMAP or \
            someone else deliberately sending unusual packets)
            """)
    }

    static func emitBogusLength(_ length: Int, into fields: inout PacketFieldList) {
        fields.addExpert(
            .error, .protocol, TCPField.hasBogusLength, "Bogus TCP header length ("
        ) { words in
            words.append(decimal: UInt(length))
            words.append(", must be at least 20)")
        }
    }

    /// Of a segment that opens or ends the connection.
    static func emitOpening(
        _ flags: UInt16, _ source: UInt16, _ destination: UInt16,
        into fields: inout PacketFieldList
    ) {
        if flags & 4 != 0 {
            fields.addExpert(
                .warning, .sequence, TCPField.resets, "Connection reset (RST)")
        }
        if flags & 2 != 0, flags & 0x10 != 0 {
            fields.addExpert(
                .chat, .sequence, TCPField.acceptsConnection,
                "Connection establish acknowledge (SYN+ACK): server port "
            ) { $0.append(decimal: UInt32(source)) }
        } else if flags & 2 != 0 {
            fields.addExpert(
                .chat, .sequence, TCPField.synchronizes,
                "Connection establish request (SYN): server port "
            ) { $0.append(decimal: UInt32(destination)) }
        }
    }

    static func emitClosing(isFirst: Bool, into fields: inout PacketFieldList) {
        fields.addExpert(.chat, .sequence, TCPField.finishes, "Connection finish (FIN)")
        if isFirst {
            fields.addExpert(
                .note, .sequence, TCPField.finishesFirst,
                "This frame initiates the connection closing")
        } else {
            fields.addExpert(
                .note, .sequence, TCPField.finishesSecond,
                "This frame undergoes the connection closing")
        }
    }
}
