internal import Bytes
internal import Dissection

/// What a connection begins with: the name, and four bytes that say which version.
///
/// Versions before 1.0 do not agree on what the four bytes are.
struct AMQP091ProtocolHeader: Equatable, BitwiseCopyable {
    static var byteCount: Int { 8 }

    enum Version: Equatable, BitwiseCopyable {
        case v091, v08, v09, v010, v10, unknown
    }

    /// The four bytes behind the name, the first one highest.
    let bytes: UInt32

    init(_ bytes: UInt32) { self.bytes = bytes }

    /// - Returns: `nil` when the bytes are no header.
    init?(_ span: RawSpan) {
        guard span.byteCount >= Self.byteCount, span.bigEndian(at: 0) == Self.name else {
            return nil
        }
        bytes = span.bigEndian(at: 4)
    }

    /// The letters `AMQP`.
    static var name: UInt32 { 0x414D_5150 }

    var version: Version {
        switch bytes {
        case 0x0000_0901: .v091
        case 0x0101_0800: .v08
        case 0x0101_0009: .v09
        case 0x0101_000A: .v010
        case 0x0001_0000, 0x0201_0000, 0x0301_0000: .v10
        default: .unknown
        }
    }

    /// Whether the bytes begin with a header, of any version.
    static func likeness(_ span: RawSpan) -> Registry.Likeness {
        let count = min(span.byteCount, 4)
        for index in 0..<count
        where span.byte(at: index) != UInt8(truncatingIfNeeded: name >> UInt32(24 - 8 * index)) {
            return .no
        }
        return span.byteCount < byteCount ? .needMore : .yes
    }
}
