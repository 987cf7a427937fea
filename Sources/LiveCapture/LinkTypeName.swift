internal import CPcap

/// What libpcap calls a link type, as in `EN10MB`.
public enum LinkTypeName {
    public static func find(_ number: UInt16) -> String? {
        guard let name = unsafe pcap_datalink_val_to_name(Int32(number)) else { return nil }
        return unsafe String(cString: name)
    }

    /// What libpcap says of a link type, as in `Ethernet`.
    public static func describe(_ number: UInt16) -> String? {
        guard let text = unsafe pcap_datalink_val_to_description(Int32(number)) else { return nil }
        return unsafe String(cString: text)
    }
}
