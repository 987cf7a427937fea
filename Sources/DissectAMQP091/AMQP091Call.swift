/// A method with its arguments, to be written or as it was read.
///
///     AMQP091Call(.basicPublish, [.exchange: "", .routingKey: "letters"])
///
/// Which arguments there are, and how each is written, is in the table that the dissector reads by;
/// one that is not given is 0, false or empty.
public struct AMQP091Call: Equatable, Sendable {
    public let number: AMQP091MethodNumber
    private var arguments: [AMQP091Argument: AMQP091Value] = [:]

    public init(
        _ number: AMQP091MethodNumber,
        _ arguments: KeyValuePairs<AMQP091Argument, AMQP091Value> = [:]
    ) {
        self.number = number
        for (argument, value) in arguments { self[argument] = value }
    }

    public subscript(argument: AMQP091Argument) -> AMQP091Value {
        get { arguments[argument] ?? argument.kind.nothing }
        set {
            precondition(
                Self.arguments(of: number).contains(argument), "\(number) has no \(argument)")
            let value = argument.kind.fitting(newValue)
            arguments[argument] = value == argument.kind.nothing ? nil : value
        }
    }

    /// The arguments of a method in their order.
    static func arguments(of number: AMQP091MethodNumber) -> [AMQP091Argument] {
        guard let method = AMQP091Method.find(number.classID, number.methodID) else { return [] }
        return (0..<method.argumentCount).map { method.argument($0) }
    }

    /// The frame as it goes into a stream.
    public func frame(channel: UInt16) -> [UInt8] {
        var values: [AMQP091Encoder.Value] = []
        var bits: [Bool] = []
        for argument in Self.arguments(of: number) {
            if argument.kind == .bit {
                bits.append(self[argument].flag)
                continue
            }
            if !bits.isEmpty { values.append(.bits(bits)) }
            bits = []
            values.append(argument.kind.written(self[argument]))
        }
        if !bits.isEmpty { values.append(.bits(bits)) }
        return AMQP091Encoder.method(
            channel: channel, number.classID, number.methodID, values)
    }
}

extension AMQP091Argument.Kind {
    /// What an argument is that nobody gave.
    var nothing: AMQP091Value {
        switch self {
        case .octet, .short, .long, .longlong: .number(0)
        case .bit: .flag(false)
        case .shortString: .text("")
        case .longString: .bytes([])
        case .table: .table([])
        }
    }

    /// Text is bytes where those may be anything.
    func fitting(_ value: AMQP091Value) -> AMQP091Value {
        self == .longString ? .bytes(value.bytes) : value
    }

    func written(_ value: AMQP091Value) -> AMQP091Encoder.Value {
        switch self {
        case .octet: .octet(UInt8(truncatingIfNeeded: value.number))
        case .short: .short(UInt16(truncatingIfNeeded: value.number))
        case .long: .long(UInt32(truncatingIfNeeded: value.number))
        case .longlong: .longlong(value.number)
        case .bit: .bits([value.flag])
        case .shortString: .text(value.text)
        case .longString: .bytes(value.bytes)
        case .table: .table(value.table)
        }
    }
}
