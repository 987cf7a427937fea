import Testing

@testable import Statistics

@Suite struct LatencyHistogramTests {
    @Test func fewTimesAreExact() {
        var histogram = LatencyHistogram()
        let unit: Int64 = 1_000_003
        for value: Int64 in [50, 10, 40, 20, 30] { histogram.add(value * unit) }
        #expect(histogram.quantile(0.5) == 30 * unit)
        #expect(histogram.quantile(0.9) == 50 * unit)
        #expect(histogram.quantile(0) == 10 * unit)
        #expect(histogram.mean == 30 * unit)
    }

    @Test func nothingHasNoQuantiles() {
        #expect(LatencyHistogram().quantile(0.5) == nil)
        #expect(LatencyHistogram().mean == nil)
    }

    /// The promise of the type: at most 0.8 % off, for every size of numbers.
    @Test(arguments: [1, 2, 3] as [UInt64]) func quantilesAreNear(seed: UInt64) throws {
        var state = seed
        func random() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state >> 11
        }
        var values: [Int64] = []
        var histogram = LatencyHistogram()
        for _ in 0..<20_000 {
            let value = Int64(random() >> (random() % 53))
            values.append(value)
            histogram.add(value)
        }
        values.sort()
        for share in [0.01, 0.5, 0.9, 0.99, 0.999] {
            let rank = Int((share * Double(values.count)).rounded(.up))
            let exact = values[rank - 1]
            let found = try #require(histogram.quantile(share))
            #expect(abs(Double(found - exact)) <= Double(exact) * 0.008 + 0.5, "\(share)")
        }
        #expect(histogram.quantile(1) == values.last)
        #expect(histogram.least == values.first)
        #expect(histogram.classes.reduce(0) { $0 + $1.count } == values.count)
    }

    @Test func clocksThatDisagreeAndTheLongestTime() {
        var histogram = LatencyHistogram()
        for _ in 0...LatencyHistogram.exactCountMax { histogram.add(-5) }
        histogram.add(.max)
        #expect(histogram.quantile(0.5) == 0)
        #expect(histogram.greatest == .max)
        #expect(histogram.quantile(1) == .max)
    }
}
