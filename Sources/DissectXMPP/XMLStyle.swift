/// In what programs differ that write the same XML.
public struct XMLStyle: Equatable, Sendable {
    /// What the values of attributes stand between.
    public enum Quote: UInt8, Sendable {
        case single = 0x27
        case double = 0x22
    }

    public var quote: Quote
    /// Whether tags of empty elements end in ` />`.
    public var hasSpaceInEmptyTags: Bool

    public init(_ quote: Quote, hasSpaceInEmptyTags: Bool = false) {
        self.quote = quote
        self.hasSpaceInEmptyTags = hasSpaceInEmptyTags
    }

    public static let plain = XMLStyle(.double)
}
