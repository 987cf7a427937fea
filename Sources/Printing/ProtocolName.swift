public import Bytes

/// What the protocol column shows: a name, or the number of a protocol that has none.
@frozen
public struct ProtocolName: BitwiseCopyable, Sendable, ExpressibleByStringLiteral {
    /// Empty when there is only a number.
    public let text: StaticString
    /// The first bytes of the name, to be stored as one word.
    @usableFromInline let packed: UInt64
    @usableFromInline let etherType: UInt16
    @usableFromInline let isNumber: Bool

    @inlinable
    public init(_ text: StaticString) {
        self.text = text
        packed = Self.pack(text)
        etherType = 0
        isNumber = false
    }

    @inlinable
    public init(stringLiteral text: StaticString) { self.init(text) }

    /// Shown as in `0x9000`.
    @inlinable
    public init(etherType: UInt16) {
        text = ""
        packed = 0
        self.etherType = etherType
        isNumber = true
    }

    @inlinable @inline(__always)
    public func append(to writer: inout TextWriter) {
        if isNumber { return appendNumber(to: &writer) }
        let count = text.utf8CodeUnitCount
        if count <= 8 { return writer.append(packed: packed, count: count) }
        writer.append(text)
    }

    /// Two loads, which overlap in names of less than eight bytes; no loop, since this is done for
    /// each row.
    @inlinable @inline(__always)
    static func pack(_ text: StaticString) -> UInt64 {
        let bytes = unsafe UnsafeRawPointer(text.utf8Start)
        let count = text.utf8CodeUnitCount
        if count >= 8 { return unsafe bytes.loadUnaligned(as: UInt64.self) }
        if count >= 4 {
            let low = unsafe UInt64(bytes.loadUnaligned(as: UInt32.self))
            let high = unsafe UInt64(
                bytes.loadUnaligned(fromByteOffset: count &- 4, as: UInt32.self))
            return low | high &<< UInt64((count &- 4) &* 8)
        }
        var word: UInt64 = 0
        for index in 0..<count {
            word |= unsafe UInt64(text.utf8Start[index]) &<< UInt64(index &* 8)
        }
        return word
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
