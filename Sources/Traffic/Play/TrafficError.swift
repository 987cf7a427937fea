/// Why a run failed, in one sentence.
public struct TrafficError: Error, Equatable, Sendable, CustomStringConvertible {
    public let description: String

    public init(_ description: String) { self.description = description }
}
