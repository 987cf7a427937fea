/// A server that `earshot serve` runs.
public struct Server: Sendable {
    public let name: String
    /// The port and who may log in are in the options.
    public let peer: @Sendable (ScenarioOptions) -> any Peer

    public init(_ name: String, peer: @escaping @Sendable (ScenarioOptions) -> any Peer) {
        self.name = name
        self.peer = peer
    }
}
