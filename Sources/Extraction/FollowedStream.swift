/// The conversation that is followed: a transport, and the number that `tcp.stream` or
/// `udp.stream` shows.
public struct FollowedStream: Equatable, Sendable {
    public enum Transport: String, CaseIterable, Sendable {
        case tcp, udp
    }

    public var transport: Transport
    public var number: UInt32

    public init(_ transport: Transport, _ number: UInt32) {
        self.transport = transport
        self.number = number
    }
}
