internal import Bytes
internal import Dissection

/// Reads values into memory, for an end of a connection that has to answer them: a dissector leaves
/// them where they are.
///
/// Values in values take no stack, and are not read deeper than a dissector looks into them.
struct AMQPValueReader {
    /// A compound whose elements are being read.
    private struct Level {
        var compound: AMQPElement
        var end: Int
        var remaining: Int
        var values: [AMQPValue] = []
        /// What all elements of an array begin with.
        var template = AMQPElement.absent
    }

    private var levels: [Level] = []

    /// Reads the next value of a source.
    static func read(
        _ input: inout ByteCursor, _ source: borrowing AMQPSource
    ) throws(ParseError) -> AMQPValue {
        var reader = AMQPValueReader()
        return try reader.run(&input, source)
    }

    private mutating func run(
        _ input: inout ByteCursor, _ source: borrowing AMQPSource
    ) throws(ParseError) -> AMQPValue {
        while true {
            let element = try nextElement(&input, limit: source.end)
            if element.constructor.isCompound, element.count > 0 {
                try enter(element, &input, limit: levels.last?.end ?? source.end)
                continue
            }
            if element.constructor.isCompound { try input.skip(element.content.count) }
            var value = try Self.scalar(element, source)
            while let last = levels.indices.last {
                levels[last].values.append(value)
                guard levels[last].remaining == 0 else { break }
                value = try leave(&input, source)
            }
            if levels.isEmpty { return value }
        }
    }

    private mutating func nextElement(
        _ input: inout ByteCursor, limit: Int
    ) throws(ParseError) -> AMQPElement {
        guard let last = levels.indices.last else { return try input.readAMQPElement(limit: limit) }
        levels[last].remaining -= 1
        let level = levels[last]
        guard level.compound.constructor.isArray else {
            return try input.readAMQPElement(limit: level.end)
        }
        var element = level.template
        element.offset = input.offset
        try input.readAMQPContent(of: &element, limit: level.end)
        return element
    }

    private mutating func enter(
        _ element: AMQPElement, _ input: inout ByteCursor, limit: Int
    ) throws(ParseError) {
        guard element.content.end <= limit else {
            throw .truncated(
                needed: element.content.count, available: limit - input.offset,
                offset: input.offset)
        }
        guard levels.count < AMQPWalk.depthMax else {
            throw .malformed(.nesting, offset: element.offset)
        }
        var level = Level(
            compound: element, end: element.content.end, remaining: element.count)
        if element.constructor.isArray {
            level.template = try input.readAMQPTemplate(limit: level.end)
            if case .fixed(0) = level.template.constructor.width,
                element.count > AMQPWalk.emptyElementCountMax
            {
                throw .malformed(.elementCount, offset: element.offset)
            }
        }
        levels.append(level)
    }

    private mutating func leave(
        _ input: inout ByteCursor, _ source: borrowing AMQPSource
    ) throws(ParseError) -> AMQPValue {
        let level = levels.removeLast()
        try input.skip(level.end - input.offset)
        let value: AMQPValue
        if level.compound.constructor.isArray {
            value = .array(level.values)
        } else if level.compound.constructor.isMap {
            value = try Self.map(level.values, at: level.compound.offset)
        } else {
            value = .list(level.values)
        }
        return Self.described(value, by: level.compound, source)
    }

    private static func map(
        _ values: [AMQPValue], at offset: Int
    ) throws(ParseError) -> AMQPValue {
        guard values.count.isMultiple(of: 2) else { throw .malformed(.oddMap, offset: offset) }
        return .map(
            stride(from: 0, to: values.count, by: 2).map { .init(values[$0], values[$0 + 1]) })
    }
}

// MARK: - Scalars

extension AMQPValueReader {
    private static func scalar(
        _ element: AMQPElement, _ source: borrowing AMQPSource
    ) throws(ParseError) -> AMQPValue {
        let bits = element.bits
        let content = source.copy(element.content)
        let value: AMQPValue =
            switch element.constructor.code {
            case 0x41, 0x42, 0x56: .boolean(bits != 0)
            case 0x50: .ubyte(UInt8(truncatingIfNeeded: bits))
            case 0x60: .ushort(UInt16(truncatingIfNeeded: bits))
            case 0x43, 0x52, 0x70: .uint(UInt32(truncatingIfNeeded: bits))
            case 0x44, 0x53, 0x80: .ulong(bits)
            case 0x51: .byte(Int8(truncatingIfNeeded: bits))
            case 0x61: .short(Int16(truncatingIfNeeded: bits))
            case 0x54, 0x71: .int(Int32(truncatingIfNeeded: bits))
            case 0x55, 0x81: .long(Int64(bitPattern: bits))
            case 0x72: .float(Float(bitPattern: UInt32(truncatingIfNeeded: bits)))
            case 0x73: .character(UInt32(truncatingIfNeeded: bits))
            case 0x74, 0x84, 0x94: .decimal(content)
            case 0x82: .double(Double(bitPattern: bits))
            case 0x83: .timestamp(Int64(bitPattern: bits))
            case 0x98: .uuid(content)
            case 0xA0, 0xB0: .binary(content)
            case 0xA1, 0xB1: .string(String(decoding: content, as: UTF8.self))
            case 0xA3, 0xB3: .symbol(String(decoding: content, as: UTF8.self))
            case 0x45, 0xC0, 0xD0: .list([])
            case 0xC1, 0xD1: .map([])
            case 0xE0, 0xF0: .array([])
            case 0x40: .null
            default: throw .malformed(.unknownConstructor, offset: element.offset)
            }
        return described(value, by: element, source)
    }

    private static func described(
        _ value: AMQPValue, by element: AMQPElement, _ source: borrowing AMQPSource
    ) -> AMQPValue {
        var value = value
        for descriptor in [element.innerDescriptor, element.descriptor] where descriptor.isPresent {
            value = .described(name(descriptor, source), value)
        }
        return value
    }

    /// A descriptor that is neither a number nor a symbol names nothing that is known here.
    private static func name(
        _ descriptor: AMQPDescriptor, _ source: borrowing AMQPSource
    ) -> AMQPValue {
        if let code = descriptor.code { return .ulong(code) }
        guard let symbol = descriptor.symbol else { return .null }
        return .symbol(String(decoding: source.copy(symbol), as: UTF8.self))
    }
}

extension AMQPSource {
    fileprivate func copy(_ range: StreamRange) -> [UInt8] {
        unsafe self[range].withUnsafeBytes { unsafe Array($0) }
    }
}

extension Defect {
    fileprivate static let nesting = Defect("values lie too deep in one another")
    fileprivate static let elementCount = Defect("too many elements that take no bytes")
    fileprivate static let oddMap = Defect("a map's last key has no value")
}
