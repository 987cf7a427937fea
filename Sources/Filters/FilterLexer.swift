/// Cuts a filter's text into tokens.
struct FilterLexer {
    let bytes: [UInt8]
    var index = 0

    init(_ text: String) { bytes = Array(text.utf8) }

    mutating func next() throws(FilterMistake) -> FilterToken {
        skipBlanks()
        let start = index
        guard index < bytes.count else { return FilterToken(kind: .end, place: start..<start) }
        let kind = try readKind()
        return FilterToken(kind: kind, place: start..<index)
    }

    private mutating func skipBlanks() {
        while index < bytes.count, Self.isBlank(bytes[index]) { index += 1 }
    }

    private mutating func readKind() throws(FilterMistake) -> FilterToken.Kind {
        switch bytes[index] {
        case UInt8(ascii: "\""): return .string(try readString())
        case UInt8(ascii: "'"): return .character(try readCharacter())
        case UInt8(ascii: "["): return .bracket(try readBracket())
        case UInt8(ascii: "#"): return .layers(try readLayers())
        case UInt8(ascii: "r"), UInt8(ascii: "R"):
            if byte(1) == UInt8(ascii: "\"") { return .rawString(try readRawString()) }
        default: break
        }
        if isWordStart { return readWord() }
        for (spelling, kind) in Self.operators where bytes[index...].starts(with: spelling.utf8) {
            index += spelling.utf8.count
            return kind
        }
        let start = index
        repeat { index += 1 } while index < bytes.count && bytes[index] & 0xC0 == 0x80
        throw FilterMistake("this character has no meaning here", at: start..<index)
    }

    /// Longer ones first: each begins with some of the shorter.
    private static let operators: [(String, FilterToken.Kind)] = [
        ("===", .comparison(.allEqual)), ("!==", .comparison(.anyNotEqual)),
        ("==", .comparison(.anyEqual)), ("!=", .comparison(.allNotEqual)),
        ("~=", .comparison(.anyNotEqual)), ("~", .comparison(.matches)),
        ("<=", .comparison(.lessOrEqual)), (">=", .comparison(.greaterOrEqual)),
        ("&&", .and), ("||", .or), ("..", .span),
        ("<", .comparison(.less)), (">", .comparison(.greater)), ("!", .not),
        ("(", .openParenthesis), (")", .closeParenthesis),
        ("{", .openBrace), ("}", .closeBrace), (",", .comma),
        ("+", .calculation(.add)), ("-", .calculation(.subtract)),
        ("*", .calculation(.multiply)), ("/", .calculation(.divide)),
        ("%", .calculation(.remainder)), ("&", .calculation(.commonBits)),
    ]

    /// The byte so many places ahead; 0 behind the end.
    func byte(_ ahead: Int) -> UInt8 { index + ahead < bytes.count ? bytes[index + ahead] : 0 }
}

// MARK: - Words

extension FilterLexer {
    private var isWordStart: Bool {
        Self.isWordByte(bytes[index]) && bytes[index] != UInt8(ascii: "-") && !isSpan
    }

    /// Whether two dots stand here, as between the ends of `1..5`.
    private var isSpan: Bool { byte(0) == UInt8(ascii: ".") && byte(1) == UInt8(ascii: ".") }

    private mutating func readWord() -> FilterToken.Kind {
        let start = index
        while index < bytes.count, Self.isWordByte(bytes[index]), !isSpan { index += 1 }
        readPrefixLength(of: bytes[start..<index])
        let word = String(decoding: bytes[start..<index], as: UTF8.self)
        switch word {
        case "and": return .and
        case "or": return .or
        case "not": return .not
        case "any": return .any
        case "all": return .all
        case "in": return .among
        case "bitwise_and": return .calculation(.commonBits)
        default: return FilterComparison(word: word).map { .comparison($0) } ?? .word(word)
        }
    }

    /// Behind an address a `/` and digits belong to it; behind all else it divides.
    private mutating func readPrefixLength(of word: ArraySlice<UInt8>) {
        guard byte(0) == UInt8(ascii: "/"), Self.isDigit(byte(1)) else { return }
        let isIPv4 =
            word.allSatisfy { Self.isDigit($0) || $0 == UInt8(ascii: ".") }
            && word.count { $0 == UInt8(ascii: ".") } == 3
        guard isIPv4 || word.count(where: { $0 == UInt8(ascii: ":") }) > 1 else { return }
        index += 1
        while Self.isDigit(byte(0)) { index += 1 }
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || 0x09...0x0D ~= byte }

    private static func isDigit(_ byte: UInt8) -> Bool { 0x30...0x39 ~= byte }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        case UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: ":"), UInt8(ascii: "-"): true
        default: byte >= 0x80
        }
    }
}
