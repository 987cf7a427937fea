import Bytes
import Dissection
import TestKit
import Testing

@testable import DissectAMQP

/// A backlog of unsettled deliveries: what a disposition finds, whatever the order.
@Suite struct AMQPDeliveryTests {
    /// Ids from anywhere, settled in random ranges, against a plain list of what is open.
    @Test(arguments: 1...20)
    func findsWhatIsOpen(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let start = UInt32.max &- UInt32.random(in: 0...40, using: &generator)
        var reading = Reading.linked
        var open: [UInt32: Int] = [:]
        var expected: [[String]] = []
        var next = start
        for _ in 0..<150 {
            if Bool.random(using: &generator) {
                reading.client(Frames.transfer(next))
                open[next] = reading.talk.events.count
                next &+= 1
                continue
            }
            let back = UInt32.random(in: 1...20, using: &generator)
            let first = next &- back
            let last = first &+ UInt32.random(in: 0..<back, using: &generator)
            let isSettled = UInt8.random(in: 0...3, using: &generator) > 0
            reading.server(Frames.disposition(first, last, settled: isSettled))
            var packets: [String] = []
            var id = first
            while id != last &+ 1 {
                if let packet = open[id] { packets.append("\(packet)") }
                if isSettled { open[id] = nil }
                id &+= 1
            }
            expected.append(packets)
        }
        let found = reading.read().messages.filter { $0["amqp.delivery.count"] != nil }
        #expect(found.map { $0["amqp.message_in"] ?? [] } == expected)
    }

    /// More than are remembered: the oldest are forgotten, the others are found.
    @Test func forgetsTheOldest() {
        let kept = OpenCount()
        let deliveries = AMQPDeliveries(kept: kept)
        let limit = AMQPDeliveries.countMax
        for id in 0..<UInt32(limit + 10) {
            _ = deliveries.append(id, packet: Int(id), isSettled: false)
        }
        #expect(deliveries.count == limit)
        var first: UInt32?
        let last = UInt32(limit + 9)
        let range = deliveries.dispose(0, last, settles: true, packet: 1) { entry in
            if first == nil { first = entry.packet }
        }
        #expect(range.count == limit)
        #expect(first == 10)
        #expect(deliveries.count == 0)
    }

    /// What all connections keep together has a limit too.
    @Test func keepsNoMoreThanTheRunMay() {
        let kept = OpenCount()
        kept.count = AMQPConnection.keptByteCountMax - 120
        let deliveries = AMQPDeliveries(kept: kept)
        for id in 0..<UInt32(100) {
            _ = deliveries.append(id, packet: Int(id), isSettled: false)
        }
        #expect(deliveries.count == 10)
        let partial = AMQPPartialDelivery(id: 1, packet: 1, kept: kept)
        partial.add([1, 2, 3].rawSpan, keeps: true)
        #expect(!partial.isWhole)
        #expect(partial.byteCount == 3)
    }
}
