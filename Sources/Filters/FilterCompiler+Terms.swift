internal import Dissection

/// Makes formulas of terms, and sees what type each has.
///
/// A type is the definition of a field: that of the field itself, of the one that a literal is
/// compared with, or of one made up for what a function says.
extension FilterCompiler {
    typealias TypedFormula = (FilterFormula, FieldDefinition)

    /// - Parameters:
    ///   - field: what literals are compared with; `nil` where only a field will do.
    ///   - needsBytes: whether the bytes of a layer matter, not only that it is there.
    mutating func formula(
        of term: FilterTerm, like field: FieldDefinition? = nil, needsBytes: Bool = true
    ) throws(FilterMistake) -> TypedFormula {
        switch term.kind {
        case .word(let word):
            // A name is a field's, unless the same word is a value of the other side's.
            if let found = try? slot(of: term, needsBytes: needsBytes),
                field?.takesAsValue(word) != true
            {
                return (.field(found.slot), found.field)
            }
            if let field { return (.constant(try constant(term, of: field)), field) }
            let found = try slot(of: term, needsBytes: needsBytes)
            return (.field(found.slot), found.field)
        case .string, .rawString, .character:
            guard let field else {
                throw FilterMistake(
                    "a field is expected here, and this is a value", at: term.place)
            }
            return (.constant(try constant(term, of: field)), field)
        case .layered:
            let found = try slot(of: term, needsBytes: needsBytes)
            return (.field(found.slot), found.field)
        case .slice(let whole, let ranges): return try slice(whole, ranges)
        case .call(let name, let arguments):
            return try call(name, arguments, like: field, at: term.place)
        case .negative(let inner): return try negative(inner, like: field, at: term.place)
        case .calculation(let left, let calculation, let right):
            return try self.calculation(left, calculation, right, like: field)
        }
    }

    private mutating func slice(
        _ whole: FilterTerm, _ ranges: FilterRanges
    ) throws(FilterMistake) -> TypedFormula {
        var (formula, field) = try formula(of: whole)
        switch field.kind {
        case .text, .bytes, .mac, .layer: break
        case .ipv4: formula = .octets(formula, count: 4)
        case .ipv6: formula = .octets(formula, count: 16)
        default: throw FilterMistake("\(field.name) has no bytes to pick from", at: whole.place)
        }
        return (.slice(formula, ranges), FieldDefinition(field.name, field.label, .bytes))
    }

    private mutating func negative(
        _ inner: FilterTerm, like field: FieldDefinition?, at place: Range<Int>
    ) throws(FilterMistake) -> TypedFormula {
        let expected = field.map(Self.withoutBounds)
        let (formula, type) = try formula(of: inner, like: expected)
        try Self.check(.subtract, type, at: inner.place)
        guard case .constant(let value) = formula, let negated = value.mapNumber({ 0 &- $0 }),
            let field
        else { return (.negative(formula), Self.withoutBounds(type)) }
        try Self.check(negated, field, at: place)
        return (.constant(negated), field)
    }

    private mutating func calculation(
        _ left: FilterTerm, _ calculation: FilterCalculation, _ right: FilterTerm,
        like field: FieldDefinition?
    ) throws(FilterMistake) -> TypedFormula {
        let expected = field.map(Self.withoutBounds)
        let (one, type) = try formula(of: left, like: expected)
        try Self.check(calculation, type, at: left.place)
        let (other, otherType) = try formula(of: right, like: Self.withoutBounds(type))
        try Self.check(calculation, otherType, at: right.place)
        guard type.kind.canBeCalculated(with: otherType.kind) else {
            throw FilterMistake(
                "\(type.name) and \(otherType.name) are of different types", at: right.place)
        }
        return (.calculation(one, calculation, other), Self.withoutBounds(type))
    }

