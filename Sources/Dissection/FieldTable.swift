/// Finds fields by name and by number: the vocabulary of a run.
///
/// Two families may define a field of the same name and kind, if two protocols are one to
/// Wireshark.  The first definition is the field then, the other an alias for it.
public struct FieldTable: Sendable {
    public let families: [FieldFamily]
    private let placeOfFamily: [Int?]
    private let byName: [String: FieldID]
    /// Which field each alias stands for.
    public let aliases: [FieldID: FieldID]

    public init(_ families: [FieldFamily]) {
        self.families = families.sorted { $0.number.rawValue < $1.number.rawValue }
        var places = [Int?](repeating: nil, count: 64)
        var byName: [String: FieldID] = [:]
        var aliases: [FieldID: FieldID] = [:]
        for (place, family) in self.families.enumerated() {
            places[Int(family.number.rawValue)] = place
            for (index, field) in family.fields.enumerated() {
                let id = FieldID(family.number, UInt16(index))
                guard let known = byName["\(field.name)"] else {
                    byName["\(field.name)"] = id
                    continue
                }
                let first = self.families[places[known.family] ?? 0].fields[known.index]
                precondition(
                    (known.family != id.family || field.isAgain) && first.kind == field.kind,
                    "two fields named \(field.name)")
                aliases[id] = known
            }
        }
        placeOfFamily = places
        self.byName = byName
        self.aliases = aliases
    }

    public func find(_ name: String) -> FieldID? { byName[name] }

    /// Those that are secret, under each of their names.
    public var secrets: FieldSet {
        FieldSet(
            ids.filter { self[$0]?.isSecret == true }.flatMap { all(aliases[$0] ?? $0) })
    }

    /// All fields, in the order of the families and of the fields in them; aliases too.
    public var ids: [FieldID] {
        families.flatMap { family in
            family.fields.indices.map { FieldID(family.number, UInt16($0)) }
        }
    }

    /// A field and its aliases: whoever looks for the one takes the others too.
    public func all(_ id: FieldID) -> [FieldID] {
        [id] + aliases.filter { $0.value == id }.keys
    }

    public var names: [String] { byName.keys.sorted() }

    public subscript(id: FieldID) -> FieldDefinition? {
        guard let place = placeOfFamily[id.family] else { return nil }
        let fields = families[place].fields
        return id.index < fields.count ? fields[id.index] : nil
    }
}
