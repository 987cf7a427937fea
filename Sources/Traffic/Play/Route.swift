/// From where to where a connection goes.
public struct Route: Equatable, Sendable {
    public var local: Endpoint
    public var remote: Endpoint
    /// False for one that this peer opened.
    public var isAccepted: Bool
}
