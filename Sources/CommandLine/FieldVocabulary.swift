internal import Analysis
internal import Dissection
internal import Filters
internal import Printing

/// Finds what `-e`, `-Y` and `-O` name.
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

    /// Finds the layers of `-O`.
    static func layers(
        _ names: [String], in table: FieldTable
    ) throws(UsageError) -> Set<FieldID> {
        var layers: Set<FieldID> = []
        for name in names {
            guard let id = table.find(name), case .layer = table[id]?.kind else {
                let known = table.ids.compactMap { id in
                    if let field = table[id], case .layer = field.kind {
                        "\(field.name)"
                    } else {
                        nil
                    }
                }
                throw UsageError("-O: '\(name)' is not a known layer", unknown: name, among: known)
            }
            layers.insert(id)
        }
        return layers
    }

    /// Whether a text is a display filter.
    static func isFilter(_ text: String) -> Bool {
        do throws(FilterMistake) {
            _ = try DisplayFilter(text, Protocols.fieldTable)
            return true
        } catch {
            return false
        }
    }

    /// Reads the value of `-Y`, or a filter in that of another option.
    static func filter(
        _ text: String, _ table: FieldTable, of option: String = "-Y"
    ) throws(UsageError) -> DisplayFilter {
        do throws(FilterMistake) {
            return try DisplayFilter(text, table)
        } catch {
            let excerpt = error.excerpt(of: text)
            guard let name = error.unknownName else {
                throw UsageError("\(option): \(error.message)", excerpt: excerpt)
            }
            throw UsageError(
                "\(option): \(error.message)", unknown: name, among: error.candidates,
                excerpt: excerpt)
        }
    }
}
