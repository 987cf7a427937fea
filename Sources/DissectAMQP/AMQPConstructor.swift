/// The code in front of a value: what it is, and how many bytes it takes (part 1, section 1.6).
///
/// The upper half of the code tells the width, so that values of types unknown here can be stepped
/// over.
///
///     0x4_  none      0x5_  one       0x6_  two        0x7_  four
///     0x8_  eight     0x9_  sixteen   0xA_  size, 1    0xB_  size, 4
///     0xC_  size and count, 1         0xD_  size and count, 4
///     0xE_  the same for arrays, 1    0xF_  4
struct AMQPConstructor: Equatable, BitwiseCopyable {
    let code: UInt8

    init(_ code: UInt8) { self.code = code }

    /// A descriptor follows, and then the value.
    static let described = AMQPConstructor(0)
    static let null = AMQPConstructor(0x40)
    static let list0 = AMQPConstructor(0x45)

    enum Width: BitwiseCopyable {
        case fixed(Int)
        /// A size in so many bytes, and as many bytes as that says.
        case variable(Int)
        /// A size and a count in so many bytes each, and the elements.
        case compound(Int)
        case none
    }

    var width: Width {
        switch code >> 4 {
        case 4: .fixed(0)
        case 5: .fixed(1)
        case 6: .fixed(2)
        case 7: .fixed(4)
        case 8: .fixed(8)
        case 9: .fixed(16)
        case 0xA: .variable(1)
        case 0xB: .variable(4)
        case 0xC, 0xE: .compound(1)
        case 0xD, 0xF: .compound(4)
        default: .none
        }
    }

    var isArray: Bool { code >> 4 >= 0xE }
    var isMap: Bool { code == 0xC1 || code == 0xD1 }
    var isList: Bool { code == 0x45 || code == 0xC0 || code == 0xD0 }
    var isCompound: Bool { code >> 4 >= 0xC || code == 0x45 }

    /// A string or a symbol.
    var isText: Bool { code & 0xEF == 0xA1 || code & 0xEF == 0xA3 }
    var isSymbol: Bool { code & 0xEF == 0xA3 }
    var isBinary: Bool { code & 0xEF == 0xA0 }
    var isBoolean: Bool { code == 0x41 || code == 0x42 || code == 0x56 }

    /// Whether the value is a number that is not negative, whatever its width.
    var isUnsigned: Bool {
        switch code {
        case 0x43, 0x44, 0x50, 0x52, 0x53, 0x60, 0x70, 0x80: true
        default: false
        }
    }

    /// How many bits the type of such a number has.
    var unsignedBitCount: Int {
        switch code {
        case 0x50: 8
        case 0x60: 16
        case 0x43, 0x52, 0x70: 32
        default: 64
        }
    }
}

extension AMQPConstructor {
    /// tshark's name for the encoding; `nil`: there is none.
    var typeName: StaticString? {
        switch code {
        case 0x40: "null"
        case 0x41, 0x42, 0x56: "bool"
        case 0x43: "uint0"
        case 0x44: "ulong0"
        case 0x50: "ubyte"
        case 0x51: "byte"
        case 0x52: "smalluint"
        case 0x53: "smallulong"
        case 0x54: "smallint"
        case 0x55: "smalllong"
        case 0x60: "ushort"
        case 0x61: "short"
        case 0x70: "uint"
        case 0x71: "int"
        case 0x72: "float"
        case 0x73: "char"
        case 0x74: "decimal32"
        case 0x80: "ulong"
        case 0x81: "long"
        case 0x82: "double"
        case 0x83: "timestamp"
        case 0x84: "decimal64"
        case 0x94: "decimal128"
        case 0x98: "uuid"
        case 0xA0: "vbin8"
        case 0xA1: "str8-utf8"
        case 0xA3: "sym8"
        case 0xB0: "vbin32"
        case 0xB1: "str32-utf8"
        case 0xB3: "sym32"
        case 0x45, 0xC0, 0xD0: "list"
        case 0xC1, 0xD1: "map"
        case 0xE0, 0xF0: "array"
        default: nil
        }
    }
}
