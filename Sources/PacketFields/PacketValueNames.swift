/// The words for numbers in headers, in Wireshark's spelling: those of protocols in use.
enum PacketValueNames {
    static let checksumStates: [(UInt64, StaticString)] = [
        (0, "Bad"), (1, "Good"), (2, "Unverified"), (3, "Not present"), (4, "Illegal"),
    ]

    static let etherTypes: [(UInt64, StaticString)] = [
        (0x0800, "IPv4"), (0x0806, "ARP"), (0x0842, "Wake on LAN"), (0x8035, "RARP"),
        (0x8100, "802.1Q Virtual LAN"), (0x86DD, "IPv6"), (0x8863, "PPPoE Discovery"),
        (0x8864, "PPPoE Session"), (0x888E, "802.1X Authentication"),
        (0x88A8, "802.1ad Provider Bridge (Q-in-Q)"), (0x9000, "Loopback"),
    ]

    static let arpOperations: [(UInt64, StaticString)] = [
        (0, "reserved"), (1, "request"), (2, "reply"), (3, "reverse request"),
        (4, "reverse reply"), (5, "drarp request"), (6, "drarp reply"), (7, "drarp error"),
        (8, "inverse request"), (9, "inverse reply"), (10, "arp nak"),
    ]

    static let tcpOptions: [(UInt64, StaticString)] = [
        (0, "End of Option List"),
        (1, "No-Operation"),
        (2, "Maximum Segment Size"),
        (3, "Window Scale"),
        (4, "SACK Permitted"),
        (5, "SACK"),
        (6, "Echo"),
        (7, "Echo Reply"),
        (8, "Time Stamp Option"),
        (9, "Partial Order Connection Permitted"),
        (10, "Partial Order Service Profile"),
        (11, "CC"),
        (12, "CC.NEW"),
        (13, "CC.ECHO"),
        (14, "TCP Alternate Checksum Request"),
        (15, "TCP Alternate Checksum Data"),
        (16, "Skeeter"),
        (17, "Bubba"),
        (18, "Trailer Checksum Option"),
        (19, "MD5 Signature Option"),
        (20, "SCPS Capabilities"),
        (21, "Selective Negative Acknowledgements"),
        (22, "Record Boundaries"),
        (23, "Corruption experienced"),
        (24, "SNAP"),
        (25, "Unassigned"),
        (26, "TCP Compression Filter"),
        (27, "Quick-Start Response"),
        (28, "User Timeout Option"),
        (29, "The TCP Authentication Option"),
        (30, "Multipath TCP"),
        (34, "TCP Fast Open Cookie"),
        (76, "Riverbed Probe"),
        (78, "Riverbed Transparency"),
        (172, "Accurate ECN Order 0"),
        (174, "Accurate ECN Order 1"),
        (253, "RFC3692-style Experiment 1"),
        (254, "RFC3692-style Experiment 2"),
    ]

    static let codepoints: [(UInt64, StaticString)] = [
        (0, "Default"),
        (1, "Lower Effort"),
        (8, "Class Selector 1"),
        (10, "Assured Forwarding 11"),
        (12, "Assured Forwarding 12"),
        (14, "Assured Forwarding 13"),
        (16, "Class Selector 2"),
        (18, "Assured Forwarding 21"),
        (20, "Assured Forwarding 22"),
        (22, "Assured Forwarding 23"),
        (24, "Class Selector 3"),
        (26, "Assured Forwarding 31"),
        (28, "Assured Forwarding 32"),
        (30, "Assured Forwarding 33"),
        (32, "Class Selector 4"),
        (34, "Assured Forwarding 41"),
        (36, "Assured Forwarding 42"),
        (38, "Assured Forwarding 43"),
        (40, "Class Selector 5"),
        (44, "Voice Admit"),
        (46, "Expedited Forwarding"),
        (48, "Class Selector 6"),
        (56, "Class Selector 7"),
    ]

    static let congestion: [(UInt64, StaticString)] = [
        (0, "Not ECN-Capable Transport"),
        (1, "ECN-Capable Transport codepoint '01'"),
        (2, "ECN-Capable Transport codepoint '10'"),
        (3, "Congestion Experienced"),
    ]

    /// Wireshark's own numbers of link types, of those that are read.
    static let encapsulations: [(UInt64, StaticString)] = [
        (0, "Unknown"), (1, "Ethernet"), (7, "Raw IP"), (15, "NULL/Loopback"),
        (25, "Linux cooked-mode capture v1"), (129, "Raw IPv4"), (130, "Raw IPv6"),
        (174, "OpenBSD loopback"), (210, "Linux cooked-mode capture v2"),
    ]
}
