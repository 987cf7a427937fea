internal import Bytes

/// One value of DER (X.690): a tag, a length, and the content, which is left to be read.
struct DERItem: ~Escapable {
    enum Tag {
        static let boolean: UInt8 = 0x01
        static let integer: UInt8 = 0x02
        static let bits: UInt8 = 0x03
        static let octets: UInt8 = 0x04
        static let object: UInt8 = 0x06
        static let utf8: UInt8 = 0x0C
        static let printable: UInt8 = 0x13
        static let teletex: UInt8 = 0x14
        static let ia5: UInt8 = 0x16
        static let utcTime: UInt8 = 0x17
        static let generalizedTime: UInt8 = 0x18
        static let universal: UInt8 = 0x1C
        static let bmp: UInt8 = 0x1E
        static let sequence: UInt8 = 0x30
        static let set: UInt8 = 0x31
    }

    let tag: UInt8
    var content: ByteCursor

    @_lifetime(copy input)
    init(_ input: inout ByteCursor) throws(ParseError) {
        tag = try input.readUInt8()
        let first = try input.readUInt8()
        var count = Int(first)
        if first & 0x80 != 0 {
            // Four bytes of length are more than a record holds.
            guard (1...4).contains(first & 0x7F) else {
                throw .malformed(.derLength, offset: input.offset)
            }
            count = 0
            for _ in 0..<(first & 0x7F) { count = count << 8 | Int(try input.readUInt8()) }
        }
        content = try input.readCursor(count: count)
    }
}

extension Defect {
    static let derLength = Defect("a length of DER that is not allowed")
}
