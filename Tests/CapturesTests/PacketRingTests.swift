import Bytes
import Captures
import Foundation
import Synchronization
import TestKit
import Testing

/// The memory between the thread that captures and the one that lists.
@Suite struct PacketRingTests {
    /// A packet whose bytes can be told from its number.
    private static func packet(_ number: Int, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: number &* 31 &+ $0) }
    }

    private static func record(_ number: Int, _ count: Int) -> PacketRecord {
        PacketRecord(
            time: Int64(number), count: count, originalCount: count + 7, linkType: 1,
            timeDigits: 9, interface: number % 3)
    }

    private static func append(_ number: Int, _ count: Int, to ring: PacketRing) -> Bool {
        ring.append(packet(number, count).rawSpan, record(number, count))
    }

    private static func bytes(_ span: RawSpan) -> [UInt8] {
        (0..<span.byteCount).map { span.byte(at: $0) }
    }

    /// All that comes until the end, checked as it comes.  Returns the packets' numbers.
    private static func drain(_ source: inout RingCapture) throws -> [Int] {
        var batch = PacketBatch()
        var numbers: [Int] = []
        while try source.next(&batch) {
            #expect(batch.count > 0)
            for index in 0..<batch.count {
                let record = batch[index]
                let number = Int(record.time)
                let isWhole =
                    record.originalCount == record.count + 7 && record.interface == number % 3
                    && bytes(source.bytes(of: record)) == packet(number, record.count)
                // An expectation for each packet takes longer than all else.
                if !isWhole { Issue.record("packet \(number) is not what was put in") }
                numbers.append(number)
            }
        }
        return numbers
    }

    @Test func handsOutWhatWasPutInInItsOrder() throws {
        let ring = try PacketRing(byteCount: 1 << 16)
        for number in 0..<300 { #expect(Self.append(number, number % 97, to: ring)) }
        ring.close()
        var source = RingCapture(ring, [])
        #expect(try Self.drain(&source) == Array(0..<300))
    }

    /// Nothing waits for a consumer that stands still: what finds no room is refused, and what is
    /// in there stays as it was.
    @Test(arguments: [0, 1, 100, 1500]) func refusesWhatHasNoRoom(count: Int) throws {
        let ring = try PacketRing(byteCount: 1 << 12)
        var taken = 0
        while Self.append(taken, count, to: ring) { taken += 1 }
        #expect(taken > 0 && taken < 100)
        for _ in 0..<10 { #expect(!Self.append(99, count, to: ring)) }
        ring.close()
        var source = RingCapture(ring, [])
        #expect(try Self.drain(&source) == Array(0..<taken))
        #expect(Self.append(0, count, to: ring) || count == 1500)
    }

    /// A packet's bytes are the consumer's until it asks for the next ones.
    @Test func keepsWhatIsLookedAt() throws {
        let ring = try PacketRing(byteCount: 1 << 12)
        #expect(Self.append(0, 1000, to: ring))
        var source = RingCapture(ring, [])
        var batch = PacketBatch()
        #expect(try source.next(&batch))
        var number = 1
        while Self.append(number, 1000, to: ring) { number += 1 }
        #expect(Self.bytes(source.bytes(of: batch[0])) == Self.packet(0, 1000))
        #expect(number == 3)
        ring.close()
        #expect(try Self.drain(&source) == [1, 2])
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func twoThreadsAgree(seed: UInt64) throws {
        let ring = try PacketRing(byteCount: 1 << 14)
        let sent = SentNumbers()
        let producer = Thread {
            var random = SeededGenerator(seed: seed)
            for number in 0..<10_000 {
                let count = Int.random(in: 0..<700, using: &random)
                if Self.append(number, count, to: ring) {
                    sent.numbers.withLock { $0.append(number) }
                }
                if number % 7 == 0 { ring.wake() }
                if number % 512 == 0 { usleep(50) }
            }
            ring.close()
        }
        producer.start()
        var source = RingCapture(ring, [])
        let received = try Self.drain(&source)
        #expect(received.count > 10)
        #expect(received == sent.numbers.withLock(\.self))
    }

    private final class SentNumbers: Sendable {
        let numbers = Mutex<[Int]>([])
    }

    /// Would hang if a wake-up got lost.
    @Test func wakesWhoeverWaits() throws {
        let ring = try PacketRing(byteCount: 1 << 14)
        let producer = Thread {
            for number in 0..<2000 {
                while !Self.append(number, 20, to: ring) { usleep(10) }
                ring.wake()
                if number % 100 == 0 { usleep(300) }
            }
            ring.close()
        }
        producer.start()
        var source = RingCapture(ring, [])
        #expect(try Self.drain(&source) == Array(0..<2000))
    }

    @Test func doesWhatIsToBeDoneMeanwhile() throws {
        let ring = try PacketRing(byteCount: 1 << 14)
        var count = 0
        var source = RingCapture(
            ring, [],
            idle: .init(milliseconds: 1) {
                count += 1
                if count == 5 { ring.close() }
            })
        #expect(try Self.drain(&source) == [])
        #expect(count == 5)
    }
}
