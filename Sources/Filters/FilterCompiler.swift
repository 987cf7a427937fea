internal import Dissection

/// Looks up a filter's names, sees whether what is compared can be, and makes a program of it.
struct FilterCompiler {
    private let table: FieldTable
    private(set) var program = FilterProgram()
    /// The fields that the program looks at; the place of each is its slot.
    private(set) var fields: [(id: FieldID, kind: FieldKind)] = []

    init(_ table: FieldTable) { self.table = table }

    mutating func compile(_ expression: FilterExpression) throws(FilterMistake) {
        switch expression {
        case .all(let parts): try compile(parts, endsOn: false)
        case .any(let parts): try compile(parts, endsOn: true)
        case .not(let part):
            try compile(part)
            program.appendInvert()
        case .exists(let operand):
            let (slot, _) = try slot(of: operand)
            program.append(FilterProgram.Test(slot: slot, comparison: nil, right: .nothing))
        case .compare(let left, let comparison, let right, let place):
            try compile(left, comparison, right, at: place)
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

    private mutating func compile(
        _ left: FilterOperand, _ comparison: FilterComparison, _ right: FilterOperand,
        at place: Range<Int>
    ) throws(FilterMistake) {
        let (slot, field) = try slot(of: left)
        var test = FilterProgram.Test(slot: slot, comparison: comparison, right: .nothing)
        if case .layer = field.kind, "\(field.name)" == "frame", comparison == .contains {
            test.right = .packet(try Self.packetBytes(right))
        } else {
            try Self.check(comparison, field, at: place)
            if let (otherSlot, other) = try otherField(right, than: field) {
                guard field.kind.isComparable(with: other.kind) else {
                    throw FilterMistake(
                        "\(field.name) and \(other.name) are of different types", at: right.place)
                }
                test.right = .field(slot: otherSlot)
            } else {
                test.right = .constant(try FilterConstant(right, of: field))
            }
        }
        program.append(test)
    }

    /// A word in quotes is always a value.
    private mutating func otherField(
        _ operand: FilterOperand, than field: FieldDefinition
    ) throws(FilterMistake) -> (Int, FieldDefinition)? {
        guard case .word(let word) = operand.kind, let id = table.find(word),
            let other = table[id]
        else { return nil }
        if !other.kind.hasValue { return nil }
        return (slot(of: id, other), other)
    }

    private static func packetBytes(_ operand: FilterOperand) throws(FilterMistake) -> [UInt8] {
        switch operand.kind {
        case .string(let bytes): return bytes
        case .word(let word):
            if let bytes = HexadecimalText.bytes(word) { return bytes }
            throw FilterMistake(
                "these are no bytes: they are written 0a:1b:2c, or as text in quotes",
                at: operand.place)
        }
    }

    private static func check(
        _ comparison: FilterComparison, _ field: FieldDefinition, at place: Range<Int>
    ) throws(FilterMistake) {
        guard field.kind.hasValue else {
            throw FilterMistake("\(field.name) has no value: it is there or not", at: place)
        }
        guard comparison == .contains else { return }
        switch field.kind {
        case .text, .bytes: return
        default:
            throw FilterMistake(
                "'contains' is for text and bytes, and \(field.name) is neither", at: place)
        }
    }
}

// MARK: - Slots

extension FilterCompiler {
    private mutating func slot(
        of operand: FilterOperand
    ) throws(FilterMistake) -> (Int, FieldDefinition) {
        guard case .word(let name) = operand.kind else {
            throw FilterMistake(
                "a field is expected here, and this is a value", at: operand.place)
        }
        guard let id = table.find(name), let field = table[id] else {
            throw FilterMistake(
                "'\(name)' is not a known field", at: operand.place, unknownName: name,
                candidates: table.names)
        }
        return (slot(of: id, field), field)
    }

    private mutating func slot(of id: FieldID, _ field: FieldDefinition) -> Int {
        if let slot = fields.firstIndex(where: { $0.id == id }) { return slot }
        fields.append((id, field.kind))
        return fields.count - 1
    }
}

extension FieldKind {
    /// Whether there is something to be compared.
    fileprivate var hasValue: Bool {
        switch self {
        case .layer, .label: false
        default: true
        }
    }

    fileprivate func isComparable(with other: FieldKind) -> Bool { group == other.group }

    private var group: Int {
        switch self {
        case .layer, .label: 0
        case .boolean, .unsigned, .signed, .frameNumber: 1
        case .text, .bytes: 2
        case .ipv4: 3
        case .ipv6: 4
        case .mac: 5
        case .time, .duration: 6
        }
    }
}
