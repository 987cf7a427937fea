/// Values as they are written, for tests.
indirect enum Value {
    case null
    case bool(Bool)
    case ubyte(UInt8)
    case ushort(UInt16)
    case uint(UInt32)
    case ulong(UInt64)
    case string(String)
    case symbol(String)
    case binary([UInt8])
    case list([Value])
    case map([Value])
    /// The constructor of the elements, and those without it.
    case array(UInt8, [[UInt8]])
    case described(UInt64, Value)
    case raw([UInt8])

    var bytes: [UInt8] {
        switch self {
        case .null: return [0x40]
        case .bool(let flag): return [flag ? 0x41 : 0x42]
        case .ubyte(let number): return [0x50, number]
        case .ushort(let number): return [0x60] + big(number)
        case .uint(0): return [0x43]
        case .uint(let number):
            return number < 256 ? [0x52, UInt8(number)] : [0x70] + big(number)
        case .ulong(0): return [0x44]
        case .ulong(let number):
            return number < 256 ? [0x53, UInt8(number)] : [0x80] + big(number)
        case .string(let text): return sized(0xA1, Array(text.utf8))
        case .symbol(let text): return sized(0xA3, Array(text.utf8))
        case .binary(let bytes): return sized(0xA0, bytes)
        case .list(let values):
            return values.isEmpty ? [0x45] : compound(0xC0, values.count, values.flatMap(\.bytes))
        case .map(let values): return compound(0xC1, values.count, values.flatMap(\.bytes))
        case .array(let code, let elements):
            return compound(0xE0, elements.count, [code] + elements.flatMap { $0 })
        case .described(let code, let value): return [0] + Value.ulong(code).bytes + value.bytes
        case .raw(let bytes): return bytes
        }
    }
}

func big<T: FixedWidthInteger>(_ number: T) -> [UInt8] {
    stride(from: T.bitWidth - 8, through: 0, by: -8).map {
        UInt8(truncatingIfNeeded: number >> T($0))
    }
}

private func sized(_ code: UInt8, _ bytes: [UInt8]) -> [UInt8] {
    bytes.count < 256
        ? [code, UInt8(bytes.count)] + bytes : [code + 0x10] + big(UInt32(bytes.count)) + bytes
}

private func compound(_ code: UInt8, _ count: Int, _ bytes: [UInt8]) -> [UInt8] {
    if bytes.count < 255, count < 256 {
        return [code, UInt8(bytes.count + 1), UInt8(count)] + bytes
    }
    return [code + 0x10] + big(UInt32(bytes.count + 4)) + big(UInt32(count)) + bytes
}

/// Frames as they are written.
enum Frames {
    static let header: [UInt8] = Array("AMQP".utf8) + [0, 1, 0, 0]
    static let saslHeader: [UInt8] = Array("AMQP".utf8) + [3, 1, 0, 0]
    static let tlsHeader: [UInt8] = Array("AMQP".utf8) + [2, 1, 0, 0]
    static let heartbeat: [UInt8] = [0, 0, 0, 8, 2, 0, 0, 0]

    static func frame(_ body: [UInt8], type: UInt8 = 0, channel: UInt16 = 0) -> [UInt8] {
        big(UInt32(8 + body.count)) + [2, type] + big(channel) + body
    }

    static func frame(
        _ code: UInt64, _ arguments: [Value], type: UInt8 = 0, channel: UInt16 = 0,
        payload: [UInt8] = []
    ) -> [UInt8] {
        frame(
            Value.described(code, .list(arguments)).bytes + payload, type: type, channel: channel)
    }

    static func open(_ name: String = "peer", maxFrame: UInt32? = nil) -> [UInt8] {
        guard let maxFrame else { return frame(0x10, [.string(name)]) }
        return frame(0x10, [.string(name), .null, .uint(maxFrame)])
    }

    static func begin(_ channel: UInt16 = 0, remote: UInt16? = nil, handleMax: UInt32? = nil)
        -> [UInt8]
    {
        let first: Value = remote.map { .ushort($0) } ?? .null
        var arguments: [Value] = [first, .uint(0), .uint(1000), .uint(1000)]
        if let handleMax { arguments.append(.uint(handleMax)) }
        return frame(0x11, arguments, channel: channel)
    }

    static func attach(
        _ name: String, handle: UInt32 = 0, receives: Bool = false, from: String = "a",
        to: String = "b", channel: UInt16 = 0
    ) -> [UInt8] {
        frame(
            0x12,
            [
                .string(name), .uint(handle), .bool(receives), .ubyte(2), .ubyte(0),
                .described(0x28, .list([.string(from)])), .described(0x29, .list([.string(to)])),
                .null, .null, receives ? .null : .uint(0),
            ], channel: channel)
    }

    static func flow(
        handle: UInt32 = 0, count: UInt32 = 0, credit: UInt32, channel: UInt16 = 0
    ) -> [UInt8] {
        frame(
            0x13,
            [
                .uint(0), .uint(1000), .uint(0), .uint(1000), .uint(handle), .uint(count),
                .uint(credit),
            ], channel: channel)
    }

    static func transfer(
        _ id: UInt32?, handle: UInt32 = 0, settled: Bool = false, more: Bool? = nil,
        channel: UInt16 = 0, _ payload: [UInt8] = Frames.text("x")
    ) -> [UInt8] {
        var arguments: [Value] = [
            .uint(handle), id.map { .uint($0) } ?? .null,
            id.map { .binary(big($0)) } ?? .null, .uint(0), settled ? .bool(true) : .null,
        ]
        if let more { arguments.append(.bool(more)) }
        return frame(0x14, arguments, channel: channel, payload: payload)
    }

    static func disposition(
        _ first: UInt32, _ last: UInt32? = nil, receiver: Bool = true, settled: Bool = true,
        state: Value = .described(0x24, .list([])), channel: UInt16 = 0
    ) -> [UInt8] {
        frame(
            0x15,
            [
                .bool(receiver), .uint(first), last.map { .uint($0) } ?? .null, .bool(settled),
                state,
            ], channel: channel)
    }

    static func detach(_ handle: UInt32 = 0, channel: UInt16 = 0) -> [UInt8] {
        frame(0x16, [.uint(handle), .bool(true)], channel: channel)
    }

    static let close = frame(0x18, [])

    static func text(_ text: String) -> [UInt8] { Value.described(0x77, .string(text)).bytes }
}
