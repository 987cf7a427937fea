/// A sign from one peer to the others, which no wire carries: "now the subscriber is listening".
public struct Cue: Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
    public let description: String

    public init(_ name: String) { description = name }
    public init(stringLiteral name: String) { description = name }
}
