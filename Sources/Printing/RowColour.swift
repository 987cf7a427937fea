internal import Bytes

/// The colour of a row, in the spirit of Wireshark's default rules: what is wrong comes first,
/// then how connections begin and end, then the protocol.
///
/// Foreground colours only, of the sixteen that every terminal has and whose shades its owner
/// chose, so that rows can be read on dark and on light ground.
public enum RowColour {
    static func escape(for line: PacketLine) -> StaticString {
        switch line.tint {
        case .problem: "\u{1B}[1;31m"
        case .reset: "\u{1B}[31m"
        case .handshake: "\u{1B}[90m"
        case .plain: escape(forProtocol: line.protocolName.text)
        }
    }

    static var reset: StaticString { "\u{1B}[0m" }

    /// The colour of a protocol.
    public static func escape(for name: ProtocolName) -> StaticString {
        escape(forProtocol: name.text)
    }

    private static func escape(forProtocol name: StaticString) -> StaticString {
        for index in protocols.indices where name.hasSameText(as: protocols[index].name) {
            return protocols[index].escape
        }
        return "\u{1B}[39m"
    }

    private static var protocols: InlineArray<20, (name: StaticString, escape: StaticString)> {
        [
            ("TCP", "\u{1B}[39m"),
            ("UDP", "\u{1B}[36m"),
            ("MQTT", "\u{1B}[35m"),
            ("AMQP", "\u{1B}[34m"),
            ("XMPP", "\u{1B}[94m"),
            ("XMPP/XML", "\u{1B}[94m"),
            ("CHAT", "\u{1B}[95m"),
            ("CHAT-UDP", "\u{1B}[95m"),
            ("IASCHAT", "\u{1B}[95m"),
            ("IASCHAT-UDP", "\u{1B}[95m"),
            ("HTTP", "\u{1B}[32m"),
            ("WebSocket", "\u{1B}[92m"),
            ("DNS", "\u{1B}[96m"),
            ("MDNS", "\u{1B}[96m"),
            ("ARP", "\u{1B}[33m"),
            ("ICMP", "\u{1B}[93m"),
            ("ICMPv6", "\u{1B}[93m"),
            ("TLSv1", "\u{1B}[90m"),
            ("TLSv1.2", "\u{1B}[90m"),
            ("TLSv1.3", "\u{1B}[90m"),
        ]
    }
}

extension StaticString {
    /// Whether both have the same bytes; both must be pointers, as literals of some length are.
    func hasSameText(as other: StaticString) -> Bool {
        guard utf8CodeUnitCount == other.utf8CodeUnitCount else { return false }
        for index in 0..<utf8CodeUnitCount
        where unsafe utf8Start[index] != other.utf8Start[index] {
            return false
        }
        return true
    }
}
