/// tshark's words for the types and codes of ICMPv6.
enum ICMPv6Words {
    static func type(_ type: UInt8) -> StaticString? {
        switch type {
        case 1: "Destination Unreachable"
        case 2: "Packet Too Big"
        case 3: "Time Exceeded"
        case 4: "Parameter Problem"
        case 100, 101, 200, 201: "Private experimentation"
        case 127: "Reserved for expansion of ICMPv6 error messages"
        case 128: "Echo (ping) request"
        case 129: "Echo (ping) reply"
        case 255: "Reserved for expansion of ICMPv6 informational messages"
        default: Int(type) - 130 < 0 ? nil : later(type)
        }
    }

    private static func later(_ type: UInt8) -> StaticString? {
        let index = Int(type) - 130
        return index < laterTypes.count ? laterTypes[index] : nil
    }

    /// From type 130 on.
    private static let laterTypes: [StaticString] = [
        "Multicast Listener Query",
        "Multicast Listener Report",
        "Multicast Listener Done",
        "Router Solicitation",
        "Router Advertisement",
        "Neighbor Solicitation",
        "Neighbor Advertisement",
        "Redirect",
        "Router Renumbering",
        "Node Information Query",
        "Node Information Reply",
        "Inverse Neighbor Discovery Solicitation",
        "Inverse Neighbor Discovery Advertisement",
        "Multicast Listener Report Message v2",
        "Home Agent Address Discovery Request",
        "Home Agent Address Discovery Reply",
        "Mobile Prefix Solicitation",
        "Mobile Prefix Advertisement",
        "Certification Path Solicitation",
        "Certification Path Advertisement",
        "Experimental Mobility",
        "Multicast Router Advertisement",
        "Multicast Router Solicitation",
        "Multicast Router Termination",
        "FMIPv6",
        "RPL Control",
        "Locator Update",
        "Duplicate Address Request",
        "Duplicate Address Confirmation",
        "MPL Control Message",
        "Extended Echo request",
        "Extended Echo reply",
    ]

    /// The words for the codes of a type, if it has any.
    static func codes(of type: UInt8) -> [(UInt8, StaticString)]? {
        switch type {
        case 1: unreachable
        case 3: [(0, "hop limit exceeded in transit"), (1, "fragment reassembly time exceeded")]
        case 4: parameterProblem
        case 138: [(0, "Command"), (1, "Result"), (255, "Sequence number reset")]
        case 139:
            [
                (0, "Query subject = IPv6 addresses"), (1, "Query subject = DNS name or empty"),
                (2, "Query subject = IPv4 addresses"),
            ]
        case 140: [(0, "Successful"), (1, "Refused"), (2, "Unknown query type")]
        case 150, 154: []
        case 155: routing
        case 160: [(0, "No error")]
        case 161: ICMPWords.extendedEchoReply
        default: nil
        }
    }

    private static let unreachable: [(UInt8, StaticString)] = [
        (0, "no route to destination"),
        (1, "Administratively prohibited"),
        (2, "Beyond scope of source address"),
        (3, "Address unreachable"),
        (4, "Port unreachable"),
        (5, "Source address failed ingress/egress policy"),
        (6, "Reject route to destination"),
        (7, "Error in Source Routing Header"),
    ]

    private static let parameterProblem: [(UInt8, StaticString)] = [
        (0, "erroneous header field encountered"),
        (1, "unrecognized Next Header type encountered"),
        (2, "unrecognized IPv6 option encountered"),
        (3, "IPv6 First Fragment has incomplete IPv6 Header Chain"),
    ]

    /// RPL (RFC 6550).
    private static let routing: [(UInt8, StaticString)] = [
        (0, "DODAG Information Solicitation"),
        (1, "DODAG Information Object"),
        (2, "Destination Advertisement Object"),
        (3, "Destination Advertisement Object Acknowledgment"),
        (4, "P2P Discovery Reply Object"),
        (5, "P2P Discovery Reply Object Acknowledgement"),
        (128, "Secure DODAG Information Solicitation"),
        (129, "Secure DODAG Information Object"),
        (130, "Secure Destination Advertisement Object"),
        (131, "Secure Destination Advertisement Object Acknowledgment"),
        (138, "Consistency Check"),
    ]
}
