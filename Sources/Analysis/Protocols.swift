internal import DissectDNS
public import Dissection
internal import PacketFields

/// The protocols that Earshot reads: where the families meet.
public enum Protocols {
    public static let entries: [Registry.Entry] = DNSProtocols.entries

    /// Every field there is.
    public static let fieldTable = FieldTable(
        PacketFields.families + [DNSFields.family, NoteField.family])
}
