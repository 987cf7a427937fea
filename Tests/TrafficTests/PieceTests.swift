import Testing

@testable import Traffic

/// The small things that the wires stand on.
@Suite struct PieceTests {
    @Test(arguments: 0..<20 as Range<UInt64>) func eventsComeInOrder(seed: UInt64) {
        var random = RandomSource(seed: seed)
        var queue = EventQueue<Int>()
        let times = (0..<200).map { _ in Int64(random.number(in: 0...20)) }
        for (number, time) in times.enumerated() { queue.insert(number, at: time) }
        var found: [Int] = []
        while let (time, number) = queue.popFirst() {
            #expect(times[number] == time)
            found.append(number)
        }
        // At the same time, in the order in which they were entered.
        let expected = times.indices.sorted { (times[$0], $0) < (times[$1], $1) }
        #expect(found == expected)
    }

    @Test func aTimerThatIsSetAnewGoesOffOnce() {
        var timers = TimerTable()
        let key = TimerTable.Key(actor: 0, timer: TimerID(1))
        let first = timers.set(key)
        let second = timers.set(key)
        let takenFirst = timers.take(key, first)
        let takenSecond = timers.take(key, second)
        let takenAgain = timers.take(key, second)
        #expect(!takenFirst && takenSecond && !takenAgain)
        let third = timers.set(key)
        timers.cancel(key)
        let takenThird = timers.take(key, third)
        #expect(!takenThird)
    }

    @Test func bytesAreTakenFromTheFront() {
        var queue = ByteQueue()
        queue.append([1, 2, 10])
        queue.append([3])
        #expect(queue.take(5) == nil)
        #expect(queue.take(through: 10) == [1, 2, 10])
        #expect(queue.take(through: 10) == nil)
        #expect(Array(queue.peek(9)) == [3])
        #expect(queue.take(1) == [3])
        #expect(queue.isEmpty)
        // What was read is let go in large pieces, and what was not stays.
        for _ in 0..<3 {
            queue.append([UInt8](repeating: 7, count: 70_000) + [8])
            #expect(queue.take(70_000)?.count == 70_000)
        }
        #expect(queue.take(3) == [7, 7, 8])
        #expect(queue.isEmpty)
    }

    /// The pace of several connections together is the one that was asked for.
    @Test func aPaceIsKept() {
        var options = ScenarioOptions(count: 1000, rate: 300, connections: 3)
        options.seed = 1
        var paces = (0..<3).map { Pace(options, share: $0) }
        var sent = 0
        for step in 0...1000 {
            for index in paces.indices { sent += paces[index].take(Double(step) / 1000) }
        }
        // The first of each goes at once.
        #expect((300...303).contains(sent))
        for index in paces.indices { sent += paces[index].take(1e6) }
        #expect(sent == 1000)
        let isDone = paces.allSatisfy(\.isDone)
        #expect(isDone)
    }

    /// The example of RFC 6455, section 1.3.
    @Test func provesThatTheKeyWasRead() {
        #expect(
            WebSocketUpgrade.accept("dGhlIHNhbXBsZSBub25jZQ==") == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
    }
}
