internal import Dissection

/// The fields of messages, each in a slot: those of the layers below have none.
struct MessageFieldNames {
    private var names: [StaticString] = []
    private var shapes: [FieldShape] = []
    private var slotOfField = [UInt16](repeating: 0, count: 1 << 16)

    /// Aliases share the slot of what they stand for.
    init(_ table: FieldTable) {
        for id in table.ids where Self.isMessage(id) {
            guard let definition = table[id] else { continue }
            if let known = table.aliases[id], slot(of: known) != nil {
                slotOfField[Int(id.number)] = slotOfField[Int(known.number)]
                continue
            }
            names.append(definition.name)
            shapes.append(FieldShape(definition))
            slotOfField[Int(id.number)] = UInt16(names.count)
        }
    }

    private static func isMessage(_ id: FieldID) -> Bool {
        id.family >= Int(FieldFamily.Number.dns.rawValue)
            && id.family != Int(FieldFamily.Number.data.rawValue)
    }

    var count: Int { names.count }

    func slot(of id: FieldID) -> Int? {
        let slot = slotOfField[Int(id.number)]
        return slot == 0 ? nil : Int(slot) - 1
    }

    func name(of slot: Int) -> StaticString { names[slot] }

    func shape(of slot: Int) -> FieldShape { shapes[slot] }
}
