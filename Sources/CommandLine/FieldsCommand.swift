internal import Analysis
internal import Bytes
internal import Dissection
internal import Printing

/// `earshot fields`: lists the vocabulary of fields.
enum FieldsCommand {
    static func run(_ parsed: ParsedArguments) throws(UsageError) -> ExitStatus {
        if parsed.contains(.markdown), parsed.contains(.json) || !parsed.operands.isEmpty {
            throw UsageError("--markdown is the whole document: no PREFIX, and no --json")
        }
        let table = Protocols.fieldTable
        var text = TextBuffer()
        if parsed.contains(.markdown) {
            FieldsReport.appendMarkdown(table, to: &text)
        } else {
            let fields = try find(parsed.operands, in: table)
            if parsed.contains(.json) {
                FieldsReport.appendJSON(fields, to: &text)
            } else {
                FieldsReport.append(fields, to: &text)
            }
        }
        var output = OutputFile(descriptor: 1)
        output.write(&text)
        return StandardOutput.status(afterFailure: output.failure)
    }

    private static func find(
        _ prefixes: [String], in table: FieldTable
    ) throws(UsageError) -> [FieldDefinition] {
        let all = table.ids.filter { table.aliases[$0] == nil }.compactMap { table[$0] }
        if prefixes.isEmpty { return all }
        for prefix in prefixes where !all.contains(where: { "\($0.name)".hasPrefix(prefix) }) {
            throw UsageError(
                "no field begins with '\(prefix)'", unknown: prefix, among: table.names,
                otherwise: "'earshot fields' lists all")
        }
        return all.filter { field in prefixes.contains { "\(field.name)".hasPrefix($0) } }
    }
}
