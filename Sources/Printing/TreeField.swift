internal import Bytes
internal import Dissection

/// What a tree knows of a field before any packet is read.
///
/// An object, made once: looking at one for each field of each packet copies nothing.
final class TreeField {
    /// What the field is to the heading of its layer.
    enum Role { case none, source, destination }

    let shape: FieldShape
    let valueNames: [(UInt64, StaticString)]
    let family: Int
    let isHidden: Bool
    let isLayer: Bool
    /// Whether the heading of its layer has its value.
    let isTitle: Bool
    /// Whether it tells what is odd, of whatever layer it comes with.
    let isNote: Bool
    /// Whether a boolean is one of a number's flags.
    let isFlag: Bool
    let role: Role
    /// The slot of the field that this one is an alias for, else its own.
    var place = 0
    /// The slot of the field whose part this one is, -1 for a layer's own.
    var parent = -1
    /// The slot of the field whose parts come below this one too, or -1.
    var twin = -1
    /// Whether a layer's fields are shown below its heading.
    var isOpen = true

    fileprivate init(_ definition: FieldDefinition, family: Int) {
        shape = FieldShape(definition)
        valueNames = definition.valueNames
        self.family = family
        isHidden = definition.isHidden
        isTitle = definition.isTitle
        isNote =
            [FieldFamily.Number.earshot, .expert].contains { Int($0.rawValue) == family }
        if case .layer = definition.kind { isLayer = true } else { isLayer = false }
        let name = "\(definition.name)"
        isFlag = name.contains("flag")
        if name.hasSuffix(".src") || name.hasSuffix(".srcport") {
            role = .source
        } else if name.hasSuffix(".dst") || name.hasSuffix(".dstport") {
            role = .destination
        } else {
            role = .none
        }
    }
}

extension TreeField {
    /// Whether the name tells of what it is a part, other than of its layer.
    fileprivate func hasParent(in fields: [TreeField]) -> Bool {
        parent >= 0 && !fields[parent].isLayer
    }
}

/// All fields of a run as a tree knows them, each in a slot.
///
/// Names tell what belongs together: `tcp.flags.syn` is a part of `tcp.flags`, and
/// `mqtt.conflag.qos` one of `mqtt.conflags`.
struct TreeVocabulary {
    private(set) var fields: [TreeField] = []
    /// The slot of each field number, plus one; 0 for unknown ones.
    private var slotOfField = [UInt16](repeating: 0, count: 1 << 16)
    let frameSlot: Int

    /// - Parameter openLayers: the layers whose fields are shown; all if there are none.
    init(_ table: FieldTable, openLayers: Set<FieldID>) {
        var slots: [String: Int] = [:]
        var named: [(slot: Int, parent: StaticString)] = []
        var twins: [(slot: Int, twin: StaticString)] = []
        // Families that share a layer are one to a tree.
        var groups: [Int: Int] = [:]
        for (alias, id) in table.aliases {
            if case .layer = table[id]?.kind { groups[alias.family] = id.family }
        }
        for id in table.ids {
            guard let definition = table[id] else { continue }
            let name = "\(definition.name)"
            if slots[name] == nil { slots[name] = fields.count }
            slotOfField[Int(id.number)] = UInt16(fields.count + 1)
            if let parent = definition.parent { named.append((fields.count, parent)) }
            if let twin = definition.twin { twins.append((fields.count, twin)) }
            let field = TreeField(definition, family: groups[id.family] ?? id.family)
            field.place = slots[name] ?? fields.count
            let known = table.aliases[id] ?? id
            field.isOpen = openLayers.isEmpty || openLayers.contains(known)
            fields.append(field)
        }
        for (name, slot) in slots {
            fields[slot].parent = Self.parent(of: name, slots, fields)
        }
        for slot in fields.indices { fields[slot].parent = fields[fields[slot].place].parent }
        for (slot, parent) in named where !fields[slot].hasParent(in: fields) {
            fields[slot].parent = slots["\(parent)"] ?? -1
        }
        for (slot, twin) in twins { fields[slot].twin = slots["\(twin)"] ?? -1 }
        frameSlot = slots["frame"] ?? -1
    }

    func slot(of id: FieldID) -> Int { Int(slotOfField[Int(id.number)]) - 1 }

    private static func parent(
        of name: String, _ slots: [String: Int], _ fields: [TreeField]
    ) -> Int {
        var rest = Substring(name)
        while let dot = rest.lastIndex(of: ".") {
            rest = rest[..<dot]
            for candidate in [String(rest), rest + "s"] {
                if let slot = slots[candidate], !fields[slot].isLayer { return slot }
            }
        }
        return -1
    }
}
