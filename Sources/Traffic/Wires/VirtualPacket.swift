internal import Packets

/// What travels on the virtual network.
struct VirtualPacket {
    enum Content {
        /// A segment, and the end that sent it.
        case tcp(VirtualSegment, VirtualTCP)
        /// An answer to a segment from where nobody listens.
        case refusal(VirtualSegment, of: VirtualTCP)
        case datagram([UInt8])
    }

    var source: Endpoint
    var destination: Endpoint
    var content: Content
    /// The identification of the IP header.
    var number: UInt16

    /// About as many as are on the link.
    var byteCount: Int {
        switch content {
        case .tcp(let segment, _): 66 + segment.payload.count
        case .refusal: 54
        case .datagram(let payload): 42 + payload.count
        }
    }

    var isDatagram: Bool {
        if case .datagram = content { true } else { false }
    }
}
