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
