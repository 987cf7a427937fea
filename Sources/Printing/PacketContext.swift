/// What a row needs to know of a packet besides its bytes and layers.
@frozen
public struct PacketContext: BitwiseCopyable, Sendable {
    /// Counted from 1.
    public var number: Int
    /// The length on the wire.
    public var originalCount: Int
    /// The number of the link type, as in the file.
    public var linkType: UInt16

    @inlinable
    public init(number: Int, originalCount: Int, linkType: UInt16) {
        self.number = number
        self.originalCount = originalCount
        self.linkType = linkType
    }
}
