internal import Bytes

/// Writes one JSON value, member by member, in the order it is given.
struct JSONText: ~Copyable {
    private(set) var text = TextBuffer()
    private var needsComma = false

    mutating func object(_ name: StaticString? = nil, _ body: (inout JSONText) -> Void) {
        begin(name, "{")
        body(&self)
        end("}")
    }

    mutating func array(_ name: StaticString, _ body: (inout JSONText) -> Void) {
        begin(name, "[")
        body(&self)
        end("]")
    }

    mutating func member(_ name: StaticString, _ value: String?) {
        key(name)
        append(value)
    }

    /// A member whose name is not known in advance.
    mutating func member(key: String, _ value: String?) {
        separate()
        append(key)
        text.append(":")
        append(value)
    }

    mutating func member(_ name: StaticString, _ value: (some BinaryInteger)?) {
        key(name)
        text.append(string: value.map { "\($0)" } ?? "null")
    }

    mutating func member(_ name: StaticString, _ value: Bool?) {
        key(name)
        text.append(string: value.map { "\($0)" } ?? "null")
    }

    /// Infinities and the like, which JSON has not got, become null.
    mutating func member(_ name: StaticString, _ value: Double) {
        key(name)
        text.append(string: value.isFinite ? "\(value)" : "null")
    }

    mutating func member(_ name: StaticString, _ values: [String]) {
        array(name) { json in
            for value in values { json.element(value) }
        }
    }

    mutating func element(_ value: String) {
        separate()
        append(value)
    }

    private mutating func begin(_ name: StaticString?, _ bracket: StaticString) {
        if let name { key(name) } else { separate() }
        text.append(bracket)
        needsComma = false
    }

    private mutating func end(_ bracket: StaticString) {
        text.append(bracket)
        needsComma = true
    }

    private mutating func key(_ name: StaticString) {
        separate()
        text.append("\"")
        text.append(name)
        text.append("\":")
    }

    private mutating func separate() {
        if needsComma { text.append(",") }
        needsComma = true
    }

    /// All that is no letter to a terminal is written as an escape, DEL and C1 controls too.
    private mutating func append(_ value: String?) {
        guard let value else { return text.append("null") }
        text.append("\"")
        for scalar in value.unicodeScalars {
            switch scalar.value {
            case 0x22: text.append("\\\"")
            case 0x5C: text.append("\\\\")
            case 0x0A: text.append("\\n")
            case 0x0D: text.append("\\r")
            case 0x09: text.append("\\t")
            case 0..<0x20, 0x7F..<0xA0:
                text.append("\\u00")
                var digits = text.writer(room: 2)
                digits.append(hexadecimalByte: UInt8(scalar.value))
                text.commit(digits.count)
            default: text.append(string: String(scalar))
            }
        }
        text.append("\"")
    }
}
