/// Values: calculations, fields, functions, literals.
extension FilterParser {
    mutating func readTerm() throws(FilterMistake) -> FilterTerm { try readTerm(precedence: 0) }

    private mutating func readTerm(precedence: Int) throws(FilterMistake) -> FilterTerm {
        if precedence > FilterCalculation.precedenceMax { return try readPrimary() }
        var left = try readTerm(precedence: precedence + 1)
        while case .calculation(let calculation) = token.kind,
            calculation.precedence == precedence
        {
            try advance()
            let right = try readTerm(precedence: precedence + 1)
            let depth = try deepen(max(left.depth, right.depth))
            left = FilterTerm(
                kind: .calculation(left, calculation, right),
                place: left.place.lowerBound..<right.place.upperBound, depth: depth)
        }
        return left
    }

    /// A value that needs no braces around it to stand beside an operator.
    mutating func readPrimary() throws(FilterMistake) -> FilterTerm {
        let place = token.place
        var term: FilterTerm
        switch token.kind {
        case .calculation(.add): return try readBehindSign()
        case .calculation(.subtract):
            term = try readBehindSign()
            return FilterTerm(
                kind: .negative(term), place: place.lowerBound..<term.place.upperBound,
                depth: try deepen(term.depth))
        case .openBrace:
            try goDeeper()
            defer { comeBack() }
            try advance()
            term = try readTerm()
            guard token.kind == .closeBrace else {
                if token.kind == .end { throw FilterMistake("this brace is not closed", at: place) }
                throw unexpected()
            }
        case .word(let word): term = FilterTerm(kind: .word(word), place: place)
        case .string(let bytes): term = FilterTerm(kind: .string(bytes), place: place)
        case .rawString(let bytes): term = FilterTerm(kind: .rawString(bytes), place: place)
        case .character(let byte): term = FilterTerm(kind: .character(byte), place: place)
        case .end: throw unexpected()
        default: throw FilterMistake("a field is expected here", at: place)
        }
        try advance()
        if token.kind == .openParenthesis, case .word(let name) = term.kind,
            token.place.lowerBound == place.upperBound || FilterFunction(rawValue: name) != nil
        {
            term = try readCall(name, at: place)
        }
        return try readPicks(of: term)
    }

    private mutating func readBehindSign() throws(FilterMistake) -> FilterTerm {
        try goDeeper()
        defer { comeBack() }
        try advance()
        return try readPrimary()
    }

    private mutating func readCall(
        _ name: String, at place: Range<Int>
    ) throws(FilterMistake) -> FilterTerm {
        try goDeeper()
        defer { comeBack() }
        let opening = token.place
        var arguments: [FilterTerm] = []
        try advance()
        while token.kind != .closeParenthesis {
            arguments.append(try readTerm())
            switch token.kind {
            case .comma: try advance()
            case .closeParenthesis: break
            case .end: throw FilterMistake("this parenthesis is not closed", at: opening)
            default: throw FilterMistake("',' or ')' is expected here", at: token.place)
            }
        }
        try advance()
        let depth = try deepen(arguments.map(\.depth).max() ?? 0)
        return FilterTerm(kind: .call(name, arguments), place: place, depth: depth)
    }

    /// Layers and bytes that are picked, as in `ip#2[0:2]`.
    private mutating func readPicks(of first: FilterTerm) throws(FilterMistake) -> FilterTerm {
        var term = first
        while true {
            let ranges: FilterRanges
            switch token.kind {
            case .layers(let text):
                ranges = try readRanges(text)
                term.kind = .layered(term, ranges)
            case .bracket(let text):
                ranges = try readRanges(text)
                term.kind = .slice(term, ranges)
            default: return term
            }
            term.depth = try deepen(term.depth)
            try advance()
        }
    }

    /// The depth of a term around others; a chain of calculations is as deep as it is long.
    private func deepen(_ depth: Int) throws(FilterMistake) -> Int {
        if depth < Self.depthMax { return depth + 1 }
        throw FilterMistake(
            "this is nested deeper than \(Self.depthMax) times", at: token.place)
    }

    private func readRanges(_ text: String) throws(FilterMistake) -> FilterRanges {
        if let ranges = FilterRanges(text) { return ranges }
        throw FilterMistake(
            "a range is expected here, as in [0], [1:3], [2-5], [-4:4] or [0,2:]", at: token.place)
    }
}
