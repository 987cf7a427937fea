internal import Dissection

/// The words for the values of a field, as the table of fields has them.
struct FieldWords {
    private let words: [UInt64: StaticString]

    init(_ name: String, _ table: FieldTable) {
        let ids = table.find(name).map(table.all) ?? []
        let names = ids.flatMap { table[$0]?.valueNames ?? [] }
        words = Dictionary(names) { first, _ in first }
    }

    func text(_ value: UInt64) -> String { words[value].map { "\($0)" } ?? "\(value)" }
}
