public import Bytes
public import Dissection

/// A toy in the place of TLS: records with a type and a length, of which the data records' bytes
/// are combined with a key.
public struct XorDissector: StreamDissector {
    public static let name: StaticString = "Xor"
    public static let key: UInt8 = 0x5A

    public init() {}

    public mutating func next(
        _ input: inout ByteCursor, _ delivery: Delivery, into message: inout Message
    ) throws(ParseError) -> Step {
        let start = input.offset
        guard input.remaining >= 3 else { return .needMore(byteCount: 3) }
        let type = try input.readUInt8()
        let count = Int(try input.readBigEndian(UInt16.self))
        guard type == 0x16 || type == 0x17 else { throw .malformed(.recordType, offset: start) }
        guard input.remaining >= count else { return .needRest(byteCount: count + 3) }
        let bytes = try input.readSpan(count: count)
        message.type = MessageType(UInt16(type))
        if message.wantsSummary { message.beginSummary(type == 0x16 ? "Hello" : "Data") }
        if type == 0x17 {
            let key = UInt32(repeatedByte: Self.key)
            message.content.append(bytes, xor: key, end: .pushed)
        }
        return .message
    }

    public func successor() -> Successor { Successor(isSecure: true) }

    /// A record of either type: what the dissector reads.
    public static func record(_ type: UInt8, _ content: [UInt8]) -> [UInt8] {
        let bytes = content.map { type == 0x17 ? $0 ^ key : $0 }
        return [type, UInt8(bytes.count >> 8), UInt8(bytes.count & 0xFF)] + bytes
    }

    public static func record(_ type: UInt8, _ text: String) -> [UInt8] {
        record(type, Array(text.utf8))
    }
}

extension UInt32 {
    fileprivate init(repeatedByte byte: UInt8) { self = UInt32(byte) &* 0x0101_0101 }
}

extension Defect {
    public static let recordType = Defect("unknown record type")
}
