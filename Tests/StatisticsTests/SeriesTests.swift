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
        #expect(points.count <= TimeSeries.intervalCountMax * 2 + 1)
        #expect(points.last == .init(10, 4999))
        #expect(zip(points, points.dropFirst()).allSatisfy { $0.y <= $1.y })
    }

    /// Credit that was gone for a moment was gone, however long the intervals are.
    @Test func gaugesKeepTheLeastValue() {
        var series = GaugeSeries()
        for index in 0..<5000 {
            series.set(index == 3000 ? 0 : 10, at: Int64(index) * 1_000_000)
        }
        let points = series.points(until: 5_000_000_000)
        #expect(points.count { $0.y == 0 } == 1)
        #expect(points.last == .init(5, 10))
        #expect(zip(points, points.dropFirst()).allSatisfy { $0.x <= $1.x })
    }
}
