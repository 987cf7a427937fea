/// When a capture ends by itself: `-a` and `-c`.
public struct StopConditions: Equatable, Sendable {
    public var packetCount: Int?
    /// Seconds from the beginning.
    public var duration: Double?
    /// Bytes of the file that is written.
    public var byteCount: Int?
    /// Files of a ring.
    public var fileCount: Int?

    public init() {}
}

/// When a capture goes on in another file: `-b`.
public struct RingConditions: Equatable, Sendable {
    /// How many of the newest files are kept; all if nil.
    public var fileCount: Int?
    /// Each of a file's own.
    public var duration: Double?
    public var byteCount: Int?
    public var packetCount: Int?

    public init() {}

    /// Whether anything says when the next file begins.
    public var areUseful: Bool { duration != nil || byteCount != nil || packetCount != nil }
}
