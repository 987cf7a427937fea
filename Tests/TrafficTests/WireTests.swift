import Captures
import Packets
import Testing

@testable import Traffic

@Suite struct WireTests {
    @Test func aPlayGoesIntoACapture() throws {
        let bytes = try capture(EchoPlay.cast(lines: ["one", "two"]))
        #expect(bytes.count > 500)
    }

    @Test func theSameSeedGivesTheSameBytes() throws {
        let one = try capture(EchoPlay.cast(lines: ["one", "two"]), seed: 7)
        let same = try capture(EchoPlay.cast(lines: ["one", "two"]), seed: 7)
        let other = try capture(EchoPlay.cast(lines: ["one", "two"]), seed: 8)
        #expect(one == same)
        #expect(one != other)
    }

    @Test func aPlayGoesOverSockets() throws {
        let wire = SocketWire(
            EchoPlay.cast(lines: ["one", "two"], port: 47_007), ScenarioOptions(), .init())
        try wire.run()
    }

    func capture(
        _ actors: [Actor], seed: UInt64 = 1, faults: Faults = Faults()
    ) throws -> [UInt8] {
        var options = ScenarioOptions(faults: faults)
        options.seed = seed
        let sink = SharedSink()
        let failure = try CaptureWire(actors, options).play(comment: "test", to: sink)
        #expect(failure == nil)
        return sink.bytes
    }
}

/// Keeps what is written, for whoever else holds it.
final class SharedSink: ByteSink {
    private(set) var bytes: [UInt8] = []

    func write(_ more: RawSpan) throws(CaptureError) {
        for index in 0..<more.byteCount {
            bytes.append(unsafe more.unsafeLoad(fromByteOffset: index, as: UInt8.self))
        }
    }
}
