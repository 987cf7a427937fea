/// One end of conversations, without sockets and without a clock: it is told what happens, and
/// says what is to be done.
///
/// The same peer plays on a virtual network, where what it says goes into a capture
/// (``CaptureWire``), and on real sockets (``SocketWire``).  Only `start` must be there.
public protocol Peer: AnyObject {
    /// Once, at the beginning.
    func start(_ actions: PeerActions)
    /// A connection stands: one that this peer asked for, or one that it accepted.
    func connected(_ connection: ConnectionID, _ route: Route, _ actions: PeerActions)
    /// Bytes of a stream, cut anywhere, as TCP does.
    func received(_ bytes: [UInt8], on connection: ConnectionID, _ actions: PeerActions)
    /// The other end has said its last, or the connection is gone.  After `.finished` this peer
    /// may still send, and closes its half when it is done.
    func closed(_ connection: ConnectionID, _ end: ConnectionEnd, _ actions: PeerActions)
    /// All that was sent on a connection is on its way: there is room for more.
    func drained(_ connection: ConnectionID, _ actions: PeerActions)
    func received(
        datagram: [UInt8], from sender: Endpoint, on socket: SocketID, _ actions: PeerActions)
    /// A UDP socket stands at a port.
    func bound(_ socket: SocketID, at port: UInt16, _ actions: PeerActions)
    /// A UDP socket could not be had, because somebody else has its port.
    func refused(_ socket: SocketID, at port: UInt16, _ actions: PeerActions)
    func fired(_ timer: TimerID, _ actions: PeerActions)
    /// Another peer of the same run gave a cue.
    func heard(_ cue: Cue, _ actions: PeerActions)
    /// What the peer waits for, for the message that tells why a run came to a halt.
    var awaited: String? { get }
}

extension Peer {
    public func connected(_ connection: ConnectionID, _ route: Route, _ actions: PeerActions) {}
    public func received(
        _ bytes: [UInt8], on connection: ConnectionID, _ actions: PeerActions
    ) {}
    public func closed(_ connection: ConnectionID, _ end: ConnectionEnd, _ actions: PeerActions) {
        if end == .finished { actions.close(connection) }
    }
    public func drained(_ connection: ConnectionID, _ actions: PeerActions) {}
    public func received(
        datagram: [UInt8], from sender: Endpoint, on socket: SocketID, _ actions: PeerActions
    ) {}
    public func bound(_ socket: SocketID, at port: UInt16, _ actions: PeerActions) {}
    public func refused(_ socket: SocketID, at port: UInt16, _ actions: PeerActions) {
        actions.fail("UDP port \(port) is in use; choose another with --port")
    }
    public func fired(_ timer: TimerID, _ actions: PeerActions) {}
    public func heard(_ cue: Cue, _ actions: PeerActions) {}
    public var awaited: String? { nil }
}

/// A connection as its peer counts them; never used again.
public struct ConnectionID: Hashable, Sendable {
    public let number: Int
}

/// A UDP socket as its peer counts them.
public struct SocketID: Hashable, Sendable {
    public let number: Int
}

/// A timer, by a number that its peer chooses.
public struct TimerID: Hashable, Sendable {
    public let number: Int

    public init(_ number: Int) { self.number = number }

    /// One for signs of life: a run in which nothing else is to happen has come to a halt.
    public static let pulse = TimerID(-1)
}

/// From where to where a connection goes.
public struct Route: Equatable, Sendable {
    public var local: Endpoint
    public var remote: Endpoint
    /// False for one that this peer opened.
    public var isAccepted: Bool
}

/// How the other end of a connection ended it.
public enum ConnectionEnd: Equatable, Sendable {
    /// It will send no more.
    case finished
    /// It is gone, and all that was on its way with it.
    case reset
    /// It never was there.
    case refused
}

/// A sign from one peer to the others, which no wire carries: "now the subscriber is listening".
public struct Cue: Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
    public let description: String

    public init(_ name: String) { description = name }
    public init(stringLiteral name: String) { description = name }
}
