/// Finds fields by name and by number: the vocabulary of a run.
public struct FieldTable: Sendable {
    public let families: [FieldFamily]
    private let placeOfFamily: [Int?]
    private let byName: [String: FieldID]

    public init(_ families: [FieldFamily]) {
        self.families = families.sorted { $0.number.rawValue < $1.number.rawValue }
        var places = [Int?](repeating: nil, count: 64)
        var byName: [String: FieldID] = [:]
        for (place, family) in self.families.enumerated() {
            places[Int(family.number.rawValue)] = place
            for (index, field) in family.fields.enumerated() {
                let id = FieldID(family.number, UInt16(index))
                precondition(byName["\(field.name)"] == nil, "two fields named \(field.name)")
                byName["\(field.name)"] = id
            }
        }
        placeOfFamily = places
        self.byName = byName
    }

    public func find(_ name: String) -> FieldID? { byName[name] }

    /// All fields, in the order of the families and of the fields in them.
    public var ids: [FieldID] {
        families.flatMap { family in
            family.fields.indices.map { FieldID(family.number, UInt16($0)) }
        }
    }

    public var names: [String] { byName.keys.sorted() }

    public subscript(id: FieldID) -> FieldDefinition? {
        guard let place = placeOfFamily[id.family] else { return nil }
        let fields = families[place].fields
        return id.index < fields.count ? fields[id.index] : nil
    }
}
