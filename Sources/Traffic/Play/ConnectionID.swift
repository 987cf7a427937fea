/// A connection as its peer counts them; never used again.
public struct ConnectionID: Hashable, Sendable {
    public let number: Int
}
