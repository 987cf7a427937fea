public import Dissection

/// What rows are told of a message before its fields come.
public struct MessageHead: BitwiseCopyable, Sendable {
    public var protocolName: StaticString
    public var sender: Endpoint
    /// 0 for what TCP or UDP carries, more for what such a message carries; see ``MessagePlace``.
    public var stream: UInt8

    public init(protocolName: StaticString, sender: Endpoint, stream: UInt8) {
        self.protocolName = protocolName
        self.sender = sender
        self.stream = stream
    }
}
