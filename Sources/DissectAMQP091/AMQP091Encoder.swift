/// Writes frames as they go into a stream: the other side of what ``AMQP091Dissector`` reads.
///
/// For generators and tests.  Nothing is checked: it writes broken frames as well as good ones.
public struct AMQP091Encoder: Sendable {
    /// An argument of a method, or a property of a content.
    public enum Value: Sendable {
        case octet(UInt8)
        case short(UInt16)
        case long(UInt32)
        case longlong(UInt64)
        case text(String)
        case bytes([UInt8])
        /// Bits in a row, the first one lowest.
        case bits([Bool])
        case table(AMQP091FieldTable)
    }

    public private(set) var bytes: [UInt8] = []

    public init() {}

    /// What a client of 0-9-1 sends first.
    public static let protocolHeader: [UInt8] = [0x41, 0x4D, 0x51, 0x50, 0, 0, 9, 1]

    /// A frame of any type, with the octet at its end.
    public static func frame(
        _ type: UInt8, channel: UInt16, _ payload: [UInt8], end: UInt8 = 0xCE
    ) -> [UInt8] {
        var frame = AMQP091Encoder()
        frame.bytes.append(type)
        frame.append(channel)
        frame.append(UInt32(truncatingIfNeeded: payload.count))
        return frame.bytes + payload + [end]
    }

    public static func method(
        channel: UInt16, _ classID: UInt16, _ methodID: UInt16, _ arguments: [Value] = []
    ) -> [UInt8] {
        var payload = AMQP091Encoder()
        payload.append(classID)
        payload.append(methodID)
        for argument in arguments { payload.append(argument) }
        return frame(AMQP091FrameType.method.rawValue, channel: channel, payload.bytes)
    }

    /// - Parameter flags: which of the properties there are, the highest bit for the first one.
    public static func contentHeader(
        channel: UInt16, bodySize: UInt64, flags: UInt16 = 0, _ properties: [Value] = [],
        classID: UInt16 = 60
    ) -> [UInt8] {
        var payload = AMQP091Encoder()
        payload.append(classID)
        payload.append(UInt16(0))
        payload.append(bodySize)
        payload.append(flags)
        for property in properties { payload.append(property) }
        return frame(AMQP091FrameType.header.rawValue, channel: channel, payload.bytes)
    }

    public static func body(channel: UInt16, _ bytes: [UInt8]) -> [UInt8] {
        frame(AMQP091FrameType.body.rawValue, channel: channel, bytes)
    }

    public static var heartbeat: [UInt8] {
        frame(AMQP091FrameType.heartbeat.rawValue, channel: 0, [])
    }

    public mutating func append(_ value: Value) {
        switch value {
        case .octet(let number): bytes.append(number)
        case .short(let number): append(number)
        case .long(let number): append(number)
        case .longlong(let number): append(number)
        case .text(let text):
            let content = Self.short(text)
            bytes.append(UInt8(truncatingIfNeeded: content.count))
            bytes += content
        case .bytes(let more):
            append(UInt32(truncatingIfNeeded: more.count))
            bytes += more
        case .bits(let bits):
            for start in stride(from: 0, to: bits.count, by: 8) {
                var octet: UInt8 = 0
                for index in start..<min(start + 8, bits.count) where bits[index] {
                    octet |= 1 << UInt8(index - start)
                }
                bytes.append(octet)
            }
        case .table(let table):
            var content = AMQP091Encoder()
            for entry in table.entries {
                content.append(.text(entry.name))
                content.append(field: entry.value)
            }
            append(.bytes(content.bytes))
        }
    }

    private mutating func append(field value: AMQP091TableValue) {
        bytes.append(value.type.rawValue)
        switch value {
        case .boolean(let flag): bytes.append(flag ? 1 : 0)
        case .int8(let number): append(number)
        case .uint8(let number): append(number)
        case .int16(let number): append(number)
        case .uint16(let number): append(number)
        case .int32(let number): append(number)
        case .uint32(let number): append(number)
        case .int64(let number): append(number)
        case .float(let number): append(number.bitPattern)
        case .double(let number): append(number.bitPattern)
        case .decimal(let number, let scale):
            bytes.append(scale)
            append(number)
        case .timestamp(let seconds): append(seconds)
        case .string(let text): append(.bytes(Array(text.utf8)))
        case .bytes(let more): append(.bytes(more))
        case .void: break
        case .table(let table): append(.table(table))
        case .array(let values):
            var content = AMQP091Encoder()
            for value in values { content.append(field: value) }
            append(.bytes(content.bytes))
        }
    }

    /// As much of a text as a count of one byte can tell of.
    private static func short(_ text: String) -> [UInt8] {
        guard text.utf8.count > 255 else { return Array(text.utf8) }
        var content: [UInt8] = []
        for scalar in text.unicodeScalars {
            let next = Array(String(scalar).utf8)
            guard content.count + next.count <= 255 else { break }
            content += next
        }
        return content
    }

    private mutating func append(_ number: some FixedWidthInteger) {
        for shift in stride(from: number.bitWidth - 8, through: 0, by: -8) {
            bytes.append(UInt8(truncatingIfNeeded: number >> shift))
        }
    }
}
