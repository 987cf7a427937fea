internal import Bytes
internal import Dissection

/// Reads field tables into memory, for an end of a connection that has to know what is in them: a
/// dissector leaves them where they are.
///
/// Tables in tables take no stack.
struct AMQP091TableReader {
    /// A table or an array that has begun.
    private struct Level {
        var name = ""
        var isArray: Bool
        var end: Int
        var entries: [AMQP091FieldTable.Entry] = []

        var value: AMQP091TableValue {
            if isArray { return .array(entries.map(\.value)) }
            var table = AMQP091FieldTable()
            table.entries = entries
            return .table(table)
        }
    }

    private var levels: [Level]

    /// - Parameter content: all bytes of the table, without its length.
    static func read(_ content: consuming ByteCursor) throws(ParseError) -> AMQP091FieldTable {
        var reader = AMQP091TableReader(
            levels: [Level(isArray: false, end: content.offset + content.remaining)])
        return try reader.run(&content)
    }

    private mutating func run(
        _ input: inout ByteCursor
    ) throws(ParseError) -> AMQP091FieldTable {
        while true {
            let level = levels[levels.count - 1]
            guard input.offset < level.end else {
                guard input.offset == level.end else {
                    throw .malformed(.tableEnd, offset: level.end)
                }
                levels.removeLast()
                guard !levels.isEmpty else {
                    guard case .table(let table) = level.value else { return [] }
                    return table
                }
                append(level.name, level.value)
                continue
            }
            let name = level.isArray ? "" : try input.readShortString()
            let offset = input.offset
            guard let type = AMQP091TableType(rawValue: try input.readUInt8()) else {
                throw .malformed(.tableType, offset: offset)
            }
            if type == .table || type == .array {
                try enter(type, name, &input, limit: level.end)
            } else {
                append(name, try Self.scalar(type, &input))
            }
        }
    }

    private mutating func append(_ name: String, _ value: AMQP091TableValue) {
        levels[levels.count - 1].entries.append(.init(name: name, value: value))
    }

    private mutating func enter(
        _ type: AMQP091TableType, _ name: String, _ input: inout ByteCursor, limit: Int
    ) throws(ParseError) {
        let count = Int(try input.readBigEndian(UInt32.self))
        guard count <= limit - input.offset else {
            throw .truncated(needed: count, available: limit - input.offset, offset: input.offset)
        }
        guard levels.count < AMQP091Table.depthMax else {
            throw .malformed(.tableNesting, offset: input.offset)
        }
        levels.append(Level(name: name, isArray: type == .array, end: input.offset + count))
    }

    private static func scalar(
        _ type: AMQP091TableType, _ input: inout ByteCursor
    ) throws(ParseError) -> AMQP091TableValue {
        switch type {
        case .boolean: return .boolean(try input.readUInt8() != 0)
        case .int8: return .int8(Int8(bitPattern: try input.readUInt8()))
        case .uint8: return .uint8(try input.readUInt8())
        case .int16, .shortInt: return .int16(try input.readBigEndian())
        case .uint16: return .uint16(try input.readBigEndian())
        case .int32: return .int32(try input.readBigEndian())
        case .uint32: return .uint32(try input.readBigEndian())
        case .int64, .longInt: return .int64(try input.readBigEndian())
        case .float: return .float(Float(bitPattern: try input.readBigEndian()))
        case .double: return .double(Double(bitPattern: try input.readBigEndian()))
        case .decimal:
            let scale = try input.readUInt8()
            return .decimal(try input.readBigEndian(), scale: scale)
        case .timestamp: return .timestamp(try input.readBigEndian())
        case .string:
            return .string(String(decoding: try input.readLongString(), as: UTF8.self))
        case .bytes: return .bytes(try input.readLongString())
        case .void, .table, .array: return .void
        }
    }
}

extension ByteCursor {
    /// Text behind a count of one byte.
    mutating func readShortString() throws(ParseError) -> String {
        try readUTF8(count: Int(try readUInt8()))
    }

    /// Bytes behind a count of four.
    mutating func readLongString() throws(ParseError) -> [UInt8] {
        try readArray(count: Int(try readBigEndian(UInt32.self)))
    }
}

extension Defect {
    fileprivate static let tableEnd = Defect("a value runs over the end of its table")
    fileprivate static let tableNesting = Defect("tables lie too deep in one another")
}
