internal import DissectDNS
internal import DissectMQTT
public import Dissection
internal import PacketFields

/// The protocols that Earshot reads: where the families meet.
public enum Protocols {
    public static let entries: [Registry.Entry] =
        DNSProtocols.entries + MQTTProtocols.entries

    /// Every field there is.
    public static let fieldTable = FieldTable(
        PacketFields.families + [DNSFields.family, MQTTFields.family, MQTTSNFields.family])
}
