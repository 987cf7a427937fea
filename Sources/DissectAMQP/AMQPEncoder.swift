/// Writes values, each in the fewest bytes its type can take (part 1, section 1.6): the other side
/// of what ``AMQPElement`` and ``AMQPValueReader`` read.
public struct AMQPEncoder: Sendable {
    public private(set) var bytes: [UInt8] = []

    public init() {}

    public static func bytes(of value: AMQPValue) -> [UInt8] {
        var encoder = AMQPEncoder()
        encoder.append(value)
        return encoder.bytes
    }

    public mutating func append(_ value: AMQPValue) {
        switch value {
        case .described(let descriptor, let inner):
            bytes.append(AMQPConstructor.described.code)
            append(descriptor)
            append(inner)
        case .list(let values) where values.isEmpty: bytes.append(AMQPConstructor.list0.code)
        case .list, .map, .array:
            let (content, count) = Self.compound(value)
            let isShort = content.count < 255 && count < 256
            let code = isShort ? value.widestCode - 0x10 : value.widestCode
            bytes.append(code)
            append(compound: content, count: count, code)
        default:
            let code = value.shortestCode
            bytes.append(code)
            append(content: value, code)
        }
    }

    /// The elements of a compound one behind the other, and how many they are.
    private static func compound(_ value: AMQPValue) -> (content: [UInt8], count: Int) {
        var content = AMQPEncoder()
        switch value {
        case .list(let values):
            for value in values { content.append(value) }
            return (content.bytes, values.count)
        case .map(let pairs):
            for pair in pairs {
                content.append(pair.key)
                content.append(pair.value)
            }
            return (content.bytes, 2 * pairs.count)
        case .array(let values):
            content.append(array: values)
            return (content.bytes, values.count)
        default: return ([], 0)
        }
    }

    /// The elements share one constructor, so it is the one that every value of the type fits.
    private mutating func append(array values: [AMQPValue]) {
        var element = values.first ?? .null
        while case .described(let descriptor, let inner) = element {
            bytes.append(AMQPConstructor.described.code)
            append(descriptor)
            element = inner
        }
        let code = element.widestCode
        bytes.append(code)
        for value in values { append(content: value, code) }
    }

    /// What stands behind a constructor.
    private mutating func append(content value: AMQPValue, _ code: UInt8) {
        switch value {
        case .described(_, let inner): append(content: inner, code)
        case .list, .map, .array:
            let (content, count) = Self.compound(value)
            append(compound: content, count: count, code)
        default:
            if let content = value.variableContent {
                append(count: content.count, code)
                bytes += content
            } else {
                bytes += value.fixedContent.suffix(AMQPConstructor(code).fixedByteCount)
            }
        }
    }

    private mutating func append(compound content: [UInt8], count: Int, _ code: UInt8) {
        append(count: content.count + AMQPConstructor(code).countByteCount, code)
        append(count: count, code)
        bytes += content
    }

    private mutating func append(count: Int, _ code: UInt8) {
        if AMQPConstructor(code).countByteCount == 1 {
            bytes.append(UInt8(truncatingIfNeeded: count))
        } else {
            bytes += UInt32(truncatingIfNeeded: count).bigEndianBytes
        }
    }
}

extension AMQPConstructor {
    /// How many bytes a size and a count take.
    fileprivate var countByteCount: Int {
        switch width {
        case .variable(let count), .compound(let count): count
        case .fixed, .none: 0
        }
    }

    fileprivate var fixedByteCount: Int { if case .fixed(let count) = width { count } else { 0 } }
}

extension FixedWidthInteger {
    /// The bytes of the number, the most significant one first.
    var bigEndianBytes: [UInt8] {
        stride(from: bitWidth - 8, through: 0, by: -8).map { shift in
            UInt8(truncatingIfNeeded: self >> Self(shift))
        }
    }
}
