import Bytes
import Dissection
import TestKit
import Testing

@testable import DissectAMQP091

@Suite struct AMQP091LimitTests {
    /// Of more messages than are remembered the older half is forgotten; the others are found.
    @Test func forgetsTheOldestMessages() {
        let kept = OpenCount()
        var ledger = AMQP091Ledger(kept: kept)
        let count = UInt64(AMQP091Ledger.countMax)
        for tag in 1...(count + 1) { _ = ledger.add(tag, packet: Int(tag)) }
        #expect(ledger.hasForgotten)
        #expect(ledger.openCount == Int(count / 2) + 1)
        let (forgotten, found) = (ledger.settle(1), ledger.settle(count))
        #expect(forgotten == nil)
        #expect(found == Int(count))
        var settled = 0
        ledger.settle(upTo: 0) { _ in settled += 1 }
        #expect(settled == Int(count / 2))
        ledger.removeAll()
        #expect(kept.count == 0)
    }

    /// What is settled makes room before anything is forgotten.
    @Test func keepsAnOldMessageAmongSettledOnes() {
        var ledger = AMQP091Ledger(kept: OpenCount())
        let count = UInt64(AMQP091Ledger.countMax)
        for tag in 1...(count + 10) {
            _ = ledger.add(tag, packet: Int(tag))
            if tag > 1 { _ = ledger.settle(tag) }
        }
        #expect(!ledger.hasForgotten)
        #expect(ledger.openCount == 1)
        let oldest = ledger.settle(1)
        #expect(oldest == 1)
    }

    @Test func sharesALimitWithAllConnections() {
        let kept = OpenCount()
        kept.count = AMQP091Session.keptByteCountMax
        var ledger = AMQP091Ledger(kept: kept)
        for tag in 1...100 as ClosedRange<UInt64> { _ = ledger.add(tag, packet: 1) }
        #expect(ledger.hasForgotten)
        #expect(ledger.openCount < 10)
        ledger.removeAll()
        #expect(kept.count == AMQP091Session.keptByteCountMax)
        var content = AMQP091Content(total: kept)
        content.begin(60, packet: 1)
        content.beginBody(10, packet: 1)
        let bytes: [UInt8] = [1, 2]
        content.add(bytes.rawSpan, count: 2, keeps: true)
        #expect(!content.isKept)
        content.end()
        #expect(kept.count == AMQP091Session.keptByteCountMax)
    }

    /// A channel that goes takes with it what it kept.
    @Test func givesBackWhatChannelsKept() {
        var reading = Reading()
        reading.client(Frames.confirmSelect, Frames.publish(), Frames.header(100))
        reading.client(Frames.body("abc"))
        var message = Message(depth: .fields)
        var sink = FieldSink()
        var driver: StreamDriver? = StreamDriver(
            AMQP091Dissector(), registry: Registry(AMQP091Protocols.entries))
        for (sender, event) in reading.talk.events {
            guard case .write(let bytes) = event else { continue }
            message.beginPacket()
            driver?.receive(bytes.rawSpan, from: sender, into: &message, to: &sink)
        }
        #expect(message.keptBytes.count > 3)
        driver = nil
        #expect(message.keptBytes.count == 0)
    }

    @Test func hasLimitsOfChannelsAndConsumers() {
        var reading = Reading()
        for number in 0..<AMQP091Session.channelCountMax + 10 {
            let channel = UInt16(number % 60_000 + 2)
            reading.client(Encoder.method(channel: channel, 20, 10, [.text("")]))
        }
        for number in 0..<AMQP091Consumers.countMax + 10 {
            reading.client(Frames.consume("c\(number)"))
            reading.server(Frames.consumeOk("c\(number)"))
        }
        reading.server(Frames.deliver(1, consumer: "c0") + Frames.header(0))
        reading.server(Frames.deliver(2, consumer: "unknown") + Frames.header(0))
        reading.client(Frames.publish(channel: 60_001))
        let rules = Set(reading.rules)
        #expect(rules == ["amqp.channel-over-maximum", "amqp.too-many-channels"])
    }
}
