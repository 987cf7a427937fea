/// A UDP socket as its peer counts them.
public struct SocketID: Hashable, Sendable {
    public let number: Int
}
