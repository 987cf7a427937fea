import Testing

@testable import Statistics

@Suite struct NumberTableTests {
    /// The same as a dictionary, whatever is put in and taken out, and in which order.
    @Test(arguments: [1, 2, 3, 4] as [UInt64]) func isADictionary(seed: UInt64) {
        var state = seed
        func random(_ limit: UInt64) -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return (state >> 33) % limit
        }
        var table = NumberTable<Int>(countMax: 300, blank: 0)
        var dictionary: [UInt64: Int] = [:]
        for step in 0..<20_000 {
            let key = random(400) * (1 << 40)
            switch random(3) {
            case 0: #expect(table[key] == dictionary[key])
            case 1:
                let isKnown = dictionary[key] != nil
                let isSet = table.set(key, step)
                #expect(isSet == (isKnown || dictionary.count < 300))
                if isSet { dictionary[key] = step }
            default: #expect(table.remove(key) == dictionary.removeValue(forKey: key))
            }
            #expect(table.count == dictionary.count)
        }
        #expect(table.sorted.map(\.key) == dictionary.keys.sorted())
    }
}
