internal import Bytes

/// What two ends agreed on for compressing messages (RFC 7692).
public struct PermessageDeflate: Equatable, Sendable {
    public var serverKeepsContext = true
    public var clientKeepsContext = true

    public init() {}

    /// Reads a `Sec-WebSocket-Extensions` header; `nil` when it does not have this extension.
    init?(_ bytes: RawSpan, _ value: Range<Int>) {
        var start = value.lowerBound
        while start < value.upperBound {
            let end = bytes.first(0x2C, in: start..<value.upperBound) ?? value.upperBound
            if read(bytes, start..<end) { return }
            start = end + 1
        }
        return nil
    }

    /// Reads one extension and its parameters; false when it is another one.
    private mutating func read(_ bytes: RawSpan, _ range: Range<Int>) -> Bool {
        var start = range.lowerBound
        var isFirst = true
        while start < range.upperBound {
            let end = bytes.first(0x3B, in: start..<range.upperBound) ?? range.upperBound
            let word = bytes.trimmed(start..<end)
            if isFirst {
                guard Self.isName(bytes, word) else { return false }
            } else if bytes.matches(word, "server_no_context_takeover") {
                serverKeepsContext = false
            } else if bytes.matches(word, "client_no_context_takeover") {
                clientKeepsContext = false
            }
            isFirst = false
            start = end + 1
        }
        return !isFirst
    }

    private static func isName(_ bytes: RawSpan, _ word: Range<Int>) -> Bool {
        bytes.matches(word, "permessage-deflate")
            || bytes.matches(word, "x-webkit-deflate-frame")
    }
}
