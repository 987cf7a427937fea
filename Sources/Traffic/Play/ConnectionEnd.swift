/// How the other end of a connection ended it.
public enum ConnectionEnd: Equatable, Sendable {
    /// It will send no more.
    case finished
    /// It is gone, and all that was on its way with it.
    case reset
    /// It never was there.
    case refused
}
