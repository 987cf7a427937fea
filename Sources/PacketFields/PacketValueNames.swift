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

    static let protocols: [(UInt64, StaticString)] = [
        (0, "IPv6 Hop-by-Hop Option"), (1, "ICMP"), (2, "IGMP"), (4, "IPIP"), (6, "TCP"),
        (17, "UDP"), (41, "IPv6"), (43, "Routing Header for IPv6"),
        (44, "Fragment Header for IPv6"), (47, "Generic Routing Encapsulation"),
        (50, "Encap Security Payload"), (51, "Authentication Header"), (58, "ICMPv6"),
        (59, "No Next Header for IPv6"), (60, "Destination Options for IPv6"), (89, "OSPF IGP"),
        (132, "SCTP"),
    ]

    static let arpOperations: [(UInt64, StaticString)] = [
        (0, "reserved"), (1, "request"), (2, "reply"), (3, "reverse request"),
        (4, "reverse reply"), (5, "drarp request"), (6, "drarp reply"), (7, "drarp error"),
        (8, "inverse request"), (9, "inverse reply"), (10, "arp nak"),
    ]

    static let tcpOptions: [(UInt64, StaticString)] = [
        (0, "End of Option List"), (1, "No-Operation"), (2, "Maximum Segment Size"),
        (3, "Window Scale"), (4, "SACK Permitted"), (5, "SACK"), (8, "Time Stamp Option"),
        (28, "User Timeout Option"), (30, "Multipath TCP"), (34, "TCP Fast Open Cookie"),
    ]
}
