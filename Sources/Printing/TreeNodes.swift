internal import Dissection

/// The layers and fields of one packet as a tree: which is a part of which.
///
/// What each says is its owner's: a node has two places for that, in a text of the owner's.
struct TreeNodes: ~Copyable {
    struct Node: BitwiseCopyable {
        var slot: Int
        /// Where its text begins, where its value does in that, and where both end.
        var start = 0
        var valueStart = 0
        var end = 0
        var firstChild = -1
        var lastChild = -1
        var next = -1
        /// For a layer: the value in it that tells what it is, else the first that has a name.
        var title = -1
        var parent = -1
        var nesting: UInt8 = 0
    }

    let vocabulary: TreeVocabulary
    /// Whether fields have a place that are only for filters.
    private let showsHidden: Bool
    var nodes: [Node] = []
    private(set) var layers: [Int] = []
    /// The layer in the last of those to which fields go now, or -1.
    private var inner = -1
    /// The latest node of each slot, if it is not older than the layer.
    private var latest: [Int]
    /// The layer in which a slot's first field came before the one that it is a part of: then none
    /// there is shown as a part.
    private var flat: [Int]

    init(_ vocabulary: TreeVocabulary, showsHidden: Bool = false) {
        self.vocabulary = vocabulary
        self.showsHidden = showsHidden
        latest = Array(repeating: -1, count: vocabulary.fields.count)
        flat = latest
    }

    mutating func removeAll() {
        for node in nodes {
            let known = vocabulary.fields[node.slot]
            latest[known.place] = -1
            if known.twin >= 0 { latest[known.twin] = -1 }
            flat[node.slot] = -1
        }
        nodes.removeAll(keepingCapacity: true)
        layers.removeAll(keepingCapacity: true)
        inner = -1
    }

    /// Finds a field its place.  Returns its node, or nil if it is not shown.
    mutating func add(_ field: Field) -> Int? {
        let slot = vocabulary.slot(of: field.id)
        guard slot >= 0 else { return nil }
        let known = vocabulary.fields[slot]
        if known.isHidden, !showsHidden { return nil }
        let isNote = known.isNote
        if known.isLayer, !isNote { return add(layer: field, slot, known) }
        let isOfFrame = known.family == Int(FieldFamily.Number.frame.rawValue)
        if inner >= 0, known.family != vocabulary.fields[nodes[inner].slot].family { inner = -1 }
        guard let outer = isOfFrame ? layers.first : layers.last else { return nil }
        let layer = inner >= 0 ? inner : outer
        // What one layer says in another's vocabulary is for filters.
        let isStranger = known.family != vocabulary.fields[nodes[layer].slot].family
        if isStranger, !isNote { return nil }
        let node = begin(slot)
        if nodes[layer].title < 0 || known.isTitle, case .number(let number) = field.value,
            known.name(of: number) != nil
        {
            nodes[layer].title = node
        }
        nodes[node].nesting = field.nesting
        let holder = field.nesting > 0 ? holder(of: node, in: layer) : nil
        attach(node, to: holder ?? parent(of: slot, in: layer))
        latest[known.place] = node
        if known.twin >= 0 { latest[known.twin] = node }
        return node
    }

    /// Begins a layer: one of the packet, or one in the last of those.
    private mutating func add(layer field: Field, _ slot: Int, _ known: TreeField) -> Int {
        let node = begin(slot)
        latest[known.place] = node
        inner = -1
        if field.nesting > 0, let last = layers.last {
            inner = node
            attach(node, to: last)
        } else {
            layers.append(node)
        }
        return node
    }

    private mutating func begin(_ slot: Int) -> Int {
        nodes.append(Node(slot: slot))
        return nodes.count - 1
    }

    private mutating func attach(_ node: Int, to parent: Int) {
        nodes[node].parent = parent
        if nodes[parent].lastChild >= 0 {
            nodes[nodes[parent].lastChild].next = node
        } else {
            nodes[parent].firstChild = node
        }
        nodes[parent].lastChild = node
    }

    /// The field before this one that it is nested in.  Each step goes up a level, and there are no
    /// more of those than ``Field/nesting`` can count.
    private func holder(of node: Int, in layer: Int) -> Int? {
        var candidate = node - 1
        while candidate > layer {
            if nodes[candidate].nesting < nodes[node].nesting { return candidate }
            candidate = nodes[candidate].parent
        }
        return nil
    }

    /// The nearest field of which this one is a part and that the layer has, else the layer.
    private mutating func parent(of slot: Int, in layer: Int) -> Int {
        if flat[slot] == layer { return layer }
        var candidate = vocabulary.fields[slot].parent
        while candidate >= 0 {
            if latest[candidate] > layer { return latest[candidate] }
            candidate = vocabulary.fields[candidate].parent
        }
        flat[slot] = layer
        return layer
    }
}

extension TreeField {
    func name(of number: UInt64) -> StaticString? {
        for index in valueNames.indices where valueNames[index].0 == number {
            return valueNames[index].1
        }
        return nil
    }
}
