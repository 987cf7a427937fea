/// Reads a filter's text: `or` binds weakest, then `and`, `not`, comparisons.
struct FilterParser {
    private var lexer: FilterLexer
    private var token = FilterToken(kind: .end, place: 0..<0)
    private var depth = 0

    /// How deep parentheses and `not` may be nested; a bound on the stack.
    static var depthMax: Int { 100 }
    /// The longest text.
    static var textByteCountMax: Int { 64 << 10 }

    /// - Returns: `nil` for a text without a token, which everything matches.
    static func parse(_ text: String) throws(FilterMistake) -> FilterExpression? {
        if text.utf8.count > textByteCountMax {
            throw FilterMistake(
                "the filter is longer than \(textByteCountMax) bytes",
                at: textByteCountMax..<textByteCountMax)
        }
        var parser = FilterParser(lexer: FilterLexer(text))
        try parser.advance()
        if parser.token.kind == .end { return nil }
        let expression = try parser.readAny()
        if parser.token.kind != .end { throw parser.unexpected() }
        return expression
    }

    private init(lexer: FilterLexer) { self.lexer = lexer }

    private mutating func advance() throws(FilterMistake) { token = try lexer.next() }

    private func unexpected() -> FilterMistake {
        switch token.kind {
        case .end: FilterMistake("the filter ends where more is expected", at: token.place)
        case .word, .string:
            FilterMistake("'and', 'or' or a comparison is expected here", at: token.place)
        case .closeParenthesis:
            FilterMistake("this parenthesis closes nothing", at: token.place)
        default: FilterMistake("this is not expected here", at: token.place)
        }
    }

    private mutating func readAny() throws(FilterMistake) -> FilterExpression {
        var parts = [try readAll()]
        while token.kind == .or {
            try advance()
            parts.append(try readAll())
        }
        return parts.count == 1 ? parts[0] : .any(parts)
    }

    private mutating func readAll() throws(FilterMistake) -> FilterExpression {
        var parts = [try readPart()]
        while token.kind == .and {
            try advance()
            parts.append(try readPart())
        }
        return parts.count == 1 ? parts[0] : .all(parts)
    }

    private mutating func readPart() throws(FilterMistake) -> FilterExpression {
        depth += 1
        defer { depth -= 1 }
        if depth > Self.depthMax {
            throw FilterMistake(
                "this is nested deeper than \(Self.depthMax) times", at: token.place)
        }
        switch token.kind {
        case .not:
            try advance()
            return .not(try readPart())
        case .openParenthesis:
            let place = token.place
            try advance()
            let inner = try readAny()
            guard token.kind == .closeParenthesis else {
                if token.kind == .end {
                    throw FilterMistake("this parenthesis is not closed", at: place)
                }
                throw unexpected()
            }
            try advance()
            return inner
        default: return try readRelation()
        }
    }

    private mutating func readRelation() throws(FilterMistake) -> FilterExpression {
        let left = try readOperand()
        guard case .comparison(let comparison) = token.kind else {
            if case .word(let word) = token.kind, let mistake = unsupported(word) { throw mistake }
            return .exists(left)
        }
        let place = token.place
        try advance()
        return .compare(left, comparison, try readOperand(), at: place)
    }

    private mutating func readOperand() throws(FilterMistake) -> FilterOperand {
        let operand: FilterOperand
        switch token.kind {
        case .word(let word): operand = FilterOperand(kind: .word(word), place: token.place)
        case .string(let bytes): operand = FilterOperand(kind: .string(bytes), place: token.place)
        case .end: throw unexpected()
        default: throw FilterMistake("a field is expected here", at: token.place)
        }
        try advance()
        return operand
    }

    /// What Wireshark's language has and this one has not, or not yet.
    private func unsupported(_ word: String) -> FilterMistake? {
        switch word {
        case "matches", "in":
            FilterMistake(
                "'\(word)' is not supported; compare with == or contains", at: token.place)
        default: nil
        }
    }
}
