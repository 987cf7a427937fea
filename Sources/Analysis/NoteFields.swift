public import Dissection

/// The fields that show all notes; Wireshark's, for those that it has too, are its expert's.
public enum NoteField: UInt16, CaseIterable, Sendable {
    case note, rule, severity

    public static var family: FieldFamily { FieldFamily(.earshot, allCases.map(\.definition)) }
    public var id: FieldID { FieldID(.earshot, rawValue) }

    private var definition: FieldDefinition {
        switch self {
        case .note:
            FieldDefinition("earshot.note", "Note: what is wrong, odd or missing, and where", .text)
        case .rule: FieldDefinition("earshot.note.rule", "Name of the note's rule", .text)
        case .severity:
            FieldDefinition(
                "earshot.note.severity", "Severity of the note", .unsigned(bits: 8),
                names: Self.severities)
        }
    }

    private static let severities: [(UInt64, StaticString)] = [
        (0, "Info"), (1, "Warning"), (2, "Error"),
    ]
}
