internal import Dissection
internal import Printing

/// Finds what `-e` names.
enum FieldVocabulary {
    static func columns(_ names: [String], in table: FieldTable) throws(UsageError) -> [FieldColumn]
    {
        var columns: [FieldColumn] = []
        var unknown: [String] = []
        for name in names {
            if let column = SummaryColumn(rawValue: name) {
                columns.append(.summary(column))
            } else if let id = table.find(name) {
                columns.append(.field(id))
            } else {
                unknown.append(name)
            }
        }
        guard let first = unknown.first else { return columns }
        let known = SummaryColumn.allCases.map(\.rawValue) + table.names
        let others = unknown.count > 1 ? " (nor are \(unknown.count - 1) others)" : ""
        throw UsageError(
            "-e: '\(first)' is not a known field\(others)", unknown: first, among: known)
    }
}
