import Bytes
import DissectAMQP091
import Dissection
import TestKit
import Testing

@Suite struct AMQP091MethodTests {
    /// tshark's words, and all arguments read to the end.
    @Test func saysWhatTsharkSays() {
        for sample in MethodSamples.all {
            var reading = Reading()
            reading.client(sample.frame)
            for depth in [Depth.summary, .fields] {
                let read = reading.messages(depth: depth).last
                #expect(read?.info == sample.info)
            }
            let rules = reading.run().records.last?.notes.map { "\($0.rule)" } ?? []
            #expect(!rules.contains("amqp.trailing-bytes"), "\(sample.info)")
            #expect(!rules.contains("amqp.malformed"), "\(sample.info)")
        }
    }

    /// Every argument of every method is a field; a frame that ends before one is malformed.
    @Test func readsEveryArgument() {
        for sample in MethodSamples.all where !sample.arguments.isEmpty {
            var frame = sample.frame
            frame.removeLast(2)
            frame.append(0xCE)
            frame[6] -= 1
            var reading = Reading()
            reading.client(frame)
            let rules = reading.run().records.last?.notes.map { "\($0.rule)" } ?? []
            #expect(rules.contains("amqp.malformed"), "\(sample.info)")
        }
    }

    @Test func readsArguments() {
        var reading = Reading()
        reading.client(Frames.consume("tag", queue: "the queue", isFree: true))
        let fields = reading.messages().last?.fields ?? [:]
        #expect(fields["amqp.method.class"] == ["60"])
        #expect(fields["amqp.method.method"] == ["20"])
        #expect(fields["amqp.method.arguments.queue"] == ["the queue"])
        #expect(fields["amqp.method.arguments.consumer_tag"] == ["tag"])
        #expect(fields["amqp.method.arguments.no_ack"] == ["1"])
        #expect(fields["amqp.method.arguments.exclusive"] == ["0"])
    }

    /// Bits share an octet up to the eighth, and never with what is no bit.
    @Test func readsBitsInARow() {
        var reading = Reading()
        reading.client(
            Encoder.method(
                channel: 1, 30, 10, [.text("r"), .bits([true, false, true, false, true])]))
        let fields = reading.messages().last?.fields ?? [:]
        #expect(fields["amqp.method.arguments.exclusive"] == ["1"])
        #expect(fields["amqp.method.arguments.passive"] == ["0"])
        #expect(fields["amqp.method.arguments.active"] == ["1"])
        #expect(fields["amqp.method.arguments.write"] == ["0"])
        #expect(fields["amqp.method.arguments.read"] == ["1"])
    }

    @Test func escapesWhatSendersWrite() {
        var reading = Reading()
        reading.client(Frames.publish("a\u{1B}[2Jb"))
        #expect(reading.messages(depth: .summary).last?.info == "Basic.Publish x=ex rk=a\\033[2Jb ")
    }

    @Test func tellsMoreInRichRows() {
        var reading = Reading()
        reading.server(Frames.deliver(7), Frames.header(5), Frames.body("hello"))
        reading.client(Frames.acknowledge(7, multiple: true))
        let infos = reading.messages(depth: .summary, isRich: true).suffix(4).map(\.info)
        #expect(
            infos == [
                "Basic.Deliver consumer-tag=c delivery-tag=7 x=ex rk=key ch=1 ",
                "Content-Header body-size=5 ch=1 ", "Content-Body size=5 \"hello\" ch=1 ",
                "Basic.Ack delivery-tag=7 multiple settled=1 unsettled=0 ch=1 ",
            ])
    }
}
