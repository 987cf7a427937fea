public import Bytes
public import Dissection

/// The fields of one message after the other, written as the members of a JSON object.
public struct MessageFieldsText: ~Copyable {
    private let names: MessageFieldNames
    private var members: MessageMembers

    public init(_ table: FieldTable) {
        names = MessageFieldNames(table)
        members = MessageMembers(slotCount: names.count)
    }

    /// Whether a field is one of messages, not of the layers below them.
    public func has(_ id: FieldID) -> Bool { names.slot(of: id) != nil }

    /// Forgets the fields of the message before.
    public mutating func removeAll() { members.removeAll() }

    public mutating func add(
        _ field: Field, in bytes: RawSpan, at offset: Int, decoded: RawSpan
    ) {
        guard let slot = names.slot(of: field.id) else { return }
        members.add(slot, names.name(of: slot)) { text in
            JSONValueText.append(
                field.value, of: names.shape(of: slot), in: bytes, at: offset, decoded: decoded,
                to: &text)
        }
    }

    /// Appends what stands between the braces of the object.
    public func append(to text: inout TextBuffer) { members.append(to: &text) }
}
