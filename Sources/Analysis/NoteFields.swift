public import Dissection

/// The fields that show notes: ours for all of them, Wireshark's for those that it has too.
public enum NoteField: UInt16, CaseIterable, Sendable {
    case note, rule, severity
    case malformed, expert, expertMessage, expertSeverity, short

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
        case .malformed: FieldDefinition("_ws.malformed", "Malformed Packet", .layer)
        case .expert: FieldDefinition("_ws.expert", "Expert Info", .layer)
        case .expertMessage: FieldDefinition("_ws.expert.message", "Message", .text)
        case .expertSeverity:
            FieldDefinition(
                "_ws.expert.severity", "Severity level", .unsigned(bits: 32),
                names: Self.expertSeverities)
        case .short: FieldDefinition("_ws.short", "Packet size limited during capture", .layer)
        }
    }

    private static let severities: [(UInt64, StaticString)] = [
        (0, "Info"), (1, "Warning"), (2, "Error"),
    ]

    private static let expertSeverities: [(UInt64, StaticString)] = [
        (0x20_0000, "Chat"), (0x40_0000, "Note"), (0x60_0000, "Warning"), (0x80_0000, "Error"),
    ]
}
