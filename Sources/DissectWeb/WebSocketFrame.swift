internal import Bytes

/// The header of a frame (RFC 6455, section 5.2).
struct WebSocketFrame: Equatable {
    enum Opcode {
        static var continuation: UInt8 { 0 }
        static var text: UInt8 { 1 }
        static var binary: UInt8 { 2 }
        static var close: UInt8 { 8 }
        static var ping: UInt8 { 9 }
        static var pong: UInt8 { 10 }
    }

    var opcode: UInt8
    var isFinal: Bool
    /// RSV1 to RSV3, as they stand: 4 is RSV1, a compressed message.
    var reserved: UInt8
    var key: UInt32?
    /// The seven bits; 126 and 127 say that the length follows.
    var shortLength: UInt8
    var payloadCount: Int
    var headerCount: Int

    var isControl: Bool { opcode & 0x8 != 0 }
    var isCompressed: Bool { reserved & 4 != 0 }
    var isKnown: Bool { opcode <= 2 || (8...10).contains(opcode) }
    /// Whether the length stands in as few bytes as it fits.
    var isShortest: Bool {
        switch shortLength {
        case 126: payloadCount > 125
        case 127: payloadCount > 0xFFFF
        default: true
        }
    }

    /// Reads the header, or returns `nil` when its bytes have not all come yet.
    init?(_ input: inout ByteCursor) throws(ParseError) {
        let start = input.offset
        guard input.remaining >= 2 else { return nil }
        let first = try input.readUInt8()
        let second = try input.readUInt8()
        opcode = first & 0x0F
        reserved = first >> 4 & 7
        isFinal = first & 0x80 != 0
        shortLength = second & 0x7F
        payloadCount = Int(shortLength)
        let isMasked = second & 0x80 != 0
        headerCount = Self.headerCount(second)
        guard input.remaining >= headerCount - 2 else { return nil }
        if shortLength == 126 { payloadCount = Int(try input.readBigEndian(UInt16.self)) }
        if shortLength == 127 {
            let count = try input.readBigEndian(UInt64.self)
            guard count < 1 << 62 else { throw .malformed(.frameTooLong, offset: start) }
            payloadCount = Int(count)
        }
        if isMasked { key = try input.readBigEndian() }
    }

    /// How long a header is, by its second byte.
    static func headerCount(_ second: UInt8) -> Int {
        let length = second & 0x7F
        return 2 + (length == 126 ? 2 : length == 127 ? 8 : 0) + (second & 0x80 != 0 ? 4 : 0)
    }
}

extension Defect {
    static let frameTooLong = Defect("frame of more than 2^62 bytes")
}
