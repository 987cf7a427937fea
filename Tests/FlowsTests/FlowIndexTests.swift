import TestKit
import Testing

@testable import Flows

@Suite struct FlowIndexTests {
    /// Against a dictionary, with hashes so few that most of them collide.
    @Test(arguments: 0..<20)
    func findsWhatADictionaryFinds(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var index = FlowIndex(capacity: 4)
        var model: [Int: UInt32] = [:]
        for _ in 0..<2000 {
            let number = Int.random(in: 0..<300, using: &generator)
            let hash = UInt32.random(in: 0..<40, using: &generator) &* 0x0400_0001
            if let known = model[number] {
                index.remove(number, hash: known)
                model[number] = nil
            } else {
                index.insert(number, hash: hash)
                model[number] = hash
            }
        }
        #expect(index.count == model.count)
        for number in 0..<300 {
            let hash = model[number] ?? 0
            let isFound = index.find(hash, matches: { $0 == number }) != nil
            #expect(isFound == (model[number] != nil), "seed \(seed), number \(number)")
        }
    }
}
