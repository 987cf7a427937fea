internal import Bytes
internal import Dissection

/// Reads objects and arrays, and adds what stands in them to the fields, in tshark's order.
///
/// What is open stands on a stack of a fixed size, not on the program's.
struct JSONReader: ~Escapable {
    /// Objects and arrays one in the other.
    static var depthMax: Int { 100 }
    /// Fields that a payload may add.
    static var fieldCountMax: Int { 16_384 }
    /// Bytes of text made for them: of a deep value's path for each value in it.
    static var textByteCountMax: Int { 1 << 18 }

    enum Failure: Error { case syntax, tooDeep, tooMuch }

    /// An object or an array that has begun.
    private struct Level: BitwiseCopyable {
        var isObject: Bool
        var isEmpty = true
        var nesting: UInt8
        /// How much of the path stands before the element that is being read.
        var pathCount: Int
        /// The name of that in the payload; `nil` if it is written with escapes.
        var keyStart: Int?
    }

    private let payload: PayloadBytes
    private(set) var offset = 0
    private var levels = InlineArray<100, Level>(
        repeating: Level(isObject: false, nesting: 0, pathCount: 0))
    private var depth = 0
    /// Of the element that is being read, as in `/list/[]/name`.
    private var path: [UInt8] = []
    private let fieldCountEnd: Int
    private let textByteCountEnd: Int

    @_lifetime(copy payload)
    init(_ payload: borrowing PayloadBytes, _ message: borrowing Message) {
        self.payload = copy payload
        fieldCountEnd = message.fields.count + Self.fieldCountMax
        textByteCountEnd = message.decoded.count + Self.textByteCountMax
    }

    /// Returns whether anything is left behind blanks and ends of lines.
    mutating func skipSpace() -> Bool {
        while let byte = peek() {
            guard byte == 0x20 || (0x09...0x0D).contains(byte), byte != 0x0B, byte != 0x0C else {
                return true
            }
            offset += 1
        }
        return false
    }

    /// Reads one object or array, and all that is in it.
    mutating func read(into message: inout Message) throws(Failure) {
        depth = 0
        path.removeAll(keepingCapacity: true)
        try begin(nesting: payload.nesting + 1, &message)
        while depth > 0 { try readElement(into: &message) }
    }

    private func peek() -> UInt8? {
        offset < payload.span.byteCount ? payload.span.byte(at: offset) : nil
    }

    private mutating func expect(_ byte: UInt8) throws(Failure) {
        guard skipSpace(), peek() == byte else { throw .syntax }
        offset += 1
    }
}

// MARK: - Objects and arrays

extension JSONReader {
    private mutating func begin(nesting: UInt8, _ message: inout Message) throws(Failure) {
        let isObject = peek() == UInt8(ascii: "{")
        guard isObject || peek() == UInt8(ascii: "[") else { throw .syntax }
        guard depth < Self.depthMax else { throw .tooDeep }
        offset += 1
        try add(isObject ? .object : .array, .present, nesting, &message)
        levels[depth] = Level(isObject: isObject, nesting: nesting, pathCount: path.count)
        depth += 1
    }

    /// Reads an element up to its value, or all of it; or the end of an object or array.
    private mutating func readElement(into message: inout Message) throws(Failure) {
        let level = levels[depth - 1]
        guard skipSpace() else { throw .syntax }
        if peek() == (level.isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) {
            offset += 1
            depth -= 1
            if depth > 0 { try endElement(&message) }
            return
        }
        if !level.isEmpty { try expect(UInt8(ascii: ",")) }
        levels[depth - 1].isEmpty = false
        path.append(UInt8(ascii: "/"))
        var nesting = level.nesting + 1
        if level.isObject {
            try readKey(nesting, &message)
            nesting += 1
        } else {
            path += [UInt8(ascii: "["), UInt8(ascii: "]")]
        }
        guard skipSpace() else { throw .syntax }
        if peek() == UInt8(ascii: "{") || peek() == UInt8(ascii: "[") {
            return try begin(nesting: nesting, &message)
        }
        try readScalar(nesting, &message)
        try endElement(&message)
    }

