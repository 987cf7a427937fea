public import Dissection

/// A display filter, in Wireshark's language: what a packet's fields must be for it to be shown.
///
/// Text becomes tokens, an expression, and a program, before the first packet is read; a mistake
/// says where it is.  The program looks at the values of the fields that it names, and at no others.
public struct DisplayFilter {
    private let program: FilterProgram
    /// The slot of each field number, plus one; 0 for those that the filter does not name.
    private let slotOfField: [UInt16]
    private let shapes: [FilterValues.SlotShape]
    private var values: FilterValues
    /// What becomes of a packet that has none of the fields, as most have not.
    private let showsPacketsWithoutValues: Bool

    public init(_ text: String, _ table: FieldTable) throws(FilterMistake) {
        var compiler = FilterCompiler(table)
        if let expression = try FilterParser.parse(text) { try compiler.compile(expression) }
        program = compiler.program
        var slots = [UInt16](repeating: 0, count: 1 << 16)
        for (slot, id) in compiler.fields.enumerated() {
            for same in table.all(id) { slots[Int(same.number)] = UInt16(slot + 1) }
        }
        slotOfField = slots
        shapes = compiler.shapes
        values = FilterValues(compiler.shapes, constants: compiler.constants)
        showsPacketsWithoutValues = program.matches(&values)
    }

    /// Whether the filter looks at a field.
    public func wants(_ id: FieldID) -> Bool { slotOfField[Int(id.number)] != 0 }

    /// Whether it looks at the bytes of a layer.
    public func wantsBytes(of id: FieldID) -> Bool {
        let slot = Int(slotOfField[Int(id.number)]) - 1
        return slot >= 0 && shapes[slot].needsLayerBytes
    }

    /// Told that the packet's messages from here on are found by another call of their dissector.
    public mutating func noteCall() { values.noteCall() }

    /// Takes a value of the packet that is decided on next; see `RowSink`.
    public mutating func add(_ field: Field, in bytes: RawSpan, at offset: Int, decoded: RawSpan) {
        let slot = Int(slotOfField[Int(field.id.number)]) - 1
        guard slot >= 0 else { return }
        values.add(field.value, to: slot, in: bytes, at: offset, decoded: decoded)
    }

    /// Told that what comes from now on belongs to messages; what came before, to all of them.
    mutating func markPacket() { values.mark() }

    /// Whether the message with the values that were taken since the last one, or the mark, is to
    /// be shown; forgets them.
    mutating func decideOnMessage() -> Bool {
        defer { values.returnToMark() }
        return program.matches(&values)
    }

    /// Whether the packet with the values that were taken is to be shown; forgets them.
    public mutating func decide() -> Bool {
        if values.hasNone { return showsPacketsWithoutValues }
        defer { values.removeAll() }
        return program.matches(&values)
    }
}
