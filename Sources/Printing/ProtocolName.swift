public import Bytes

/// What the protocol column shows: a name, or the number of a protocol that has none.
@frozen
public struct ProtocolName: BitwiseCopyable, Sendable, ExpressibleByStringLiteral {
    /// Empty when there is only a number.
    public let text: StaticString
    @usableFromInline let etherType: UInt16
    @usableFromInline let isNumber: Bool

    @inlinable
    public init(_ text: StaticString) {
        self.text = text
        etherType = 0
        isNumber = false
    }

    @inlinable
    public init(stringLiteral text: StaticString) { self.init(text) }

    /// Shown as in `0x9000`.
    @inlinable
    public init(etherType: UInt16) {
        text = ""
        self.etherType = etherType
        isNumber = true
    }

    @inlinable @inline(__always)
    public func append(to writer: inout TextWriter) {
        if isNumber { return appendNumber(to: &writer) }
        writer.append(text)
    }

    @inlinable
    public func append(to buffer: inout TextBuffer) {
        var writer = buffer.writer(room: max(6, text.utf8CodeUnitCount))
        append(to: &writer)
        buffer.commit(writer.count)
    }

    @usableFromInline
    func appendNumber(to writer: inout TextWriter) {
        writer.append("0x")
        for shift: UInt16 in [12, 8, 4, 0] {
            writer.append(hexadecimal: UInt64(etherType >> shift & 0xF))
        }
    }
}
