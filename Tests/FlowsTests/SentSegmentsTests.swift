import Bytes
import Packets
import TestKit
import Testing

@testable import Flows

/// The flight of one direction, held against one that looks at all segments each time.
@Suite struct SentSegmentsTests {
    private struct Sent {
        var number: UInt32
        var sequence: UInt32
        var end: UInt32
    }

    private static func segment(
        _ number: Int, _ sequence: UInt32, _ length: UInt32, _ acknowledgment: UInt32
    ) -> TCPSegment {
        var bytes = [UInt8](repeating: 0, count: 20)
        for index in 0..<4 {
            bytes[4 + index] = UInt8(truncatingIfNeeded: sequence >> UInt32(24 - 8 * index))
            bytes[8 + index] = UInt8(truncatingIfNeeded: acknowledgment >> UInt32(24 - 8 * index))
        }
        bytes[12] = 0x50
        bytes[13] = TCPFlags.ack.rawValue
        let header = TCPHeader(bytes.rawSpan, PacketLayers())
        return TCPSegment(header, length: Int(length), number: number, time: Int64(number))
    }

    @Test(arguments: 0..<40)
    func aFlightInARowSaysWhatAllOfItsSegmentsWould(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var (sender, receiver) = (SentSegments(), SentSegments())
        var all: [Sent] = []
        // Near the end of all numbers, so that they begin again in the middle.
        var next = UInt32.max - 5000
        var acknowledged = next
        for number in 1...400 {
            var details = TCPDetails()
            if Int.random(in: 0..<3, using: &generator) > 0 {
                let skips = seed % 4 == 3 && Int.random(in: 0..<20, using: &generator) == 0
                let sequence = skips ? next &+ 10 : next
                let length = UInt32.random(in: 1...100, using: &generator)
                SentSegments.observe(
                    Self.segment(number, sequence, length, 1), &sender, &receiver, [],
                    into: &details)
                next = sequence &+ length
                all.append(Sent(number: UInt32(number), sequence: sequence, end: next))
                let low = all.map { $0.sequence &- acknowledged }.min() ?? 0
                #expect(details.bytesInFlight == next &- acknowledged &- low)
            } else {
                let ahead = next &- acknowledged
                acknowledged = acknowledged &+ UInt32.random(in: 0...ahead, using: &generator)
                SentSegments.observe(
                    Self.segment(number, 1, 0, acknowledged), &receiver, &sender, [],
                    into: &details)
                let match = all.first { $0.end == acknowledged }
                #expect(details.acknowledgedNumber == match?.number ?? 0)
                all.removeAll { Int32(bitPattern: $0.end &- acknowledged) <= 0 }
                for index in all.indices
                where Int32(bitPattern: all[index].sequence &- acknowledged) < 0 {
                    all[index].sequence = acknowledged
                }
            }
        }
    }
}
