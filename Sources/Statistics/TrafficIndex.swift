internal import Packets

/// Finds rows of a ``TrafficTable`` by their ends, in whichever direction: open addressing, with a
/// hash that a sender cannot predict.
struct TrafficIndex: Sendable {
    private let hasher = KeyedHash()
    /// Numbers of rows, and one more; 0: free.  A power of two, at least twice as many as rows.
    private var slots: [UInt32] = Array(repeating: 0, count: 64)

    /// The row that a slot names.
    subscript(slot: Int) -> Int? { slots[slot] == 0 ? nil : Int(slots[slot]) - 1 }

    /// The slot of the row with the same ends, or the free one that it would have.
    func slot(of row: TrafficTable.Row, in rows: [TrafficTable.Row]) -> Int {
        var slot = home(of: row)
        while let known = self[slot], !rows[known].isBetweenTheSame(as: row) {
            slot = (slot + 1) & (slots.count - 1)
        }
        return slot
    }

    /// Puts the last of the rows into its slot.
    mutating func fill(_ slot: Int, _ rows: [TrafficTable.Row]) {
        slots[slot] = UInt32(rows.count)
        if rows.count * 2 > slots.count { grow(rows) }
    }

    private mutating func grow(_ rows: [TrafficTable.Row]) {
        slots = Array(repeating: 0, count: slots.count * 4)
        for (number, row) in rows.enumerated() {
            slots[slot(of: row, in: rows)] = UInt32(number + 1)
        }
    }

    /// The same for both directions.
    private func home(of row: TrafficTable.Row) -> Int {
        let sum = hash(row.source) &+ hash(row.destination)
        let hash = hasher(sum ^ UInt64(truncatingIfNeeded: row.stream))
        return Int(truncatingIfNeeded: hash) & (slots.count - 1)
    }

    private func hash(_ end: TrafficEnd) -> UInt64 {
        let low = hasher(end.address.low ^ UInt64(end.port) << 48)
        return hasher(low ^ hasher(end.address.high ^ UInt64(end.kind.rawValue)))
    }
}

extension TrafficTable.Row {
    fileprivate func isBetweenTheSame(as other: Self) -> Bool {
        stream == other.stream
            && (source == other.source && destination == other.destination
                || source == other.destination && destination == other.source)
    }
}
