internal import DissectDNS
public import Dissection

/// The protocols that Earshot reads: where the families meet.
public enum Protocols {
    public static let entries: [Registry.Entry] = DNSProtocols.entries
}
