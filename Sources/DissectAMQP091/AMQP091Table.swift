internal import Bytes
internal import Dissection

/// A field table (section 4.2.5.5) with RabbitMQ's types: names and values, of which some are
/// tables and arrays again.
///
/// Those stand on a stack of a fixed size, not on the program's.
struct AMQP091Table: ~Escapable {
    /// Tables and arrays one in the other; what is deeper is passed over, with a note.
    static var depthMax: Int { 100 }
    /// Fields of a table that are shown, all levels together.
    static var fieldCountMax: Int { 16_384 }
    /// Bytes of a name and a value in a tree.
    static var textByteCountMax: Int { 1024 }

    /// A table or an array that has begun.
    private struct Level: BitwiseCopyable {
        var end: Int
        /// The number of the next element; -1: a table, whose values have names.
        var index: Int
    }

    private var input: ByteCursor
    private var levels = InlineArray<100, Level>(repeating: Level(end: 0, index: -1))
    private var depth = 1
    private var fieldCount = 0

    /// - Parameter content: all bytes of the table, without its length.
    @_lifetime(copy content)
    init(_ content: ByteCursor) {
        input = content
        levels[0] = Level(end: content.offset + content.remaining, index: -1)
    }

    private var room: Int { levels[depth - 1].end - input.offset }

    /// Adds all there is to the fields.
    mutating func read(into message: inout Message) {
        while depth > 0 {
            guard room > 0 else {
                depth -= 1
                continue
            }
            guard fieldCount < Self.fieldCountMax else {
                let rest = StreamRange(offset: input.offset, count: input.remaining)
                message.notes.append(Note("amqp.table-too-many-fields", .warning, at: rest))
                return
            }
            fieldCount += 1
            let start = input.offset
            do throws(ParseError) {
                try readField(into: &message)
            } catch {
                noteCut(from: start, &message)
            }
        }
    }

    /// A value that does not fit into its table: nothing more of that can be read.
    private mutating func noteCut(from start: Int, _ message: inout Message) {
        let end = levels[depth - 1].end
        message.notes.append(
            Note(
                "amqp.table-field-cut", .error, .expert,
                at: StreamRange(offset: start, count: max(0, end - start))))
        if message.depth >= .fields { message.add(AMQP091Field.fieldShort.id, .present) }
        try? input.skip(max(0, end - input.offset))
        depth -= 1
    }

    private mutating func readField(into message: inout Message) throws(ParseError) {
        let nesting = UInt8(depth)
        let line = AMQP091TableLine(message)
        let index = levels[depth - 1].index
        if index < 0 {
            let count = Int(try readByte())
            try require(count)
            message.add(.fieldName, text: StreamRange(offset: input.offset, count: count))
            line.append(try readSpan(count), &message)
        } else {
            levels[depth - 1].index += 1
            line.append(index: index, &message)
        }
        let start = input.offset
        guard let type = AMQP091TableType(rawValue: try readByte()) else {
            line.finish(" (unknown type)", nesting: nesting, &message)
            throw .malformed(.tableType, offset: start)
        }
        line.append(type.name, &message)
        switch type {
        case .table, .array:
            let count = Int(try readNumber(UInt32.self))
            guard count <= room else {
                throw .truncated(needed: count, available: room, offset: input.offset)
            }
            line.finish("", nesting: nesting, &message)
            try begin(type, count, &message)
        case .timestamp:
            let seconds = try readNumber(UInt64.self)
            line.finishHeading(nesting: nesting, &message)
            message.add(.fieldTimestamp, seconds: seconds, nesting: nesting + 1)
        case .bytes:
            let range = try readRange(Int(try readNumber(UInt32.self)))
            line.finishHeading(nesting: nesting, &message)
            message.fields.append(
                Field(
                    id: AMQP091Field.fieldByteArray.id, value: .bytes(range), nesting: nesting + 1))
        default:
            line.append(": ", &message)
            let value = try readValue(type)
            line.append(value, &message)
            line.finish("", nesting: nesting, &message)
            if message.depth >= .fields { value.add(to: &message) }
        }
    }

