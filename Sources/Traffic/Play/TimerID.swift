/// A timer, by a number that its peer chooses.
public struct TimerID: Hashable, Sendable {
    public let number: Int

    public init(_ number: Int) { self.number = number }

    /// One for signs of life: a run in which nothing else is to happen has come to a halt.
    public static let pulse = TimerID(-1)
}
