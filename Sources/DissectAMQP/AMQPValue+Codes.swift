extension AMQPValue {
    /// The code of the shortest encoding that holds the value, if it is no compound.
    var shortestCode: UInt8 {
        switch self {
        case .boolean(let flag): flag ? 0x41 : 0x42
        case .uint(let number): number == 0 ? 0x43 : number < 256 ? 0x52 : 0x70
        case .ulong(let number): number == 0 ? 0x44 : number < 256 ? 0x53 : 0x80
        case .int(let number): Int8(exactly: number) != nil ? 0x54 : 0x71
        case .long(let number): Int8(exactly: number) != nil ? 0x55 : 0x81
        default:
            if let content = variableContent, content.count < 256 {
                widestCode - 0x10
            } else {
                widestCode
            }
        }
    }

    /// The code of the encoding that holds every value of the type.
    var widestCode: UInt8 {
        switch self {
        case .null: 0x40
        case .boolean: 0x56
        case .ubyte: 0x50
        case .byte: 0x51
        case .ushort: 0x60
        case .short: 0x61
        case .uint: 0x70
        case .int: 0x71
        case .float: 0x72
        case .character: 0x73
        case .ulong: 0x80
        case .long: 0x81
        case .double: 0x82
        case .timestamp: 0x83
        case .decimal(let bytes): bytes.count == 4 ? 0x74 : bytes.count == 8 ? 0x84 : 0x94
        case .uuid: 0x98
        case .binary: 0xB0
        case .string: 0xB1
        case .symbol: 0xB3
        case .list: 0xD0
        case .map: 0xD1
        case .array: 0xF0
        case .described(_, let value): value.widestCode
        }
    }

    /// The bytes of a value that says how many they are.
    var variableContent: [UInt8]? {
        switch self {
        case .binary(let bytes): bytes
        case .string(let text), .symbol(let text): Array(text.utf8)
        default: nil
        }
    }

    /// The bytes of a number in its widest encoding; the shorter ones are the last of these.
    var fixedContent: [UInt8] {
        switch self {
        case .boolean(let flag): [flag ? 1 : 0]
        case .ubyte(let number): [number]
        case .byte(let number): [UInt8(bitPattern: number)]
        case .ushort(let number): number.bigEndianBytes
        case .short(let number): number.bigEndianBytes
        case .uint(let number), .character(let number): number.bigEndianBytes
        case .int(let number): number.bigEndianBytes
        case .float(let number): number.bitPattern.bigEndianBytes
        case .ulong(let number): number.bigEndianBytes
        case .long(let number), .timestamp(let number): number.bigEndianBytes
        case .double(let number): number.bitPattern.bigEndianBytes
        case .decimal(let bytes), .uuid(let bytes): bytes
        default: []
        }
    }
}