    private mutating func begin(
        _ type: AMQP091TableType, _ count: Int, _ message: inout Message
    ) throws(ParseError) {
        guard depth < Self.depthMax else {
            message.notes.append(
                Note(
                    "amqp.table-too-deep", .warning,
                    at: StreamRange(offset: input.offset, count: count),
                    .number(UInt64(Self.depthMax))))
            return try input.skip(count)
        }
        levels[depth] = Level(end: input.offset + count, index: type == .array ? 0 : -1)
        depth += 1
    }

    @_lifetime(copy self)
    private mutating func readValue(
        _ type: AMQP091TableType
    ) throws(ParseError) -> AMQP091TableScalar {
        switch type {
        case .boolean: return AMQP091TableScalar(.boolean(try readByte() != 0))
        case .int8: return AMQP091TableScalar(.integer(Int64(Int8(bitPattern: try readByte()))))
        case .uint8: return AMQP091TableScalar(.integer(Int64(try readByte())))
        case .int16, .shortInt:
            return AMQP091TableScalar(.integer(Int64(try readNumber(Int16.self))))
        case .uint16: return AMQP091TableScalar(.integer(Int64(try readNumber(UInt16.self))))
        case .int32: return AMQP091TableScalar(.integer(Int64(try readNumber(Int32.self))))
        case .uint32: return AMQP091TableScalar(.integer(Int64(try readNumber(UInt32.self))))
        case .int64, .longInt: return AMQP091TableScalar(.integer(try readNumber(Int64.self)))
        case .float:
            let bits = try readNumber(UInt32.self)
            return AMQP091TableScalar(.double(Double(Float(bitPattern: bits))))
        case .double:
            return AMQP091TableScalar(.double(Double(bitPattern: try readNumber(UInt64.self))))
        case .decimal:
            let scale = try readByte()
            return AMQP091TableScalar(.decimal(try readNumber(Int32.self), scale: scale))
        case .string:
            let count = Int(try readNumber(UInt32.self))
            let offset = input.offset
            return AMQP091TableScalar(text: try readSpan(count), at: offset)
        case .void, .table, .array, .timestamp, .bytes: return AMQP091TableScalar(.none)
        }
    }
}

// MARK: - Within the level

extension AMQP091Table {
    private func require(_ count: Int) throws(ParseError) {
        guard count >= 0, count <= room else {
            throw .truncated(needed: count, available: max(0, room), offset: input.offset)
        }
    }

    private mutating func readByte() throws(ParseError) -> UInt8 {
        try require(1)
        return try input.readUInt8()
    }

    private mutating func readNumber<Number: FixedWidthInteger & BitwiseCopyable>(
        _ type: Number.Type
    ) throws(ParseError) -> Number {
        try require(MemoryLayout<Number>.size)
        return try input.readBigEndian(type)
    }

    @_lifetime(copy self)
    private mutating func readSpan(_ count: Int) throws(ParseError) -> RawSpan {
        try require(count)
        return try input.readSpan(count: count)
    }

    private mutating func readRange(_ count: Int) throws(ParseError) -> StreamRange {
        try require(count)
        return try input.readRange(count: count)
    }
}

/// The types of values, each by its letter.  Where the specification and RabbitMQ do not agree, it
/// is RabbitMQ's.
enum AMQP091TableType: UInt8, BitwiseCopyable {
    case boolean = 0x74, int8 = 0x62, uint8 = 0x42, int16 = 0x73, uint16 = 0x75
    case shortInt = 0x55, int32 = 0x49, uint32 = 0x69, int64 = 0x6C, longInt = 0x4C
    case float = 0x66, double = 0x64, decimal = 0x44, string = 0x53, array = 0x41
    case timestamp = 0x54, table = 0x46, void = 0x56, bytes = 0x78

    /// tshark's words.
    var name: StaticString {
        switch self {
        case .boolean: " (boolean)"
        case .int8: " (byte)"
        case .uint8: " (unsigned byte)"
        case .int16, .shortInt: " (short int)"
        case .uint16: " (short uint)"
        case .int32: " (integer)"
        case .uint32: " (unsigned integer)"
        case .int64, .longInt: " (long int)"
        case .float: " (float)"
        case .double: " (double)"
        case .decimal: " (decimal)"
        case .string: " (string)"
        case .array: " (array)"
        case .timestamp: " (timestamp)"
        case .table: " (field table)"
        case .void: " (void)"
        case .bytes: " (byte array)"
        }
    }
}

extension Defect {
    static let tableType = Defect("an unknown type of a field table's value")
}
