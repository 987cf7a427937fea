/// The names of cipher suites, by their numbers.
enum TLSCipherSuiteNames {
    static let all = first + second + TLSWords.grease()

    /// The name of a suite; `nil` for one that nobody knows.
    static func name(of number: UInt16) -> StaticString? {
        let list = number < 0xC000 ? first : second
        var low = 0
        var high = list.count
        while low < high {
            let middle = (low + high) / 2
            if list[middle].0 < UInt64(number) { low = middle + 1 } else { high = middle }
        }
        return low < list.count && list[low].0 == UInt64(number) ? list[low].1 : nil
    }
}
