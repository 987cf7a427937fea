/// The bounds of what connections may make the analyzer keep.
public struct StreamLimits: Sendable {
    /// Messages over this are not kept whole.
    public var messageByteCountMax = 16 << 20
    /// What is kept while looking for the beginning of a message, or waiting for the other end.
    public var searchByteCountMax = 1 << 16
    /// What all connections of a run together may have kept.  Over it the directions that lay
    /// untouched for longest lose their unread bytes, with a ``Skip/overLimit``.
    public var pendingByteCountMax = 32 << 20
    /// How many protocols may be stacked on a connection.
    public var levelCountMax = 8

    public init() {}
}
