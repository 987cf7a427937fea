internal import Bytes

/// What every control packet begins with (MQTT 5.0, section 2.1).
///
///           0       3 4           7
///           +-------+-------------+
///     byte 1| type  |    flags    |
///           +-------+-------------+
///     2…5   | remaining length    |
///           +---------------------+
struct MQTTFixedHeader: Equatable, BitwiseCopyable {
    var type: MQTTPacketType
    var flags: UInt8
    var remainingLength: Int

    var qos: UInt8 { flags >> 1 & 3 }
    var isDuplicate: Bool { flags & 8 != 0 }
    var isRetained: Bool { flags & 1 != 0 }

    /// Reads the header, or returns `nil` when its bytes have not all come yet.
    @inline(__always)
    init?(_ input: inout ByteCursor) throws(ParseError) {
        guard input.remaining >= 2 else { return nil }
        let first = try input.readUInt8()
        guard let length = try input.readMQTTVariableInt() else { return nil }
        // All sixteen values are cases.
        type = MQTTPacketType(rawValue: first >> 4) ?? .reserved
        flags = first & 0x0F
        remainingLength = length
    }
}

extension ByteCursor {
    /// Reads a variable byte integer (section 1.5.5), or returns `nil` if its last byte is not
    /// there yet.
    @inline(__always)
    mutating func readMQTTVariableInt() throws(ParseError) -> Int? {
        let start = offset
        var value = 0
        var shift = 0
        while shift < 28 {
            guard !isAtEnd else { return nil }
            let byte = try readUInt8()
            value |= Int(byte & 0x7F) &<< shift
            if byte < 0x80 { return value }
            shift &+= 7
        }
        throw .malformed(.variableIntTooLong, offset: start)
    }
}

extension Defect {
    static let variableIntTooLong = Defect("variable byte integer of more than four bytes")
}
