/// Ties together the places in a list where the same number stands, in the order of the list.
struct NameChains {
    private var nexts: [Int]
    private var isRepeated: [Bool]

    init(_ numbers: [Int]) {
        nexts = Array(repeating: -1, count: numbers.count)
        isRepeated = Array(repeating: false, count: numbers.count)
        // Sorting keeps equal ones in the order of their places, which stand in the lower half.
        let sorted = numbers.indices.map { UInt64(numbers[$0]) << 32 | UInt64($0) }.sorted()
        for (one, other) in zip(sorted, sorted.dropFirst()) where one >> 32 == other >> 32 {
            let place = Int(truncatingIfNeeded: other & 0xFFFF_FFFF)
            nexts[Int(truncatingIfNeeded: one & 0xFFFF_FFFF)] = place
            isRepeated[place] = true
        }
    }

    func isFirst(_ place: Int) -> Bool { !isRepeated[place] }

    /// The next place of the same number.
    func next(_ place: Int) -> Int? { nexts[place] < 0 ? nil : nexts[place] }
}
