/// How many of a number of messages are due.
public struct Pace: Sendable {
    /// Messages sent in one go, where nothing says how fast.
    public static var burstCount: Int { 64 }
    /// Seconds between two looks at the clock, where something does.
    public static var tick: Double { 0.001 }

    /// Messages a second; nil: as fast as it goes.
    public let rate: Double?
    public let count: Int
    public private(set) var sentCount = 0
    private var beginning: Double?

    public init(count: Int, rate: Double?) {
        self.count = count
        self.rate = rate
    }

    /// The part of one of several connections that share the messages.
    public init(_ options: ScenarioOptions, share index: Int) {
        let connections = max(1, options.connections)
        let extra = index < options.count % connections ? 1 : 0
        self.init(
            count: options.count / connections + extra,
            rate: options.rate.map { $0 / Double(connections) })
    }

    public var isDone: Bool { sentCount >= count }

    /// Takes the messages that are to be sent now.
    public mutating func take(_ now: Double) -> Int {
        let start = beginning ?? now
        beginning = start
        // The first goes at once.
        let due = rate.map { Int(min((now - start) * $0, 1e15)) + 1 - sentCount }
        let taken = min(count - sentCount, max(0, due ?? Self.burstCount))
        sentCount += taken
        return taken
    }
}
