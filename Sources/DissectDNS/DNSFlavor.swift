/// The three protocols that share DNS's message.
enum DNSFlavor: Equatable {
    case unicast
    /// mDNS (RFC 6762): the top bit of a class is a flag of its own.
    case multicast
    /// LLMNR (RFC 4795): other flags in the header.
    case linkLocal
}

/// How the message came.
enum DNSTransport: Equatable {
    case datagram
    case stream
}
