internal import Bytes
internal import Dissection

/// The values of one packet's fields, as text, each in the slot of its field.
struct FieldsRow: ~Copyable {
    /// A value: its place in ``text``, and the next one of the same slot.
    private struct Piece: BitwiseCopyable {
        var start: Int
        var end: Int
        var next: Int

        var range: Range<Int> { start..<end }
    }

    private struct Slot: BitwiseCopyable {
        var first = -1
        var last = -1
    }

    /// The values of the row so far, behind one another.
    var text = TextBuffer(capacity: 4096)
    private var pieces: [Piece] = []
    private var slots: [Slot]
    /// How the values of each slot are written.
    private var shapes: [FieldShape] = []
    /// The slot of each field number, 0 for those that nobody wants.
    private var slotOfField: [UInt16]

    /// Fields that are not in the table have no values.
    init(_ columns: [FieldColumn], _ table: FieldTable) {
        slotOfField = Array(repeating: 0, count: 1 << 16)
        slots = [Slot()]
        for case .field(let id) in columns where slotOfField[Int(id.number)] == 0 {
            guard let definition = table[id] else { continue }
            for same in table.all(id) { slotOfField[Int(same.number)] = UInt16(slots.count) }
            slots.append(Slot())
            shapes.append(FieldShape(definition))
        }
    }

    /// - Parameter slot: one that was found.
    func shape(of slot: Int) -> FieldShape { shapes[slot - 1] }

    func slot(of id: FieldID) -> Int? {
        let slot = slotOfField[Int(id.number)]
        return slot == 0 ? nil : Int(slot)
    }

    mutating func removeAll() {
        if pieces.isEmpty { return }
        text.removeAll()
        pieces.removeAll(keepingCapacity: true)
        for index in slots.indices { slots[index] = Slot() }
    }

    /// Takes what was written since `start` as a value, which may be empty.
    mutating func commit(from start: Int, to slot: Int, keeping: FieldsFormat.Occurrence) {
        let piece = Piece(start: start, end: text.count, next: -1)
        let last = slots[slot].last
        if keeping == .first, last >= 0 { return text.truncate(to: start) }
        if keeping == .last, last >= 0 {
            pieces[last] = piece
            return
        }
        if last >= 0 { pieces[last].next = pieces.count } else { slots[slot].first = pieces.count }
        slots[slot].last = pieces.count
        pieces.append(piece)
    }

    func hasValue(in slot: Int) -> Bool { slots[slot].first >= 0 }

    /// Appends all values of a slot as an array of JSON strings.
    func append(jsonOf slot: Int, separator: StaticString, to output: inout TextBuffer) {
        var index = slots[slot].first
        while index >= 0 {
            let piece = pieces[index]
            output.append("\"")
            output.append(json: text.bytes.extracting(piece.range))
            output.append("\"")
            index = piece.next
            if index >= 0 { output.append(separator) }
        }
    }

    /// Appends all values of a slot.
    func append(slot: Int, aggregator: UInt8, to output: inout TextBuffer) {
        var index = slots[slot].first
        while index >= 0 {
            let piece = pieces[index]
            output.append(text.bytes.extracting(piece.range))
            index = piece.next
            if index >= 0 { output.append(byte: aggregator) }
        }
    }
}
