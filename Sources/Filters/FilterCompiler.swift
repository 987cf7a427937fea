internal import Dissection

/// Looks up a filter's names, sees whether what is compared can be, and makes a program of it.
struct FilterCompiler {
    let table: FieldTable
    private(set) var program = FilterProgram()
    /// The fields that the program looks at; the place of each is its slot.
    var fields: [FieldID] = []
    var shapes: [FilterValues.SlotShape] = []
    /// The bytes of the constants, behind one another.
    var constants: [UInt8] = []

    init(_ table: FieldTable) { self.table = table }

    mutating func compile(_ expression: FilterExpression) throws(FilterMistake) {
        switch expression {
        case .all(let parts): try compile(parts, endsOn: false)
        case .any(let parts): try compile(parts, endsOn: true)
        case .not(let part):
            try compile(part)
            program.appendInvert()
        case .holds(let term): program.append(try presence(of: term))
        case .compare(let left, let comparison, let right, let quantifier, let place):
            try compile(left, comparison, right, quantifier, at: place)
        case .among(let term, let members, let isNot, let quantifier):
            // `not in` is that none is there, also of all: tshark's choice.
            program.append(try membership(of: term, members, isNot ? .any : quantifier))
            if isNot { program.appendInvert() }
        }
    }

    /// The first part with this value decides.
    private mutating func compile(
        _ parts: [FilterExpression], endsOn value: Bool
    ) throws(FilterMistake) {
        var skips: [Int] = []
        for (index, part) in parts.enumerated() {
            if index > 0 { skips.append(program.appendSkip(if: value)) }
            try compile(part)
        }
        for skip in skips { program.land(skip) }
    }
}

// MARK: - Tests

extension FilterCompiler {
    private mutating func presence(
        of term: FilterTerm
    ) throws(FilterMistake) -> FilterProgram.Test {
        switch term.kind {
        case .word, .string, .rawString, .character:
            return .exists(slot: try slot(of: term).slot.number)
        case .layered, .slice: return .hasValue(try formula(of: term).0)
        case .call(let name, _):
            throw FilterMistake(
                "what \(name)() says is to be compared with something", at: term.place)
        case .calculation, .negative: return .isNonzero(try formula(of: term).0)
        }
    }

    private mutating func compile(
        _ left: FilterTerm, _ comparison: FilterComparison, _ right: FilterTerm,
        _ quantifier: FilterQuantifier?, at place: Range<Int>
    ) throws(FilterMistake) {
        let asked = comparison.asked(of: quantifier)
        let isForAll = asked.isForAll(quantifier)
        let (formula, field) = try formula(of: left, needsBytes: true)
        try Self.check(comparison, field, at: place)
        if comparison == .matches {
            let regex = try Self.regex(right)
            return program.append(.matches(formula, regex, isForAll: isForAll))
        }
        // Any of its bytes may be searched for, not only a whole address.
        let searched =
            comparison == .contains && field.kind == .mac
            ? FieldDefinition(field.name, field.label, .bytes) : field
        let (other, type) = try self.formula(of: right, like: searched)
        guard field.kind.isComparable(with: type.kind) else {
            throw FilterMistake(
                "\(field.name) and \(type.name) are of different types", at: right.place)
        }
        if case .field(let slot) = formula, slot.layers == nil, case .constant(let value) = other,
            isForAll == asked.isForAll(nil)
        {
            program.append(
                FilterProgram.Comparison(slot: slot.number, comparison: asked, constant: value))
        } else {
            program.append(.pairs(formula, asked, other, isForAll: isForAll))
        }
    }

    private mutating func membership(
        of term: FilterTerm, _ members: [FilterSetMember], _ quantifier: FilterQuantifier?
    ) throws(FilterMistake) -> FilterProgram.Test {
        let (formula, field) = try formula(of: term, needsBytes: true)
        guard case .field = formula else {
            throw FilterMistake("only a field can be looked for in a set", at: term.place)
        }
        try Self.check(.anyEqual, field, at: term.place)
        var compiled: [FilterProgram.Member] = []
        for member in members {
            compiled.append(
                FilterProgram.Member(
                    low: try self.member(member.low, of: field),
                    high: try member.high.map { term throws(FilterMistake) in
                        try self.member(term, of: field)
                    }))
        }
        return .among(formula, compiled, isForAll: quantifier == .all)
    }

    private mutating func member(
        _ term: FilterTerm, of field: FieldDefinition
    ) throws(FilterMistake) -> FilterFormula {
        let (formula, type) = try formula(of: term, like: field)
        if field.kind.isComparable(with: type.kind) { return formula }
        throw FilterMistake("\(field.name) and \(type.name) are of different types", at: term.place)
    }

    private static func check(
        _ comparison: FilterComparison, _ field: FieldDefinition, at place: Range<Int>
    ) throws(FilterMistake) {
        if field.kind == .label {
            throw FilterMistake("\(field.name) has no value: it is there or not", at: place)
        }
        guard comparison == .contains || comparison == .matches else { return }
        switch field.kind {
        case .text, .bytes, .mac, .layer: return
        default:
            let word = comparison == .contains ? "contains" : "matches"
            throw FilterMistake(
                "'\(word)' is for text and bytes, and \(field.name) is neither", at: place)
        }
    }

    private static func regex(_ term: FilterTerm) throws(FilterMistake) -> FilterRegex {
        let pattern: [UInt8]
        let quoteCount: Int
        switch term.kind {
        case .string(let bytes): (pattern, quoteCount) = (bytes, 1)
        case .rawString(let bytes): (pattern, quoteCount) = (bytes, 2)
        default:
            throw FilterMistake("'matches' needs a pattern in double quotes", at: term.place)
        }
        do throws(FilterRegex.Failure) {
            return try FilterRegex(pattern)
        } catch {
            // Where the pattern's bytes are those of the text, the place in it is known.
            let isLiteral = pattern.count + quoteCount + 1 == term.place.count
            let start = term.place.lowerBound + quoteCount + error.offset
            throw FilterMistake(
                error.message, at: isLiteral ? start..<(start + 1) : term.place)
        }
    }
}

extension FieldKind {
    func isComparable(with other: FieldKind) -> Bool { group == other.group }

    private var group: Int {
        switch self {
        case .layer: 0
        case .label: 1
        case .unsigned, .signed, .frameNumber: 2
        case .boolean: 3
        case .text: 4
        case .bytes, .mac: 5
        case .ipv4: 6
        case .ipv6: 7
        case .time: 8
        case .duration: 9
        }
    }
}
