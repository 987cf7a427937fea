internal import DissectDNS
public import Dissection
internal import PacketFields

/// The protocols that Earshot reads: where the families meet.
public enum Protocols {
    public static let entries: [Registry.Entry] = DNSProtocols.entries

    /// All fields there are.
    public static var fields: FieldTable { FieldTable(PacketFields.families + [DNSFields.family]) }
}
