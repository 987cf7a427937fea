/// tshark's words for the types and codes of ICMP.
enum ICMPWords {
    static func type(_ type: UInt8, _ code: UInt8) -> StaticString {
        switch type {
        case 0: "Echo (ping) reply"
        case 1, 2: "Reserved"
        case 3: "Destination unreachable"
        case 4: "Source quench (flow control)"
        case 5: "Redirect"
        case 6: "Alternate host address"
        case 8: "Echo (ping) request"
        case 9: code == 0 || code == 16 ? "Mobile IP Advertisement" : "Router advertisement"
        case 10: "Router solicitation"
        case 11: "Time-to-live exceeded"
        case 12: "Parameter problem"
        case 13: "Timestamp request"
        case 14: "Timestamp reply"
        case 15: "Information request"
        case 16: "Information reply"
        case 17: "Address mask request"
        case 18: "Address mask reply"
        case 19: "Reserved (for security)"
        case 30...43: laterType(type)
        default: "Unknown ICMP (obsolete or malformed?)"
        }
    }

    private static func laterType(_ type: UInt8) -> StaticString {
        switch type {
        case 30: "Traceroute"
        case 31: "Datagram Conversion Error"
        case 32: "Mobile Host Redirect"
        case 33: "IPv6 Where-Are-You"
        case 34: "IPv6 I-Am-Here"
        case 35: "Mobile Registration Request"
        case 36: "Mobile Registration Reply"
        case 37: "Domain Name Request"
        case 38: "Domain Name Reply"
        case 39: "SKIP"
        case 40: "Photuris"
        case 41: "Experimental mobility protocols"
        case 42: "Extended Echo request"
        default: "Extended Echo reply"
        }
    }

    /// The words for the codes of a type, if it has any.
    static func codes(of type: UInt8) -> [(UInt8, StaticString)]? {
        switch type {
        case 3: unreachable
        case 5: redirect
        case 6: [(0, "Alternate address for host")]
        case 9: [(0, "Normal router advertisement"), (16, "Does not route common traffic")]
        case 11:
            [(0, "Time to live exceeded in transit"), (1, "Fragment reassembly time exceeded")]
        case 12:
            [
                (0, "Pointer indicates the error"), (1, "Required option missing"),
                (2, "Bad length"),
            ]
        case 40: photuris
        case 42: [(0, "No error")]
        case 43: extendedEchoReply
        default: nil
        }
    }

    private static let unreachable: [(UInt8, StaticString)] = [
        (0, "Network unreachable"),
        (1, "Host unreachable"),
        (2, "Protocol unreachable"),
        (3, "Port unreachable"),
        (4, "Fragmentation needed"),
        (5, "Source route failed"),
        (6, "Destination network unknown"),
        (7, "Destination host unknown"),
        (8, "Source host isolated"),
        (9, "Network administratively prohibited"),
        (10, "Host administratively prohibited"),
        (11, "Network unreachable for TOS"),
        (12, "Host unreachable for TOS"),
        (13, "Communication administratively filtered"),
        (14, "Host precedence violation"),
        (15, "Precedence cutoff in effect"),
    ]

    private static let redirect: [(UInt8, StaticString)] = [
        (0, "Redirect for network"),
        (1, "Redirect for host"),
        (2, "Redirect for TOS and network"),
        (3, "Redirect for TOS and host"),
    ]

    private static let photuris: [(UInt8, StaticString)] = [
        (0, "Bad SPI"),
        (1, "Authentication Failed"),
        (2, "Decompression Failed"),
        (3, "Decryption Failed"),
        (4, "Need Authentication"),
        (5, "Need Authorization"),
    ]

    static let extendedEchoReply: [(UInt8, StaticString)] = [
        (0, "No error"),
        (1, "Malformed Query"),
        (2, "No Such Interface"),
        (3, "No Such Table Entry"),
        (4, "Multiple Interfaces Satisfy Query"),
    ]
}
