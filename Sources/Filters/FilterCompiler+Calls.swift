internal import Dissection

/// Functions.
extension FilterCompiler {
    mutating func call(
        _ name: String, _ arguments: [FilterTerm], like field: FieldDefinition?,
        at place: Range<Int>
    ) throws(FilterMistake) -> TypedFormula {
        guard let function = FilterFunction(rawValue: name) else {
            throw FilterMistake(
                "there is no function '\(name)'", at: place, unknownName: name,
                candidates: FilterFunction.allCases.map(\.rawValue))
        }
        let counts = function.argumentCounts
        guard counts.contains(arguments.count) else {
            let wanted = counts.count == 1 ? "1 argument" : "1 to \(counts.upperBound) arguments"
            throw FilterMistake("\(name)() takes \(wanted)", at: place)
        }
        switch function {
        case .len: return try length(of: arguments[0])
        case .count:
            let found = try slot(of: arguments[0])
            return (.count(found.slot), Self.number("count()"))
        case .upper, .lower: return try folded(arguments[0], toUpper: function == .upper)
        case .string: return try string(of: arguments[0])
        case .max, .min: return try extreme(of: arguments, like: field, isMax: function == .max)
        case .abs:
            let (formula, type) = try formula(of: arguments[0])
            switch type.kind {
            case .unsigned, .signed, .frameNumber, .duration: return (.magnitude(formula), type)
            default: throw FilterMistake("abs() is for numbers", at: arguments[0].place)
            }
        }
    }

    private mutating func length(of term: FilterTerm) throws(FilterMistake) -> TypedFormula {
        let (slot, field) = try slot(of: term, needsBytes: true)
        let byteCount: Int? =
            switch field.kind {
            case .unsigned(let bits), .signed(let bits): (bits + 7) / 8
            case .frameNumber: 4
            case .ipv4: 4
            case .ipv6: 16
            case .boolean, .time, .duration, .label: 0
            case .text, .bytes, .mac, .layer: nil
            }
        return (.length(slot, byteCount: byteCount), Self.number("len()"))
    }

    private mutating func folded(
        _ term: FilterTerm, toUpper: Bool
    ) throws(FilterMistake) -> TypedFormula {
        let (slot, field) = try slot(of: term)
        guard field.kind == .text else {
            throw FilterMistake("upper() and lower() are for text", at: term.place)
        }
        return (
            .folded(.field(slot), toUpper: toUpper),
            FieldDefinition(toUpper ? "upper()" : "lower()", "", .text)
        )
    }

    private mutating func string(of term: FilterTerm) throws(FilterMistake) -> TypedFormula {
        let (slot, field) = try slot(of: term)
        switch field.kind {
        case .unsigned, .signed, .frameNumber, .ipv4, .ipv6, .mac:
            return (.text(.field(slot), field.kind), FieldDefinition("string()", "", .text))
        default:
            throw FilterMistake(
                "string() is for numbers and addresses, and \(field.name) is neither",
                at: term.place)
        }
    }

    private mutating func extreme(
        of terms: [FilterTerm], like field: FieldDefinition?, isMax: Bool
    ) throws(FilterMistake) -> TypedFormula {
        var formulas: [FilterFormula] = []
        var type = field
        for term in terms {
            let (formula, found) = try formula(of: term, like: formulas.isEmpty ? nil : type)
            if let type, !formulas.isEmpty,
                !type.kind.isComparable(with: found.kind)
            {
                throw FilterMistake(
                    "\(type.name) and \(found.name) are of different types", at: term.place)
            }
            if formulas.isEmpty { type = found }
            formulas.append(formula)
        }
        guard let type, type.kind != .label else {
            throw FilterMistake("this has no value: it is there or not", at: terms[0].place)
        }
        return (.extreme(formulas, isMax: isMax), type)
    }

    private static func number(_ name: StaticString) -> FieldDefinition {
        FieldDefinition(name, "", .unsigned(bits: 32))
    }
}
