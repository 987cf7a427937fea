/// A dictionary of numbers below 2⁶³ with room for a limited count of them: open addressing, with
/// a hash that a sender cannot predict.
struct NumberTable<Value: BitwiseCopyable> {
    private struct Slot {
        /// The key with its top bit set; 0: free.
        var key: UInt64
        var value: Value
    }

    private let countMax: Int
    private let hasher = KeyedHash()
    private let blank: Value
    /// A power of two, at least a third more than there are entries.
    private var slots: [Slot]
    private(set) var count = 0

    /// - Parameter blank: what free places hold; never seen.
    init(countMax: Int, blank: Value) {
        self.countMax = countMax
        self.blank = blank
        slots = Array(repeating: Slot(key: 0, value: blank), count: 16)
    }

    subscript(key: UInt64) -> Value? {
        let place = find(key)
        return slots[place].key == 0 ? nil : slots[place].value
    }

    /// Returns false if the key is new and there is no room for it.
    @discardableResult
    mutating func set(_ key: UInt64, _ value: Value) -> Bool {
        let place = find(key)
        if slots[place].key == 0 {
            guard count < countMax else { return false }
            count &+= 1
        }
        slots[place] = Slot(key: Self.mark(key), value: value)
        if count &* 4 > slots.count &* 3 { grow() }
        return true
    }

    mutating func remove(_ key: UInt64) -> Value? {
        var hole = find(key)
        guard slots[hole].key != 0 else { return nil }
        let value = slots[hole].value
        // Those behind that could have been here move up, so that no search ends at the hole.
        var next = (hole &+ 1) & (slots.count &- 1)
        while slots[next].key != 0 {
            let home = self.home(of: slots[next].key)
            let distance = (next &- home) & (slots.count &- 1)
            if distance >= (next &- hole) & (slots.count &- 1) {
                slots[hole] = slots[next]
                hole = next
            }
            next = (next &+ 1) & (slots.count &- 1)
        }
        slots[hole] = Slot(key: 0, value: blank)
        count -= 1
        return value
    }

    /// All entries, in the order of their keys.
    var sorted: [(key: UInt64, value: Value)] {
        slots.filter { $0.key != 0 }.map { ($0.key & ~(1 << 63), $0.value) }.sorted { $0.0 < $1.0 }
    }

    private static func mark(_ key: UInt64) -> UInt64 { key | 1 << 63 }

    private func home(of marked: UInt64) -> Int {
        Int(truncatingIfNeeded: hasher(marked)) & (slots.count &- 1)
    }

    private func find(_ key: UInt64) -> Int {
        let marked = Self.mark(key)
        var place = home(of: marked)
        while true {
            let known = slots[place].key
            if known == marked || known == 0 { return place }
            place = (place &+ 1) & (slots.count &- 1)
        }
    }

    private mutating func grow() {
        let old = slots
        slots = Array(repeating: Slot(key: 0, value: blank), count: old.count * 2)
        for slot in old where slot.key != 0 {
            slots[find(slot.key)] = slot
        }
    }
}
