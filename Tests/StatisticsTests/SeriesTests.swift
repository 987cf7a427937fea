import Testing

@testable import Statistics

@Suite struct SeriesTests {
    @Test func nothingIsLostWhenIntervalsGrow() {
        var series = TimeSeries()
        for index in 0..<10_000 { series.add(1, at: Int64(index) * 7_000_000) }
        #expect(series.values.count <= TimeSeries.intervalCountMax)
        #expect(series.values.reduce(0, +) == 10_000)
        series.add(5, at: .max)
        #expect(series.values.reduce(0, +) == 10_005)
        series.add(1, at: -3)
        #expect(series.values.reduce(0, +) == 10_006)
    }

    @Test func gaugesKeepTheLastValue() {
        var series = GaugeSeries()
        for index in 0..<5000 { series.set(index, at: Int64(index) * 1_000_000) }
        let points = series.points(until: 10_000_000_000)
        #expect(points.count <= TimeSeries.intervalCountMax + 1)
        #expect(points.last == .init(10, 4999))
        #expect(zip(points, points.dropFirst()).allSatisfy { $0.y <= $1.y })
    }
}
