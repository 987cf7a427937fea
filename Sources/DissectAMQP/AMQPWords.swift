/// The words for numbers in a frame: tshark's.
enum AMQPWords {
    static let frameType: [(UInt64, StaticString)] = [(0, "AMQP"), (1, "SASL"), (2, "TLS")]

    static let performative: [(UInt64, StaticString)] = [
        (0x10, "open"),
        (0x11, "begin"),
        (0x12, "attach"),
        (0x13, "flow"),
        (0x14, "transfer"),
        (0x15, "disposition"),
        (0x16, "detach"),
        (0x17, "end"),
        (0x18, "close"),
    ]

    static let saslMethod: [(UInt64, StaticString)] = [
        (0x40, "sasl.mechanisms"),
        (0x41, "sasl.init"),
        (0x42, "sasl.challenge"),
        (0x43, "sasl.response"),
        (0x44, "sasl.outcome"),
    ]

    static let role: [(UInt64, StaticString)] = [(0, "sender"), (1, "receiver")]

    static let senderSettleMode: [(UInt64, StaticString)] = [
        (0, "unsettled"), (1, "settled"), (2, "mixed"),
    ]

    static let receiverSettleMode: [(UInt64, StaticString)] = [(0, "first"), (1, "second")]

    static let terminusDurability: [(UInt64, StaticString)] = [
        (0, "none"), (1, "configuration"), (2, "unsettled-state"),
    ]

    static let saslCode: [(UInt64, StaticString)] = [
        (0, "ok"), (1, "auth"), (2, "sys"), (3, "sys-perm"), (4, "sys-temp"),
    ]

    static func word(_ number: UInt64, in list: [(UInt64, StaticString)]) -> StaticString? {
        for entry in list where entry.0 == number { return entry.1 }
        return nil
    }
}