    private static func check(
        _ calculation: FilterCalculation, _ field: FieldDefinition, at place: Range<Int>
    ) throws(FilterMistake) {
        let isAllowed =
            switch field.kind {
            case .unsigned, .signed, .frameNumber: true
            case .duration: calculation == .add || calculation == .subtract
            case .bytes, .mac, .ipv4, .ipv6: calculation == .commonBits
            default: false
            }
        if isAllowed { return }
        throw FilterMistake(
            "'\(calculation.rawValue)' cannot be done with \(field.name)", at: place)
    }

    /// Numbers of a calculation may be larger than its field can be.
    private static func withoutBounds(_ field: FieldDefinition) -> FieldDefinition {
        switch field.kind {
        case .unsigned, .signed, .frameNumber:
            FieldDefinition(
                field.name, field.label, .signed(bits: 64), names: field.valueNames)
        default: field
        }
    }

    private static func check(
        _ value: FilterValue, _ field: FieldDefinition, at place: Range<Int>
    ) throws(FilterMistake) {
        guard case .number(let number) = value, let range = FilterConstant.range(of: field.kind)
        else { return }
        try FilterConstant.check(number, range, of: field, at: place)
    }
}

// MARK: - Fields and constants

extension FilterCompiler {
    mutating func constant(
        _ term: FilterTerm, of field: FieldDefinition
    ) throws(FilterMistake) -> FilterValue {
        switch try FilterConstant(term, of: field) {
        case .value(let value): return value
        case .bytes(let bytes):
            let start = constants.count
            constants += bytes
            return field.kind == .text
                ? .text(start: start, end: constants.count)
                : .bytes(start: start, end: constants.count)
        }
    }

    mutating func slot(
        of term: FilterTerm, needsBytes: Bool = false
    ) throws(FilterMistake) -> (slot: FilterSlot, field: FieldDefinition) {
        if case .layered(let inner, let ranges) = term.kind {
            var found = try slot(of: inner, needsBytes: needsBytes)
            found.slot.layers = ranges
            try countLayers(for: found.slot.number, of: found.field, at: inner.place)
            return found
        }
        guard case .word(let word) = term.kind else {
            throw FilterMistake("a field is expected here, and this is a value", at: term.place)
        }
        let name = word.hasPrefix(".") ? String(word.dropFirst()) : word
        guard let id = table.find(name), let field = table[id] else {
            throw FilterMistake(
                "'\(name)' is not a known field", at: term.place, unknownName: name,
                candidates: table.names)
        }
        let number = slot(of: id, field.kind)
        if needsBytes { shapes[number].needsLayerBytes = true }
        return (FilterSlot(number: number), field)
    }

    private mutating func slot(of id: FieldID, _ kind: FieldKind) -> Int {
        if let slot = fields.firstIndex(of: id) { return slot }
        fields.append(id)
        shapes.append(FilterValues.SlotShape(kind: kind))
        return fields.count - 1
    }

    /// A field's layer is the last one of its protocol that came before it.
    private mutating func countLayers(
        for slot: Int, of field: FieldDefinition, at place: Range<Int>
    ) throws(FilterMistake) {
        let name = "\(field.name)".prefix { $0 != "." }
        guard let id = table.find(String(name)), let layer = table[id], layer.kind == .layer else {
            throw FilterMistake("\(field.name) belongs to no layer", at: place)
        }
        let isMessage = id.family >= Int(FieldFamily.Number.dns.rawValue)
        shapes[slot].layerCount = isMessage ? .calls : .slot(self.slot(of: id, layer.kind))
    }
}

extension FieldKind {
    fileprivate func canBeCalculated(with other: FieldKind) -> Bool {
        switch (self, other) {
        case (.unsigned, .unsigned), (.unsigned, .signed), (.signed, .unsigned), (.signed, .signed),
            (.frameNumber, .unsigned), (.unsigned, .frameNumber), (.frameNumber, .signed),
            (.signed, .frameNumber), (.bytes, .mac), (.mac, .bytes):
            true
        default: self == other
        }
    }
}
