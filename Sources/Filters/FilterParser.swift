/// Reads a filter's text: `or` binds weakest, then `and`, `not`, comparisons, calculations.
struct FilterParser {
    private var lexer: FilterLexer
    var token = FilterToken(kind: .end, place: 0..<0)
    private var depth = 0

    /// How deep parentheses, braces, calls and `not` may be nested; a bound on the stack.
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

    mutating func advance() throws(FilterMistake) { token = try lexer.next() }

    mutating func goDeeper() throws(FilterMistake) {
        depth += 1
        if depth > Self.depthMax {
            throw FilterMistake(
                "this is nested deeper than \(Self.depthMax) times", at: token.place)
        }
    }

    mutating func comeBack() { depth -= 1 }

    func unexpected() -> FilterMistake {
        switch token.kind {
        case .end: FilterMistake("the filter ends where more is expected", at: token.place)
        case .word, .string, .rawString, .character:
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
        try goDeeper()
        defer { comeBack() }
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
}

// MARK: - Comparisons

extension FilterParser {
    private mutating func readRelation() throws(FilterMistake) -> FilterExpression {
        let quantifier: FilterQuantifier? =
            token.kind == .any ? .any : token.kind == .all ? .all : nil
        if quantifier != nil { try advance() }
        let left = try readTerm()
        switch token.kind {
        case .comparison: return try readComparisons(left, quantifier)
        case .among: return try readSet(left, isNot: false, quantifier)
        case .not:
            try advance()
            guard token.kind == .among else { throw unexpected() }
            return try readSet(left, isNot: true, quantifier)
        default:
            if quantifier == nil { return .holds(left) }
            throw FilterMistake("'any' and 'all' are for comparisons", at: token.place)
        }
    }

    /// `1 < 2 < 3` is that 1 is less than 2, and 2 less than 3.
    private mutating func readComparisons(
        _ first: FilterTerm, _ quantifier: FilterQuantifier?
    ) throws(FilterMistake) -> FilterExpression {
        var parts: [FilterExpression] = []
        var left = first
        while case .comparison(let comparison) = token.kind {
            let place = token.place
            try advance()
            let right = try readTerm()
            parts.append(.compare(left, comparison, right, of: quantifier, at: place))
            left = right
        }
        return parts.count == 1 ? parts[0] : .all(parts)
    }

    private mutating func readSet(
        _ left: FilterTerm, isNot: Bool, _ quantifier: FilterQuantifier?
    ) throws(FilterMistake) -> FilterExpression {
        try advance()
        guard token.kind == .openBrace else {
            throw FilterMistake(
                "a set in braces is expected here, as in {1, 3..5}", at: token.place)
        }
        var members: [FilterSetMember] = []
        repeat {
            try advance()
            var member = FilterSetMember(low: try readPrimary())
            if token.kind == .span {
                try advance()
                member.high = try readPrimary()
            }
            members.append(member)
        } while token.kind == .comma
        guard token.kind == .closeBrace else {
            throw FilterMistake("',' or '}' is expected here", at: token.place)
        }
        try advance()
        return .among(left, members, isNot: isNot, of: quantifier)
    }
}
