import Bytes
import DissectAMQP091
import Dissection
import TestKit
import Testing

/// Many messages that wait, held against a list that is searched from its beginning.
@Suite struct AMQP091BacklogTests {
    @Test(arguments: 1...20)
    func settlesWhatAPlainListSettles(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var reading = Reading()
        reading.client(Frames.consume("c"))
        reading.server(Frames.consumeOk("c"))
        var waiting: [(tag: UInt64, packet: Int)] = []
        var expected: [[String]] = []
        var tag: UInt64 = 0
        for _ in 0..<400 {
            if waiting.isEmpty || Int.random(in: 0..<5, using: &generator) < 3 {
                tag += seed % 3 == 0 ? UInt64.random(in: 1...3, using: &generator) : 1
                reading.server(Frames.deliver(tag) + Frames.header(0))
                waiting.append((tag, reading.talk.events.count))
            } else {
                let isMultiple = Int.random(in: 0..<8, using: &generator) == 0
                let chosen = waiting[Int.random(in: 0..<waiting.count, using: &generator)].tag
                let settled = waiting.filter { isMultiple ? $0.tag <= chosen : $0.tag == chosen }
                waiting.removeAll { isMultiple ? $0.tag <= chosen : $0.tag == chosen }
                expected.append(settled.map { "\($0.packet)" })
                reading.client(Frames.acknowledge(chosen, multiple: isMultiple))
            }
        }
        let found = reading.messages().compactMap { $0.fields["amqp.message_in"] }
        #expect(found == expected)
        #expect(reading.rules == [])
    }

    /// As many as no client should leave: one by one from either end, or all at once.
    @Test(arguments: [0, 1, 2])
    func settlesTenThousand(way: Int) {
        let count: UInt64 = 10_000
        var reading = Reading()
        reading.client(Frames.consume("c"))
        reading.server(Frames.consumeOk("c"))
        // A write each: the summaries of a packet would add up.
        for tag in 1...count { reading.server(Frames.deliver(tag)) }
        switch way {
        case 0: for tag in 1...count { reading.client(Frames.acknowledge(tag)) }
        case 1: for tag in (1...count).reversed() { reading.client(Frames.acknowledge(tag)) }
        default: reading.client(Frames.acknowledge(count, multiple: true))
        }
        let messages = reading.messages()
        let settled = messages.reduce(0) { $0 + ($1.fields["amqp.message_in"]?.count ?? 0) }
        #expect(settled == Int(count))
        #expect(messages.last?.fields["amqp.unsettled"] == ["0"])
    }
}
