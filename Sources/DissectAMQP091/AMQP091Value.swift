/// What an argument or a property is: how it is written is in the tables that the dissector reads
/// by.
public enum AMQP091Value: Equatable, Sendable {
    case number(UInt64)
    case flag(Bool)
    case text(String)
    case bytes([UInt8])
    case table(AMQP091FieldTable)
}

extension AMQP091Value: ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByStringLiteral, ExpressibleByDictionaryLiteral
{
    public init(integerLiteral number: UInt64) { self = .number(number) }
    public init(booleanLiteral flag: Bool) { self = .flag(flag) }
    public init(stringLiteral text: String) { self = .text(text) }

    public init(dictionaryLiteral pairs: (String, AMQP091TableValue)...) {
        self = .table(AMQP091FieldTable(pairs))
    }
}

extension AMQP091Value {
    public var number: UInt64 { if case .number(let number) = self { number } else { 0 } }

    public var flag: Bool { if case .flag(let flag) = self { flag } else { false } }

    /// The text; of bytes what they say in UTF-8.
    public var text: String {
        switch self {
        case .text(let text): text
        case .bytes(let bytes): String(decoding: bytes, as: UTF8.self)
        default: ""
        }
    }

    public var bytes: [UInt8] {
        switch self {
        case .text(let text): Array(text.utf8)
        case .bytes(let bytes): bytes
        default: []
        }
    }

    public var table: AMQP091FieldTable {
        if case .table(let table) = self { table } else { [] }
    }
}
