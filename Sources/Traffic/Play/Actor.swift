public import Packets

/// A peer in its place.
public struct Actor {
    public enum Role: Sendable {
        /// The run lasts until all of them have finished; they connect.
        case client
        /// Is there as long as there are clients, and stays at home with `--connect`.
        case server
    }

    /// For messages: "alice".
    public var name: String
    public var role: Role
    /// Its host in a capture; several may share one.
    public var address: IPAddress
    public var peer: any Peer

    public init(_ name: String, _ role: Role, at address: IPAddress, _ peer: any Peer) {
        self.name = name
        self.role = role
        self.address = address
        self.peer = peer
    }
}
