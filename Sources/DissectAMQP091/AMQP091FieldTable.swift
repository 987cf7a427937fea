/// Names and values, to be written or as they were read: `["product": "Earshot", "version": 1]`.
public struct AMQP091FieldTable: Equatable, Sendable {
    public struct Entry: Equatable, Sendable {
        public var name: String
        public var value: AMQP091TableValue
    }

    /// In the order in which they are on the wire.
    public var entries: [Entry]

    public init(_ pairs: [(String, AMQP091TableValue)] = []) {
        entries = pairs.map { Entry(name: $0, value: $1) }
    }

    public subscript(name: String) -> AMQP091TableValue? {
        entries.first { $0.name == name }?.value
    }
}

extension AMQP091FieldTable: ExpressibleByDictionaryLiteral, ExpressibleByArrayLiteral {
    public init(dictionaryLiteral pairs: (String, AMQP091TableValue)...) { self.init(pairs) }
    public init(arrayLiteral pairs: (String, AMQP091TableValue)...) { self.init(pairs) }
}
