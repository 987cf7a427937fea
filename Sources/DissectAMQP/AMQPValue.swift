internal import Bytes

/// A value of the type system (part 1), to be written, or as it was read.
///
/// How many bytes it takes is not part of it: the number 7 is the same value in one byte and in
/// eight.  Literals are the types that frames have most: `7` is a `uint`, `"text"` a `string`.
public indirect enum AMQPValue: Equatable, Sendable {
    case null
    case boolean(Bool)
    case ubyte(UInt8)
    case ushort(UInt16)
    case uint(UInt32)
    case ulong(UInt64)
    case byte(Int8)
    case short(Int16)
    case int(Int32)
    case long(Int64)
    case float(Float)
    case double(Double)
    /// A decimal number of 4, 8 or 16 bytes, as it is on the wire.
    case decimal([UInt8])
    case character(UInt32)
    /// Milliseconds since 1970.
    case timestamp(Int64)
    /// 16 bytes.
    case uuid([UInt8])
    case binary([UInt8])
    case string(String)
    case symbol(String)
    case list([AMQPValue])
    case map([Pair])
    /// Values of one type.
    case array([AMQPValue])
    /// A descriptor, which is a number or a symbol, and what it describes.
    case described(AMQPValue, AMQPValue)

    /// A key of a map, and its value.
    public struct Pair: Equatable, Sendable {
        public var key: AMQPValue
        public var value: AMQPValue

        public init(_ key: AMQPValue, _ value: AMQPValue) {
            self.key = key
            self.value = value
        }
    }

    /// A map with symbols as keys, as properties of connections and annotations are.
    public static func symbols(_ pairs: KeyValuePairs<String, AMQPValue>) -> AMQPValue {
        .map(pairs.map { Pair(.symbol($0.key), $0.value) })
    }
}

extension AMQPValue: ExpressibleByIntegerLiteral, ExpressibleByStringLiteral,
    ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    public init(integerLiteral number: UInt32) { self = .uint(number) }
    public init(stringLiteral text: String) { self = .string(text) }
    public init(booleanLiteral flag: Bool) { self = .boolean(flag) }
    public init(arrayLiteral values: AMQPValue...) { self = .array(values) }

    public init(dictionaryLiteral pairs: (AMQPValue, AMQPValue)...) {
        self = .map(pairs.map { Pair($0, $1) })
    }
}

// MARK: - What a value says

extension AMQPValue {
    public var isNull: Bool { self == .null }

    /// A number that is not negative, of whatever width.
    public var number: UInt64? {
        switch self {
        case .ubyte(let number): UInt64(number)
        case .ushort(let number): UInt64(number)
        case .uint(let number): UInt64(number)
        case .ulong(let number): number
        default: nil
        }
    }

    public var flag: Bool? { if case .boolean(let flag) = self { flag } else { nil } }

    /// A string or a symbol.
    public var text: String? {
        switch self {
        case .string(let text), .symbol(let text): text
        default: nil
        }
    }

    public var binary: [UInt8]? { if case .binary(let bytes) = self { bytes } else { nil } }

    /// The values of an array, or the only one where a single one may stand for an array.
    public var elements: [AMQPValue] {
        switch self {
        case .null: []
        case .array(let values), .list(let values): values
        default: [self]
        }
    }

    /// The value of a type of the specification, if this is one that is a list.
    public var record: AMQPRecord? {
        guard let type, case .described(_, .list(let values)) = self else { return nil }
        return AMQPRecord(type, values: values)
    }

    /// What its descriptor says it is.
    public var type: AMQPComposite? {
        guard case .described(let descriptor, _) = self else { return nil }
        if let number = descriptor.number {
            return UInt8(exactly: number).flatMap(AMQPComposite.init(rawValue:))
        }
        return descriptor.text.flatMap { AMQPComposite(symbol: Array($0.utf8).rawSpan) }
    }
}
