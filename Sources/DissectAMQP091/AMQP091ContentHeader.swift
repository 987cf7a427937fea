/// What is said of a content before its body comes: how long that is, and its properties.
///
///     AMQP091ContentHeader(bodySize: 5, [.contentType: "text/plain", .deliveryMode: 2])
public struct AMQP091ContentHeader: Equatable, Sendable {
    public var classID: UInt16 = 60
    public var bodySize: UInt64
    public var properties: [AMQP091Property: AMQP091Value] = [:]

    public init(
        bodySize: UInt64, _ properties: KeyValuePairs<AMQP091Property, AMQP091Value> = [:]
    ) {
        self.bodySize = bodySize
        for (property, value) in properties { self.properties[property] = value }
    }

    /// The frame as it goes into a stream.
    public func frame(channel: UInt16) -> [UInt8] {
        var flags: UInt16 = 0
        var values: [AMQP091Encoder.Value] = []
        for index in 0..<(AMQP091Property.count(of: classID) ?? 0) {
            let property = AMQP091Property.find(classID, index)
            guard let value = properties[property] else { continue }
            flags |= 0x8000 >> UInt16(index)
            values.append(property.kind.written(value))
        }
        return AMQP091Encoder.contentHeader(
            channel: channel, bodySize: bodySize, flags: flags, values, classID: classID)
    }
}

extension AMQP091Property.Kind {
    fileprivate func written(_ value: AMQP091Value) -> AMQP091Encoder.Value {
        switch self {
        case .shortString: .text(value.text)
        case .octet: .octet(UInt8(truncatingIfNeeded: value.number))
        case .time: .longlong(value.number)
        case .table: .table(value.table)
        }
    }
}
