/// What a run has seen in all, for shares and rates.
public struct StatisticsTotals: Equatable, Sendable {
    public var packetCount = 0
    public var messageCount = 0
    /// On the wire.
    public var byteCount = 0
    /// The times of the first packet and of the latest, in nanoseconds since 1970.
    public var firstTime: Int64 = 0
    public var lastTime: Int64 = 0

    public init() {}

    public var duration: Int64 {
        let (difference, overflow) = lastTime.subtractingReportingOverflow(firstTime)
        return overflow ? 0 : max(0, difference)
    }
}
