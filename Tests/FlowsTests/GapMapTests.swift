import TestKit
import Testing

@testable import Flows

@Suite struct GapMapTests {
    /// Against a set of numbers, also where they wrap.
    @Test(arguments: 0..<50)
    func knowsHowFarTheBytesGo(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let base: UInt32 = seed % 2 == 0 ? 100 : .max - 50
        var map = GapMap()
        var seen: Set<UInt32> = []
        for _ in 0..<12 {
            let start = UInt32.random(in: 10..<100, using: &generator)
            let end = start + UInt32.random(in: 1...9, using: &generator)
            map.add(base &+ start, base &+ end)
            for place in start..<end { seen.insert(place) }
        }
        var next = UInt32.random(in: 5..<40, using: &generator)
        let reached = map.advance(from: base &+ next)
        while seen.contains(next) { next += 1 }
        #expect(reached == base &+ next, "seed \(seed)")
    }

    @Test func rememberedRunsHaveALimit() {
        var map = GapMap()
        for run in 0..<1000 as Range<UInt32> { map.add(run * 10, run * 10 + 5) }
        #expect(map.advance(from: 0) == 5)
        #expect(map.advance(from: 10) == 15)
    }
}
