/// A value of a field table.
public indirect enum AMQP091TableValue: Equatable, Sendable {
    case boolean(Bool)
    case int8(Int8)
    case uint8(UInt8)
    case int16(Int16)
    case uint16(UInt16)
    case int32(Int32)
    case uint32(UInt32)
    case int64(Int64)
    case float(Float)
    case double(Double)
    /// A number with so many digits behind the point.
    case decimal(Int32, scale: UInt8)
    /// Seconds since 1970.
    case timestamp(UInt64)
    case string(String)
    case bytes([UInt8])
    case void
    case table(AMQP091FieldTable)
    case array([AMQP091TableValue])

    public var text: String? { if case .string(let text) = self { text } else { nil } }
}

extension AMQP091TableValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByBooleanLiteral, ExpressibleByDictionaryLiteral
{
    public init(stringLiteral text: String) { self = .string(text) }
    public init(integerLiteral number: Int32) { self = .int32(number) }
    public init(booleanLiteral flag: Bool) { self = .boolean(flag) }

    public init(dictionaryLiteral pairs: (String, AMQP091TableValue)...) {
        self = .table(AMQP091FieldTable(pairs))
    }
}

extension AMQP091TableValue {
    /// The letter that stands in front of the value.
    var type: AMQP091TableType {
        switch self {
        case .boolean: .boolean
        case .int8: .int8
        case .uint8: .uint8
        case .int16: .int16
        case .uint16: .uint16
        case .int32: .int32
        case .uint32: .uint32
        case .int64: .int64
        case .float: .float
        case .double: .double
        case .decimal: .decimal
        case .timestamp: .timestamp
        case .string: .string
        case .bytes: .bytes
        case .void: .void
        case .table: .table
        case .array: .array
        }
    }
}
