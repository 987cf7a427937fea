import Captures
import Packets
import Testing

@testable import Traffic

@Suite struct WireTests {
    @Test func aPlayGoesIntoACapture() throws {
        let (bytes, count) = try capture(EchoPlay.cast(lines: ["one", "two"]))
        #expect(bytes.count > 500)
        // Handshake 3, four lines, an acknowledgment of the first of each direction (the second is on
        // its way with data), and the end.
        #expect(count >= 11)
    }

    @Test func theSameSeedGivesTheSameBytes() throws {
        let one = try capture(EchoPlay.cast(lines: ["one", "two"]), seed: 7)
        let same = try capture(EchoPlay.cast(lines: ["one", "two"]), seed: 7)
        let other = try capture(EchoPlay.cast(lines: ["one", "two"]), seed: 8)
        #expect(one.bytes == same.bytes)
        #expect(one.bytes != other.bytes)
    }

    @Test func aPlayGoesOverSockets() throws {
        let wire = SocketWire(
            EchoPlay.cast(lines: ["one", "two"], port: 47_007), ScenarioOptions(), .init())
        try wire.run()
    }

    /// - Returns: the bytes of the capture, and the number of its packets.
    func capture(
        _ actors: [Actor], seed: UInt64 = 1, faults: Faults = Faults()
    ) throws -> (bytes: [UInt8], count: Int) {
        var options = ScenarioOptions(faults: faults)
        options.seed = seed
        let sink = SharedSink()
        let count = try CaptureWire.play(actors, options, comment: "test", to: sink)
        return (sink.bytes, count)
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
