/// Something for each number of a ``NameTable``, which bounds how many there are.
struct PerName<Value> {
    private let blank: Value
    private var values: [Value]

    init(_ blank: Value) {
        self.blank = blank
        values = [blank]
    }

    subscript(number: Int) -> Value {
        get { number < values.count ? values[number] : blank }
        _modify {
            while number >= values.count { values.append(blank) }
            yield &values[number]
        }
    }

    /// The numbers for which there is something, the greatest first; equal ones as they came.
    func ranked(by size: (Value) -> Int) -> [(number: Int, value: Value)] {
        values.indices.filter { size(values[$0]) > 0 }.map { (number: $0, value: values[$0]) }
            .ranked { size($0.value) }
    }
}

extension PerName<Int> {
    /// How often there was each.
    func table(
        _ name: String, _ title: String, column: String, _ names: NameTable
    ) -> StatisticsTable {
        var table = StatisticsTable(
            name, title,
            columns: [
                StatisticsColumn(column, column, .text), StatisticsColumn("count", "count", .count),
            ])
        for (number, count) in ranked(by: { $0 }) {
            table.append(names.value(number), .count(count))
        }
        return table
    }
}

extension Sequence {
    /// The greatest first; equal ones as they came.
    func ranked(by size: (Element) -> Int) -> [Element] {
        zip(0..., self).map { (place: $0, size: size($1), element: $1) }
            .sorted { ($1.size, $0.place) < ($0.size, $1.place) }.map(\.element)
    }
}
