internal import CPcap

/// What libpcap calls a link type.
public enum LinkTypeName {
    /// In a word, as in `EN10MB`.
    public static func find(_ number: UInt16) -> String? {
        guard let name = unsafe pcap_datalink_val_to_name(DataLinkType.number(of: number))
        else { return nil }
        return unsafe String(cString: name)
    }

    /// In a few words, as in `Ethernet`.
    public static func describe(_ number: UInt16) -> String? {
        guard
            let text = unsafe pcap_datalink_val_to_description(DataLinkType.number(of: number))
        else { return nil }
        return unsafe String(cString: text)
    }
}

/// libpcap has two numberings of link types: one in files, and one of its own (`DLT_…`).  They
/// differ where operating systems could not agree on a number.
enum DataLinkType {
    private static var pairs: [(file: UInt16, own: Int32)] {
        [(100, 11), (101, 12), (102, 15), (103, 16), (106, 19)]
    }

    static func number(of linkType: UInt16) -> Int32 {
        pairs.first { $0.file == linkType }?.own ?? Int32(linkType)
    }

    static func linkType(of number: Int32) -> UInt16 {
        pairs.first { $0.own == number }?.file ?? UInt16(truncatingIfNeeded: number)
    }
}
