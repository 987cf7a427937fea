import Bytes
import DissectAMQP091
import Dissection
import TestKit
import Testing

@Suite struct AMQP091SessionTests {
    private func links(_ reading: Reading) -> [[String]] {
        reading.messages().compactMap { $0.fields["amqp.message_in"] }
    }

    @Test func linksConfirmsToPublishes() {
        var reading = Reading()
        reading.client(Frames.confirmSelect)
        for _ in 0..<6 { reading.client(Frames.publish() + Frames.header(0)) }
        reading.server(
            Frames.acknowledge(2), Frames.acknowledge(4, multiple: true),
            Encoder.method(channel: 1, 60, 120, [.longlong(5), .bits([false, false])]),
            Frames.acknowledge(0, multiple: true))
        #expect(links(reading) == [["8"], ["7", "9", "10"], ["11"], ["12"]])
        #expect(reading.rules == [])
        let numbers = reading.messages().compactMap {
            $0.fields["amqp.method.arguments.publish_number"]?.first
        }
        #expect(numbers == ["1", "2", "3", "4", "5", "6"])
    }

    @Test func linksAcknowledgementsToDeliveries() {
        var reading = Reading()
        reading.client(Frames.consume("c", queue: "jobs"))
        reading.server(Frames.consumeOk("c"))
        for tag in 1...4 { reading.server(Frames.deliver(UInt64(tag)) + Frames.header(0)) }
        reading.client(
            Frames.acknowledge(3),
            Encoder.method(channel: 1, 60, 90, [.longlong(1), .bits([true])]),
            Frames.acknowledge(4, multiple: true))
        #expect(links(reading) == [["10"], ["8"], ["9", "11"]])
        let waiting = reading.messages().compactMap { $0.fields["amqp.unsettled"]?.first }
        #expect(waiting == ["1", "2", "3", "4", "3", "2", "0"])
        let queues = reading.messages().compactMap { $0.fields["amqp.consumer.queue"]?.first }
        #expect(queues == ["jobs", "jobs", "jobs", "jobs"])
        #expect(reading.rules == [])
    }

    /// Where a capture has the acknowledgement first, the message names it.
    @Test func linksMessagesToEarlierAcknowledgements() {
        var reading = Reading()
        reading.client(Frames.confirmSelect)
        reading.server(Frames.acknowledge(1))
        reading.client(Frames.publish() + Frames.header(0))
        reading.client(Frames.acknowledge(2, multiple: true))
        reading.server(Frames.deliver(1) + Frames.header(0))
        reading.server(Frames.deliver(2) + Frames.header(0))
        reading.server(Frames.deliver(3) + Frames.header(0))
        let early = reading.messages().map { $0.fields["amqp.ack_in"] }.compactMap { $0 }
        #expect(early == [["7"], ["9"], ["9"]])
    }

    @Test func notesWhatNobodyWaitsFor() {
        var reading = Reading()
        reading.server(Frames.deliver(1) + Frames.header(0))
        reading.client(Frames.acknowledge(1), Frames.acknowledge(1), Frames.acknowledge(99))
        reading.client(Frames.acknowledge(0, multiple: true))
        #expect(
            reading.rules == [
                "amqp.consumer-unknown", "amqp.delivery-tag-unknown", "amqp.delivery-tag-unknown",
            ])
    }

    /// Who subscribed without acknowledgements, or asked for a message so, owes none.
    @Test func knowsWhoAcknowledges() {
        var reading = Reading()
        reading.client(Frames.consume("free", isFree: true))
        reading.server(Frames.consumeOk("free"))
        reading.server(Frames.deliver(1, consumer: "free") + Frames.header(0))
        reading.client(
            Encoder.method(channel: 1, 60, 70, [.short(0), .text("q"), .bits([true])]))
        reading.server(
            Encoder.method(
                channel: 1, 60, 71,
                [.longlong(2), .bits([false]), .text(""), .text("q"), .long(0)])
                + Frames.header(0))
        reading.client(Frames.acknowledge(0, multiple: true))
        #expect(links(reading) == [])
        #expect(reading.rules == [])
    }

    @Test func notesConsumersThatWereCancelled() {
        var reading = Reading()
        reading.client(Frames.consume("c"))
        reading.server(Frames.consumeOk("c"))
        reading.client(Encoder.method(channel: 1, 60, 30, [.text("c"), .bits([false])]))
        reading.server(Frames.deliver(1) + Frames.header(0))
        reading.server(Encoder.method(channel: 1, 60, 31, [.text("c")]))
        reading.server(Frames.deliver(2) + Frames.header(0))
        #expect(reading.rules == ["amqp.consumer-unknown"])
    }

    @Test func followsChannels() {
        var reading = Reading()
        let close = Encoder.method(
            channel: 1, 20, 40, [.short(200), .text("bye"), .short(0), .short(0)])
        reading.client(close)
        reading.server(Frames.deliver(1) + Frames.header(0))
        reading.server(Encoder.method(channel: 1, 20, 41))
        reading.client(Frames.acknowledge(1))
        reading.client(Encoder.method(channel: 1, 20, 10, [.text("")]))
        reading.client(Encoder.method(channel: 1, 20, 10, [.text("")]))
        #expect(
            reading.rules == [
                "amqp.consumer-unknown", "amqp.channel-not-open", "amqp.channel-already-open",
            ])
    }

    @Test func notesWrongSenders() {
        var reading = Reading()
        reading.server(Frames.publish())
        reading.server(Frames.header(0))
        reading.client(Frames.deliver(1))
        #expect(reading.rules.filter { $0 == "amqp.wrong-sender" }.count == 2)
    }

    @Test(
        arguments: [
            (10, "amqp.connection-error"), (20, "amqp.channel-error"),
        ] as [(UInt16, String)])
    func tellsOfFailures(classID: UInt16, rule: String) {
        for (code, isFailure) in [(200, false), (0, false), (404, true)] as [(UInt16, Bool)] {
            var reading = Reading()
            reading.server(
                Encoder.method(
                    channel: classID == 10 ? 0 : 1, classID, classID == 10 ? 50 : 40,
                    [.short(code), .text("why"), .short(50), .short(10)]))
            #expect(reading.rules == (isFailure ? [rule] : []))
        }
    }

    /// Behind a gap nobody is blamed for what was in it.
    @Test func blamesNobodyBehindAGap() {
        var reading = Reading()
        reading.client(Frames.consume("c"))
        reading.talk.add(.gap(1000), .server)
        reading.talk.add(.gap(1000), .client)
        reading.server(
            Frames.body("rest") + Frames.deliver(9, consumer: "d") + Frames.header(0))
        reading.client(
            Frames.acknowledge(3) + Frames.acknowledge(9) + Frames.publish() + Frames.header(0))
        #expect(reading.rules == [])
        #expect(reading.run().records.count == 13)
    }
}
