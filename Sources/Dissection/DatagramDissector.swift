public import Bytes

/// Reads the messages of one protocol out of the datagrams of one conversation.
///
/// As with a ``StreamDissector``: a conformer holds the state of one conversation (two addresses
/// and ports), and does no input or output of its own.
public protocol DatagramDissector {
    static var name: StaticString { get }

    /// Reads one datagram.
    ///
    /// - Parameters:
    ///   - input: the captured bytes.  Offsets count from the datagram's first byte.
    ///   - message: empty when handed over.
    /// - Returns: false when these bytes are not of this protocol: the packet is then listed as
    ///   plain UDP.  Bytes that are, and break a rule, are a message with a ``Note``.
    mutating func read(
        _ input: inout ByteCursor, _ datagram: Datagram, into message: inout Message
    ) -> Bool
}

/// What is known of a datagram besides its bytes.
@frozen
public struct Datagram: BitwiseCopyable, Sendable {
    /// Who sent it: the client sent the conversation's first datagram.
    public var sender: Endpoint
    public var sourcePort: UInt16
    public var destinationPort: UInt16
    public var packetNumber: Int
    /// Nanoseconds since 1970.
    public var time: Int64
    /// The datagram's size on the wire; less of it may have been captured.
    public var originalCount: Int

    @inlinable
    public init(
        sender: Endpoint, sourcePort: UInt16, destinationPort: UInt16, packetNumber: Int,
        time: Int64, originalCount: Int
    ) {
        self.sender = sender
        self.sourcePort = sourcePort
        self.destinationPort = destinationPort
        self.packetNumber = packetNumber
        self.time = time
        self.originalCount = originalCount
    }
}
