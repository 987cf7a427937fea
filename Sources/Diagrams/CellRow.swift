/// One line of a terminal, character by character.
struct CellRow {
    private var cells: [Unicode.Scalar]
    /// Stands behind a character that takes two columns.
    private static var nothing: Unicode.Scalar { "\0" }
    private static var blank: Unicode.Scalar { " " }

    init(width: Int) { cells = Array(repeating: Self.blank, count: max(0, width)) }

    var width: Int { cells.count }

    mutating func removeAll() { for index in cells.indices { cells[index] = Self.blank } }

    mutating func put(_ scalar: Unicode.Scalar, at column: Int) {
        guard cells.indices.contains(column) else { return }
        // Half of a wide character is none.
        if cells[column] == Self.nothing, column > 0 { cells[column - 1] = Self.blank }
        if column + 1 < cells.count, cells[column + 1] == Self.nothing {
            cells[column + 1] = Self.blank
        }
        cells[column] = scalar
    }

    /// Puts text; what has no columns of its own is left out.  Returns how many it took.
    @discardableResult
    mutating func put(_ text: String, at column: Int) -> Int {
        var place = column
        for scalar in text.unicodeScalars {
            let columns = DisplayWidth.columns(scalar)
            guard columns > 0, place + columns <= cells.count else { continue }
            put(scalar, at: place)
            if columns == 2 { cells[place + 1] = Self.nothing }
            place += columns
        }
        return place - column
    }

    /// The text, without what is behind the last character that is not blank.
    var string: String {
        let end = (cells.lastIndex { $0 != Self.blank } ?? -1) + 1
        var view = String.UnicodeScalarView()
        view.append(contentsOf: cells[..<end].lazy.filter { $0 != Self.nothing })
        return String(view)
    }
}
