import Bytes
import Dissection
import Flows
import Packets
import TestKit
import Testing

/// Reassembly against an obviously correct map of bytes.
@Suite struct ReassemblyTests {
    /// Random segments: out of order, repeated, overlapping with other bytes than before.
    @Test(arguments: 0..<200)
    func firstBytesWinWhateverTheOrder(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var connection = TestConnection()
        if seed % 3 == 0 { connection.clientBase = .max - 40 }  // the numbers wrap
        var run = Run(connection)
        let length = 120
        var model = [UInt8?](repeating: nil, count: length)
        while model.contains(where: { $0 == nil }) {
            let start = Int.random(in: 0..<length, using: &generator)
            let end = min(length, start + Int.random(in: 1...30, using: &generator))
            let bytes = (start..<end).map { _ in UInt8.random(in: 0...255, using: &generator) }
            for (index, byte) in bytes.enumerated() where model[start + index] == nil {
                model[start + index] = byte
            }
            run.send(bytes, at: start + 1)
            run.expectPrefix(of: model, seed: seed)
        }
        #expect(run.sink.bytes.count == length)
        #expect(run.sink.missingByteCount == 0)
    }

    @Test func bytesThatTheReceiverHasAndTheCaptureHasNotAreGivenUp() {
        var run = Run(TestConnection())
        run.send([1, 2], at: 1)
        let held = run.send([9], at: 10)
        #expect(held.outcome == .segment)
        #expect(run.sink.bytes.count == 2)
        run.send([], at: 1, from: .server, ack: 11, flags: .ack)
        run.send([10], at: 11)
        #expect(run.sink.bytes == [0: 1, 1: 2, 9: 9, 10: 10])
        #expect(run.sink.missingByteCount == 7)
    }

    @Test func aHoleIsKeptOpenUntilItIsAcknowledged() {
        var run = Run(TestConnection())
        run.send([1], at: 1)
        run.send([3], at: 3)
        run.send([4], at: 4)
        #expect(run.sink.bytes == [0: 1])
        run.send([2], at: 2)
        #expect(run.sink.bytes == [0: 1, 1: 2, 2: 3, 3: 4])
    }

    @Test func aSegmentCutByTheCaptureLeavesAHoleOfKnownSize() {
        var run = Run(TestConnection())
        run.send([1, 2], at: 1, missing: 3)
        run.send([6], at: 6)
        #expect(run.sink.bytes == [0: 1, 1: 2, 5: 6])
        #expect(run.sink.missingByteCount == 3)
    }

    @Test func whatIsHeldHasALimitAndThenTheHoleIsGivenUp() {
        var limits = FlowLimits()
        limits.heldByteCountMax = 10
        var run = Run(TestConnection(), limits: limits)
        run.send([1], at: 1)
        run.send(Array(repeating: 7, count: 8), at: 10)
        #expect(run.sink.bytes.count == 1)
        run.send(Array(repeating: 8, count: 8), at: 30)
        #expect(run.sink.bytes.count == 17)
        #expect(run.sink.bytes[29] == 8)
    }

    @Test func whatIsHeldByAllTogetherHasALimit() {
        var limits = FlowLimits()
        limits.heldByteCountTotalMax = 100
        var run = Run(TestConnection(), limits: limits)
        for port in 0..<50 {
            run.connection.clientPort = UInt16(1000 + port)
            run.send([1], at: 1)
            run.send(Array(repeating: 2, count: 20), at: 50)
        }
        // Five wait for their holes; the others gave theirs up.
        #expect(run.reported == 50 + 45 * 20)
    }

    @Test func theEndOfTheCaptureEndsTheWait() {
        var run = Run(TestConnection())
        run.send([1], at: 1)
        run.send([5], at: 5)
        run.finish()
        #expect(run.sink.bytes == [0: 1, 4: 5])
        #expect(run.sink.missingByteCount == 3)
    }

    @Test func aCaptureThatBeginsInTheMiddleIsReadFromThere() {
        var run = Run(TestConnection(), handshake: false)
        run.send([7, 8], at: 100_000)
        run.send([9], at: 100_002)
        #expect(run.sink.bytes.values.sorted() == [7, 8, 9])
    }
}

/// A table with one connection, whose handshake was seen.
private struct Run: ~Copyable {
    var connection: TestConnection
    var table: ConnectionTable
    var message = Message(depth: .counts)
    var sink = ByteMapSink()
    var reported = 0

    init(_ connection: TestConnection, limits: FlowLimits = FlowLimits(), handshake: Bool = true) {
        self.connection = connection
        table = ConnectionTable(registry: TestConnection.registry, limits: limits)
        guard handshake else { return }
        send([], at: 0, flags: .syn)
        send([], at: 0, from: .server, ack: 1, flags: [.syn, .ack])
    }

    @discardableResult
    mutating func send(
        _ bytes: [UInt8], at sequence: Int, from sender: Endpoint = .client, ack: Int = 1,
        flags: TCPFlags = .pshAck, missing: Int = 0
    ) -> TestConnection.Answer {
        let answer = connection.send(
            bytes, at: sequence, from: sender, ack: ack, flags: flags, missing: missing, to: &table,
            &message, &sink)
        reported += message.messageCount
        return answer
    }

    mutating func finish() { table.finish(into: &message, to: &sink) }

    /// All bytes before the first one missing were delivered, and none behind it.
    func expectPrefix(of model: [UInt8?], seed: UInt64) {
        let prefix = model.prefix { $0 != nil }
        #expect(sink.bytes.count == prefix.count, "seed \(seed)")
        #expect(!sink.isTwice, "seed \(seed)")
        for (offset, byte) in prefix.enumerated() {
            #expect(sink.bytes[offset] == byte, "seed \(seed), byte \(offset)")
        }
    }
}
