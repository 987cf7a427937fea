internal import Bytes

/// What every frame begins with (AMQP 0-9-1, section 4.2.3).
///
///     ┌──────┬─────────┬────────────┬─ ─ ─ ─ ─ ─┬──────┐
///     │ type │ channel │  payload   │  payload  │ 0xCE │
///     │      │         │  byte count│           │      │
///     └──────┴─────────┴────────────┴─ ─ ─ ─ ─ ─┴──────┘
///        1        2          4                      1
struct AMQP091FrameHeader: BitwiseCopyable {
    static var byteCount: Int { 7 }
    /// The octet that ends every frame.
    static var end: UInt8 { 0xCE }

    let type: UInt8
    let channel: UInt16
    let payloadCount: Int

    /// With the header, and the octet at the end.
    var frameByteCount: Int { Self.byteCount &+ payloadCount &+ 1 }

    /// - Returns: `nil` when there are too few bytes.
    @inline(__always)
    init?(_ input: inout ByteCursor) throws(ParseError) {
        guard input.remaining >= Self.byteCount else { return nil }
        type = try input.readUInt8()
        channel = try input.readBigEndian()
        payloadCount = Int(try input.readBigEndian(UInt32.self))
    }

    var kind: AMQP091FrameType? { AMQP091FrameType(rawValue: type) }
}

/// The kinds of frames.
enum AMQP091FrameType: UInt8, BitwiseCopyable {
    case method = 1
    case header = 2
    case body = 3
    case heartbeat = 8
}
