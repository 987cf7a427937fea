public import Dissection

/// What rows are told of a message before its fields come.
public struct MessageHead: BitwiseCopyable, Sendable {
    public var protocolName: StaticString
    public var sender: Endpoint
    /// 0 for what TCP or UDP carries, more for what such a message carries; see ``MessagePlace``.
    public var stream: UInt8
    /// How long it is in its stream.
    public var byteCount: Int

    public init(
        protocolName: StaticString, sender: Endpoint, stream: UInt8, byteCount: Int = 0
    ) {
        self.byteCount = byteCount
        self.protocolName = protocolName
        self.sender = sender
        self.stream = stream
    }
}
