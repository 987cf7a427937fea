import Testing

@testable import Statistics

@Suite struct RoundTripsTests {
    @Test func anAnswerEndsAQuestion() {
        var trips = RoundTrips(kindCount: 2)
        trips.ask(0, 7, at: 100)
        trips.ask(0, 7, at: 150, isRepeated: true)
        trips.ask(1, 8, at: 160)
        #expect(trips.answer(0, 7, at: 300) == true)
        #expect(trips.answer(0, 7, at: 310) == false)
        #expect(trips.answer(1, 8, at: 170, isRefusal: true) == true)
        #expect(trips.kinds[0].askedCount == 1 && trips.kinds[0].repeatedCount == 1)
        #expect(trips.kinds[0].latencies.greatest == 200)
        #expect(trips.kinds[1].refusedCount == 1 && trips.kinds[1].latencies.count == 0)
        #expect(trips.kinds.map(\.unansweredCount) == [0, 0])
    }

    @Test func questionsBeyondTheLimitAreTold() {
        var trips = RoundTrips(kindCount: 1)
        for key in 0...UInt64(RoundTrips.openCountMax) { trips.ask(0, key, at: 0) }
        #expect(trips.lostCount == 1)
        #expect(trips.answer(0, UInt64(RoundTrips.openCountMax), at: 1) == false)
        #expect(trips.kinds[0].unansweredCount == RoundTrips.openCountMax + 1)
        #expect(trips.table("a.b", "A", ["a"]).remarks.count == 1)
    }

    @Test func rangesCloseWhatIsOpen() {
        var deliveries = NumberedDeliveries(kindCount: 1)
        for number: UInt64 in 1...10 { deliveries.open(0, number, on: 3, at: Int64(number)) }
        #expect(deliveries.close(0, 2...3, on: 3, at: 20) == 2)
        #expect(deliveries.close(0, 0...5, on: 3, at: 20) == 3)
        #expect(deliveries.close(0, 0...5, on: 4, at: 20) == 0)
        #expect(deliveries.withdraw(0, 10, on: 3) == true)
        #expect(deliveries.close(0, 0...UInt64.max, on: 3, at: 30, isRefusal: true) == 4)
        #expect(deliveries.trips.kinds[0].askedCount == 9)
        #expect(deliveries.trips.kinds[0].unansweredCount == 0)
    }

    /// A range as long as numbers go costs no more than what was sent.
    @Test func longRangesAreCut() {
        var deliveries = NumberedDeliveries(kindCount: 1)
        deliveries.open(0, 5, on: 1, at: 0)
        deliveries.open(0, 0xFFFF_FFFF, on: 1, at: 0)
        for _ in 0..<100 { _ = deliveries.close(0, 0...0xFFFF_FFFF, on: 1, at: 1) }
        #expect(deliveries.trips.kinds[0].answeredCount == 1)
    }
}
