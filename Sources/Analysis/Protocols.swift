internal import DissectAMQP
internal import DissectAMQP091
internal import DissectChat
internal import DissectDNS
internal import DissectMQTT
internal import DissectMedia
public import DissectTLS
internal import DissectWeb
internal import DissectXMPP
public import Dissection
internal import PacketFields

/// The protocols that Earshot reads: where the families meet.
public enum Protocols {
    /// The entries of one run: protocols that tie conversations together keep their state in them.
    public static func entries(_ keyring: TLSKeyring = TLSKeyring()) -> [Registry.Entry] {
        [
            DNSProtocols.entries,
            MQTTProtocols.entries,
            AMQPProtocols.entries,
            AMQP091Protocols.entries,
            ChatProtocols.entries(),
            WebProtocols.entries,
            MediaProtocols.entries,
            TLSProtocols.entries(keyring),
            XMPPProtocols.entries,
        ].flatMap { $0 }
    }

    /// Every field there is.
    public static let fieldTable = FieldTable(
        [
            PacketFields.families,
            [DNSFields.family],
            [MQTTFields.family, MQTTSNFields.family],
            [ChatFields.family],
            [AMQPFields.family],
            [AMQP091Fields.family],
            [XMPPFields.family],
            WebProtocols.families,
            MediaFields.families,
            TLSProtocols.families,
            [NoteField.family],
        ].flatMap { $0 })

    /// Whether a field may tell what is found out by following a conversation.
    static func comesOfFollowing(_ id: FieldID) -> Bool {
        !plainFamilies.contains { id.family == Int($0.rawValue) }
    }

    /// Families whose fields stand in the packets themselves, or are found out anyway.
    private static let plainFamilies: [FieldFamily.Number] =
        PacketFields.families.map(\.number).filter { $0 != .expert }
        + [.dns, .mqtt, .mqttSN]
}
