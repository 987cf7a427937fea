internal import Diagrams

/// Two texts side by side, with what differs marked.
enum Comparison {
    /// Of longer texts only the beginnings are compared.
    static var lineCountMax: Int { 2000 }

    static func lines(
        _ left: [String], _ right: [String], width: Int, ellipsis: Unicode.Scalar
    ) -> [BrowserLine] {
        let left = Array(left.prefix(lineCountMax))
        let right = Array(right.prefix(lineCountMax))
        let column = max(1, (width - 3) / 2)
        return pairs(left, right).map { pair in
            let isSame = pair.left == pair.right
            let mark = isSame ? " " : pair.left == nil ? ">" : pair.right == nil ? "<" : "|"
            let first = DisplayWidth.cut(pair.left ?? "", to: column, ellipsis: ellipsis)
            let blanks = String(
                repeating: " ", count: max(0, column - DisplayWidth.columns(first)))
            let second = DisplayWidth.cut(pair.right ?? "", to: column, ellipsis: ellipsis)
            return BrowserLine(
                "\(first)\(blanks) \(mark) \(second)", colour: isSame ? nil : 3, isBold: !isSame)
        }
    }

    /// Lines that are the same in both stand beside one another, and so do those that changed.
    private static func pairs(
        _ left: [String], _ right: [String]
    ) -> [(left: String?, right: String?)] {
        let difference = right.difference(from: left)
        var removed: Set<Int> = []
        var inserted: Set<Int> = []
        for change in difference {
            switch change {
            case .remove(let offset, _, _): removed.insert(offset)
            case .insert(let offset, _, _): inserted.insert(offset)
            }
        }
        var pairs: [(left: String?, right: String?)] = []
        var (index, place) = (0, 0)
        while index < left.count || place < right.count {
            let isGone = index < left.count && removed.contains(index)
            let isNew = place < right.count && inserted.contains(place)
            let takesLeft = isGone || !isNew
            let takesRight = isNew || !isGone
            pairs.append((takesLeft ? left[index] : nil, takesRight ? right[place] : nil))
            index += takesLeft ? 1 : 0
            place += takesRight ? 1 : 0
        }
        return pairs
    }
}
