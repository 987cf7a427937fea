/// What a run has seen.
public struct RunTotals: Equatable, Sendable {
    public var packetCount = 0
    public var messageCount = 0
    public var connectionCount = 0
    /// Connections and conversations given up to stay within the limits.
    public var evictedCount = 0
}
