/// Cuts a filter's text into tokens.
struct FilterLexer {
    private let bytes: [UInt8]
    private var index = 0

    init(_ text: String) { bytes = Array(text.utf8) }

    mutating func next() throws(FilterMistake) -> FilterToken {
        while index < bytes.count, Self.isBlank(bytes[index]) { index += 1 }
        let start = index
        guard index < bytes.count else { return FilterToken(kind: .end, place: start..<start) }
        let kind = try readKind()
        return FilterToken(kind: kind, place: start..<index)
    }

    private mutating func readKind() throws(FilterMistake) -> FilterToken.Kind {
        let byte = bytes[index]
        if byte == UInt8(ascii: "\"") { return .string(try readString()) }
        if Self.isWordByte(byte) { return readWord() }
        for (spelling, kind) in Self.operators where bytes[index...].starts(with: spelling.utf8) {
            index += spelling.utf8.count
            return kind
        }
        let start = index
        repeat { index += 1 } while index < bytes.count && bytes[index] & 0xC0 == 0x80
        if byte == UInt8(ascii: "'") {
            throw FilterMistake("text stands in double quotes", at: start..<index)
        }
        throw FilterMistake("this character has no meaning here", at: start..<index)
    }

    /// Longer ones first: each begins with some of the shorter.
    private static let operators: [(String, FilterToken.Kind)] = [
        ("===", .comparison(.allEqual)), ("!==", .comparison(.anyNotEqual)),
        ("==", .comparison(.anyEqual)), ("!=", .comparison(.allNotEqual)),
        ("~=", .comparison(.anyNotEqual)),
        ("<=", .comparison(.lessOrEqual)), (">=", .comparison(.greaterOrEqual)),
        ("&&", .and), ("||", .or),
        ("<", .comparison(.less)), (">", .comparison(.greater)), ("!", .not),
        ("(", .openParenthesis), (")", .closeParenthesis),
    ]

    private mutating func readWord() -> FilterToken.Kind {
        let start = index
        while index < bytes.count, Self.isWordByte(bytes[index]) { index += 1 }
        let word = String(decoding: bytes[start..<index], as: UTF8.self)
        switch word {
        case "and": return .and
        case "or": return .or
        case "not": return .not
        default: return FilterComparison(word: word).map { .comparison($0) } ?? .word(word)
        }
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || 0x09...0x0D ~= byte }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        case UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: ":"), UInt8(ascii: "-"),
            UInt8(ascii: "/"), UInt8(ascii: "+"):
            true
        default: byte >= 0x80
        }
    }
}

// MARK: - Strings

extension FilterLexer {
    private mutating func readString() throws(FilterMistake) -> [UInt8] {
        let start = index
        var value: [UInt8] = []
        index += 1
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            switch byte {
            case UInt8(ascii: "\""): return value
            case UInt8(ascii: "\\"): value.append(try readEscape())
            default: value.append(byte)
            }
        }
        throw FilterMistake("the quote that ends this text is missing", at: start..<bytes.count)
    }

    private mutating func readEscape() throws(FilterMistake) -> UInt8 {
        let start = index - 1
        guard index < bytes.count else {
            throw FilterMistake("the quote that ends this text is missing", at: start..<index)
        }
        let byte = bytes[index]
        index += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "'"): return byte
        case UInt8(ascii: "a"): return 0x07
        case UInt8(ascii: "b"): return 0x08
        case UInt8(ascii: "t"): return 0x09
        case UInt8(ascii: "n"): return 0x0A
        case UInt8(ascii: "v"): return 0x0B
        case UInt8(ascii: "f"): return 0x0C
        case UInt8(ascii: "r"): return 0x0D
        case UInt8(ascii: "x"):
            let value = readDigits(radix: 16, countMax: 2)
            if let value { return value }
            throw FilterMistake("\\x needs hexadecimal digits", at: start..<index)
        case UInt8(ascii: "0")...UInt8(ascii: "7"):
            index -= 1
            if let value = readDigits(radix: 8, countMax: 3) { return value }
            throw FilterMistake("this is no byte: the largest is \\377", at: start..<index)
        default:
            throw FilterMistake("there is no such escape", at: start..<min(index, bytes.count))
        }
    }

    private mutating func readDigits(radix: Int, countMax: Int) -> UInt8? {
        let start = index
        while index < bytes.count, index - start < countMax,
            Character(UnicodeScalar(bytes[index])).hexDigitValue.map({ $0 < radix }) ?? false
        {
            index += 1
        }
        return UInt8(String(decoding: bytes[start..<index], as: UTF8.self), radix: radix)
    }
}
