import Testing

@testable import Traffic

/// The virtual network as a network: what is said arrives, whatever happens on the way.
@Suite struct VirtualTCPTests {
    /// Bad lines of all kinds, one for each seed.
    @Test(arguments: 1...60 as ClosedRange<UInt64>)
    func everythingArrivesOverABadLine(seed: UInt64) throws {
        var random = RandomSource(seed: seed)
        let faults = Faults(
            loss: random.fraction() * 0.3, reorder: random.fraction() * 0.3,
            duplicate: random.fraction() * 0.3,
            cut: random.happens(0.5) ? random.number(in: 1...9) : nil)
        let lines = (0..<random.number(in: 1...20)).map { "line \($0)" }
        // The script itself insists on every line, in its order, and on the end.
        #expect(try failure(EchoPlay.cast(lines: lines), faults, seed) == nil)
    }

    @Test func aLongLineTakesManySegments() throws {
        let line = String(repeating: "x", count: 300_000)
        #expect(try failure(EchoPlay.cast(lines: [line])) == nil)
        #expect(try failure(EchoPlay.cast(lines: [line]), Faults(loss: 0.05)) == nil)
    }

    @Test func nobodyListens() throws {
        var cast = EchoPlay.cast(lines: ["x"])
        cast.removeLast()
        let failure = try failure(cast)
        #expect(failure?.description == "caller: nobody listens at 10.0.2.16:7007")
    }

    /// A line that loses everything: the connection is given up, and the run says so.
    @Test func nothingArrives() throws {
        let failure = try failure(EchoPlay.cast(lines: ["x"]), Faults(loss: 1))
        #expect(failure?.description == "caller: nobody listens at 10.0.2.16:7007")
    }

    @Test func aResetIsTold() throws {
        let server = ScriptedServer(port: 7007, framer: { LineFramer() }) { _ in
            [.hear("a line") { _, _ in true }, .act("crashes") { $0.abort() }]
        }
        var cast = EchoPlay.cast(lines: ["x"])
        cast[1].peer = server
        #expect(
            try failure(cast)?.description
                == "caller: 10.0.2.16:7007 closed the connection, instead of its echo")
    }

    @Test func whoWaitsInVainIsNamed() throws {
        var cast = EchoPlay.cast(lines: ["x"])
        cast[1].peer = ScriptedServer(port: 7007, framer: { LineFramer() }) { _ in [] }
        #expect(
            try failure(cast)?.description
                == "it came to a halt: caller still waits for its echo")
    }

    private func failure(
        _ cast: [Actor], _ faults: Faults = Faults(), _ seed: UInt64 = 1
    ) throws -> TrafficError? {
        var options = ScenarioOptions(faults: faults)
        options.seed = seed
        return try CaptureWire(cast, options).play(comment: "test", to: SharedSink())
    }
}
