public import Bytes
public import Dissection

/// DNS over UDP (RFC 1035).
public struct DNSDissector: DatagramDissector {
    public static let name: StaticString = "DNS"

    public init() {}

    public mutating func read(
        _ input: inout ByteCursor, _ datagram: Datagram, into message: inout Message
    ) -> Bool {
        false
    }
}
