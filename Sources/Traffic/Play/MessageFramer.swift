/// Cuts a stream into messages, for one direction of one connection.
public protocol MessageFramer {
    associatedtype Message

    /// Messages kept that a script has not asked for; of more, the oldest go.
    static var unheardCountMax: Int { get }

    mutating func append(_ bytes: [UInt8])
    /// The next whole message; nil: more bytes must come.
    mutating func next() throws(FramingError) -> Message?
}

extension MessageFramer {
    public static var unheardCountMax: Int { 4096 }
}

/// The other end does not speak the protocol: a phrase that says how it shows.
public struct FramingError: Error, Equatable, Sendable {
    public let reason: String

    public init(_ reason: String) { self.reason = reason }
}
