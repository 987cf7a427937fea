public import Bytes
public import Dissection

/// Writes the vocabulary of fields: for people, for programs, and as a document.
public enum FieldsReport {
    /// One line for each field: name, type and meaning, in columns.
    public static func append(_ fields: [FieldDefinition], to text: inout TextBuffer) {
        let names = fields.map(\.name.utf8CodeUnitCount).max() ?? 0
        let types = fields.map { typeName(of: $0.kind).utf8.count }.max() ?? 0
        for field in fields {
            append("\(field.name)", width: names + 2, to: &text)
            append(typeName(of: field.kind), width: types + 2, to: &text)
            text.append(field.label)
            text.append("\n")
        }
    }

    /// One object for each field, with the words for its values.
    public static func appendJSON(_ fields: [FieldDefinition], to text: inout TextBuffer) {
        for field in fields {
            var json = JSONText()
            json.object { json in
                json.member("name", "\(field.name)")
                json.member("type", typeName(of: field.kind))
                json.member("meaning", "\(field.label)")
                if !field.valueNames.isEmpty {
                    json.object("values") { json in
                        for (value, name) in field.valueNames {
                            json.member(key: "\(value)", "\(name)")
                        }
                    }
                }
            }
            text.append(json.text.bytes)
            text.append("\n")
        }
    }

    /// Docs/fields.md.
    public static func appendMarkdown(_ table: FieldTable, to text: inout TextBuffer) {
        text.append(
            """
            # Fields

            What `-e` prints, `-Y` compares and `-V` shows. Made by `earshot fields --markdown`, which writes
            it from the same table that the program uses; a test keeps both equal. Fields that Wireshark has
            too have its names.

            """)
        for family in table.families where !family.fields.isEmpty {
            appendTable(family, to: &text)
        }
    }

    private static func appendTable(_ family: FieldFamily, to text: inout TextBuffer) {
        let layers = family.fields.filter { if case .layer = $0.kind { true } else { false } }
        text.append("\n## ")
        for (index, field) in (layers.isEmpty ? [family.fields[0]] : layers).enumerated() {
            if index > 0 { text.append(", ") }
            text.append(field.label)
        }
        text.append("\n\n| field | type | meaning |\n|---|---|---|\n")
        for field in family.fields {
            text.append(string: "| `\(field.name)` | \(typeName(of: field.kind)) | ")
            for byte in "\(field.label)".utf8 {
                if byte == UInt8(ascii: "|") { text.append("\\") }
                text.append(byte: byte)
            }
            text.append(" |\n")
        }
    }

    private static func append(_ string: String, width: Int, to text: inout TextBuffer) {
        text.append(string: string)
        for _ in 0..<max(1, width - string.utf8.count) { text.append(" ") }
    }

    /// A kind in a few words.
    public static func typeName(of kind: FieldKind) -> String {
        switch kind {
        case .layer: "layer"
        case .label: "label"
        case .boolean: "boolean"
        case .unsigned(let bits): "unsigned, \(bits) bits"
        case .signed(let bits): "signed, \(bits) bits"
        case .frameNumber: "packet number"
        case .text: "text"
        case .bytes: "bytes"
        case .ipv4: "IPv4 address"
        case .ipv6: "IPv6 address"
        case .mac: "Ethernet address"
        case .time: "date and time"
        case .duration: "seconds"
        }
    }
}
