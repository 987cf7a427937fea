import Testing

@testable import Taps

/// What a `-z` is read as.
@Suite struct TapRequestTests {
    @Test func takesAFilterBehindTheTap() throws {
        #expect(try TapRequest(parsing: "io,phs") == .hierarchy(filter: nil))
        #expect(try TapRequest(parsing: "io,phs,") == .hierarchy(filter: ""))
        #expect(
            try TapRequest(parsing: "conv,tcp,ip.addr in {10.0.0.1,10.0.0.2}")
                == .conversations(.tcp, filter: "ip.addr in {10.0.0.1,10.0.0.2}"))
        #expect(try TapRequest(parsing: "plen,tree,udp") == .lengths(filter: "udp"))
        #expect(
            try TapRequest(parsing: "follow,udp,hex,3")
                == .follow(transport: "udp", format: "hex", number: 3))
    }

    @Test func readsColumns() throws {
        let request = try IntervalRequest(
            parsing: "io,stat,0.5,tcp, SUM(tcp.len)tcp.port in {80,443} ,,FRAMES()udp")
        #expect(request.interval == 500_000)
        #expect(request.digits == 1)
        #expect(request.columns.map(\.filter) == ["tcp", "tcp.port in {80,443}", nil, "udp"])
        #expect(request.columns.map(\.function) == [nil, .sum, nil, .frames])
        #expect(request.columns.map(\.field) == [nil, "tcp.len", nil, nil])
    }

    @Test(arguments: [
        ("1", 0), ("10", 0), ("0.1", 1), ("0.25", 2), ("1.5", 1), ("0.000001", 6), ("1.0", 6),
    ])
    func showsAsManyDigitsAsAnIntervalNeeds(word: String, digits: Int) throws {
        #expect(try IntervalRequest(parsing: "io,stat,\(word)").digits == digits)
    }

    @Test func showsAsManyDigitsAsWereTyped() throws {
        #expect(try IntervalRequest(parsing: "io,stat,1.00,tcp").digits == 2)
    }

    @Test func aBurstIsWhatComesWithinATenthOfASecond() {
        var meter = BurstMeter()
        for now in [0.0, 1, 2, 50, 99, 100, 180] { meter.add(at: now) }
        #expect(meter.countMax == 5)
        #expect(meter.start == 0)
        for now in stride(from: 1000.0, to: 1010, by: 1) { meter.add(at: now) }
        #expect(meter.countMax == 10)
        #expect(meter.start == 1000)
    }

    @Test func aTextTakesAsMuchOfALineAsThereIsRoom() {
        var line = FlowLine(laneCount: 2, laneWidth: 20)
        line.overwrite(10, 30, with: Array("54610 → 5222 [SYN] Seq=0".utf8))
        #expect(line.text == "|         54610 → 5222 [SYN] S          |")
        line = FlowLine(laneCount: 2, laneWidth: 20)
        line.draw(from: 30, to: 10, 80, 1024)
        #expect(line.text == "|(1024)   <------------------  (80)     |")
    }
}
