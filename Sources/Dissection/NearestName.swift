/// Finds what somebody may have meant.
public enum NearestName {
    /// Returns the known name that takes the fewest edits, if they are few for its length.
    ///
    /// Of several, the first: the answer does not depend on anything but the list.
    public static func find(_ name: String, among known: [String]) -> String? {
        // Longer ones are no slips of the hand, and the effort grows with the product of lengths.
        let wanted = Array(name.lowercased().utf8.prefix(64))
        var best: (name: String, distance: Int)?
        for candidate in known {
            let distance = editDistance(wanted, Array(candidate.lowercased().utf8))
            if distance < best?.distance ?? .max { best = (candidate, distance) }
        }
        guard let best, best.distance <= max(1, max(best.name.utf8.count, wanted.count) / 3)
        else { return nil }
        return best.name
    }

    /// How many bytes must be inserted, removed, replaced or swapped with their neighbour.
    static func editDistance(_ one: [UInt8], _ other: [UInt8]) -> Int {
        var rowBefore: [Int] = []
        var row = Array(0...other.count)
        for (index, byte) in one.enumerated() {
            var next = [index + 1]
            for (otherIndex, otherByte) in other.enumerated() {
                var cost = min(
                    row[otherIndex] + (byte == otherByte ? 0 : 1), row[otherIndex + 1] + 1,
                    next[otherIndex] + 1)
                if index > 0, otherIndex > 0, byte == other[otherIndex - 1],
                    one[index - 1] == otherByte
                {
                    cost = min(cost, rowBefore[otherIndex - 1] + 1)
                }
                next.append(cost)
            }
            rowBefore = row
            row = next
        }
        return row[other.count]
    }
}