    private mutating func readKey(_ nesting: UInt8, _ message: inout Message) throws(Failure) {
        guard skipSpace(), peek() == UInt8(ascii: "\"") else { throw .syntax }
        let key = try readString()
        key.append(payload.span, to: &path)
        levels[depth - 1].keyStart = key.hasEscapes ? nil : key.range.lowerBound
        try add(.member, keyValue(&message), nesting, &message)
        try expect(UInt8(ascii: ":"))
    }

    private mutating func endElement(_ message: inout Message) throws(Failure) {
        let level = levels[depth - 1]
        if level.isObject {
            try add(.key, keyValue(&message), level.nesting + 2, &message)
            let text = message.decoded.count
            message.decoded += path
            try add(.path, message.decodedText(from: text), level.nesting + 2, &message)
        }
        path.removeSubrange(level.pathCount...)
    }

    /// The name of the element that is being read.
    private var name: ArraySlice<UInt8> { path[(levels[depth - 1].pathCount + 1)...] }

    private func keyValue(_ message: inout Message) -> FieldValue {
        if let start = levels[depth - 1].keyStart {
            return payload.text(start..<(start + name.count))
        }
        let text = message.decoded.count
        message.decoded += name
        return message.decodedText(from: text)
    }

    private func add(
        _ field: JSONField, _ value: FieldValue, _ nesting: UInt8, _ message: inout Message
    ) throws(Failure) {
        guard message.fields.count < fieldCountEnd, message.decoded.count < textByteCountEnd else {
            throw .tooMuch
        }
        message.fields.append(Field(id: field.id, value: value, nesting: nesting))
    }
}

// MARK: - Values

extension JSONReader {
    private mutating func readScalar(_ nesting: UInt8, _ message: inout Message) throws(Failure) {
        let start = offset
        if peek() == UInt8(ascii: "\"") {
            let string = try readString()
            let text = try addPaths(nesting, string, &message)
            let value =
                string.hasEscapes ? FieldValue.decoded(text) : payload.text(string.range)
            return try add(.stringValue, value, nesting, &message)
        }
        let field: JSONField
        switch peek() {
        case UInt8(ascii: "t"): field = try readWord("true", .trueValue)
        case UInt8(ascii: "f"): field = try readWord("false", .falseValue)
        case UInt8(ascii: "n"): field = try readWord("null", .nullValue)
        case UInt8(ascii: "N"): field = try readWord("NaN", .nanValue)
        default:
            guard let end = JSONNumber.end(payload.span, from: offset) else { throw .syntax }
            offset = end
            field = .numberValue
        }
        let range = start..<offset
        _ = try addPaths(nesting, JSONString(range: range, hasEscapes: false), &message)
        try add(
            field, field == .numberValue ? payload.text(range) : .present, nesting, &message)
    }

    /// Adds the value with its path and with its name before it.  Returns where the value alone is.
    private func addPaths(
        _ nesting: UInt8, _ string: JSONString, _ message: inout Message
    ) throws(Failure) -> StreamRange {
        var text = message.decoded.count
        message.decoded += path
        message.decoded.append(UInt8(ascii: ":"))
        let value = message.decoded.count
        string.append(payload.span, to: &message.decoded)
        let range = StreamRange(offset: value, count: message.decoded.count - value)
        try add(.pathWithValue, message.decodedText(from: text), nesting, &message)
        text = message.decoded.count
        message.decoded += name
        message.decoded.append(UInt8(ascii: ":"))
        string.append(payload.span, to: &message.decoded)
        try add(.memberWithValue, message.decodedText(from: text), nesting, &message)
        return range
    }

    private mutating func readWord(
        _ word: StaticString, _ field: JSONField
    ) throws(Failure) -> JSONField {
        for index in 0..<word.utf8CodeUnitCount {
            guard let byte = peek(), unsafe byte == word.utf8Start[index] else { throw .syntax }
            offset += 1
        }
        return field
    }

    private mutating func readString() throws(Failure) -> JSONString {
        guard let string = JSONString(payload.span, from: offset) else { throw .syntax }
        offset = string.range.upperBound + 1
        return string
    }
}
