import Testing

@testable import Statistics

@Suite struct PlotAxisTests {
    @Test func ticksAreRoundAndCoverTheValues() {
        let axis = PlotAxis(.init("time", .time), values: [0, 3.7, 12.3], tickCount: 8)
        #expect(axis.ticks.map(\.label) == ["0", "2", "4", "6", "8", "10", "12", "14"])
        #expect(axis.place(0) == 0 && axis.place(14) == 1 && axis.place(7) == 0.5)
    }

    @Test func powersOfTenAreEquallyFarApart() {
        let axis = PlotAxis(
            .init("time", .duration, isLogarithmic: true), values: [0.00002, 0.3], tickCount: 5)
        #expect(axis.ticks.map(\.label) == ["10 µs", "100 µs", "1 ms", "10 ms", "100 ms", "1 s"])
        for (index, tick) in axis.ticks.enumerated() {
            #expect(abs(axis.place(tick.value) - Double(index) / 5) < 1e-9)
        }
        #expect(abs(axis.place(0.002) - (2 + 0.301_029_995_66) / 5) < 1e-6)
    }

    /// Nothing, one value, values that are no numbers, the greatest there are.
    @Test(arguments: [[], [0], [5], [.infinity, 1], [.nan], [-3, 4], [1e300], [1e-300]])
    func standsAnyValues(values: [Double]) {
        for isLogarithmic in [false, true] {
            let axis = PlotAxis(
                .init("x", .count, isLogarithmic: isLogarithmic), values: values, tickCount: 5)
            #expect(!axis.ticks.isEmpty && axis.ticks.count < 50)
            for value in values + [0, 1] where !value.isNaN {
                #expect((0...1).contains(axis.place(value)), "\(value)")
            }
        }
    }
}
