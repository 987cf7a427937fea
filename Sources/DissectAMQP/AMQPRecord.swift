/// A value of a type that the specification makes a list of: its arguments by their names.
///
///     AMQPRecord(.flow, [.handle: 0, .linkCredit: 10])
///
/// Where an argument stands, and of which type it has to be, is in the table that the dissector
/// reads by.
public struct AMQPRecord: Equatable, Sendable {
    public let type: AMQPComposite
    /// The arguments in their order; those behind the last one that is there are left out.
    public private(set) var values: [AMQPValue]

    public init(_ type: AMQPComposite, _ arguments: KeyValuePairs<AMQPField, AMQPValue> = [:]) {
        self.type = type
        values = []
        for (field, value) in arguments { self[field] = value }
    }

    /// A list as it was read.
    init(_ type: AMQPComposite, values: [AMQPValue]) {
        self.type = type
        self.values = values
    }

    /// The argument that the field shows; `null` if it is not there.
    public subscript(field: AMQPField) -> AMQPValue {
        get {
            let index = index(of: field)
            return index < values.count ? values[index] : .null
        }
        set {
            let index = index(of: field)
            while values.count <= index { values.append(.null) }
            values[index] = type.arguments[index].fitting(newValue)
            while values.last?.isNull ?? false { values.removeLast() }
        }
    }

    private func index(of field: AMQPField) -> Int {
        guard let index = type.arguments.firstIndex(where: { $0.field == field }) else {
            preconditionFailure("\(type) has no argument \(field)")
        }
        return index
    }

    /// The list with its descriptor.
    public var value: AMQPValue { .described(type.descriptor, .list(values)) }

    /// The same with nulls for arguments that are not there, up to the last one.
    ///
    /// RabbitMQ writes its frames so.
    public var padded: AMQPRecord {
        let missing = max(0, type.arguments.count - values.count)
        return AMQPRecord(type, values: values + [AMQPValue](repeating: .null, count: missing))
    }
}

extension AMQPComposite {
    /// The number that stands in front of its values.
    public var descriptor: AMQPValue { .ulong(UInt64(rawValue)) }
}

extension AMQPValue {
    /// A value of a type that is a list, in a place where any may stand.
    public static func record(
        _ type: AMQPComposite, _ arguments: KeyValuePairs<AMQPField, AMQPValue> = [:]
    ) -> AMQPValue {
        AMQPRecord(type, arguments).value
    }
}

extension AMQPArgument {
    /// The value in the type of this argument: a `uint` where a `ushort` has to be, a `string`
    /// where a `symbol` has to be.  What is of another type stays so.
    func fitting(_ value: AMQPValue) -> AMQPValue {
        switch (kind, value) {
        case (.unsigned(8), .uint(let number)): .ubyte(UInt8(truncatingIfNeeded: number))
        case (.unsigned(16), .uint(let number)): .ushort(UInt16(truncatingIfNeeded: number))
        case (.unsigned(64), .uint(let number)): .ulong(UInt64(number))
        case (.symbol, .string(let text)), (.symbols, .string(let text)): .symbol(text)
        case (.symbols, .array(let values)):
            .array(values.map { $0.text.map(AMQPValue.symbol) ?? $0 })
        case (.binary, .string(let text)): .binary(Array(text.utf8))
        default: value
        }
    }
}
