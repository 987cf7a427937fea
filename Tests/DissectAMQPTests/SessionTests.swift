import Bytes
import DissectAMQP
import Dissection
import TestKit
import Testing

/// Sessions, links and deliveries: what is known of a frame beyond what it says.
@Suite struct AMQPSessionTests {
    @Test func linksDispositionsToTransfers() throws {
        var reading = Reading.linked
        reading.client(Frames.transfer(0), Frames.transfer(1) + Frames.transfer(2))
        reading.client(Frames.transfer(3))
        // Packets 10, 11, 11 and 12.
        reading.server(Frames.disposition(1, 3, settled: false), Frames.disposition(0))
        reading.client(Frames.disposition(1, 3, receiver: false))
        reading.client(Frames.disposition(1, 3, receiver: false))
        let messages = reading.read().messages.suffix(4)
        let sent = messages.map { $0["amqp.message_in"] ?? [] }
        #expect(sent == [["11", "12"], ["10"], ["11", "12"], []])
        #expect(messages.map { $0["amqp.ack_in"] ?? [] } == [[], [], ["13"], []])
        #expect(messages.map { $0["amqp.delivery.count"] ?? [] } == [["3"], ["1"], ["3"], ["0"]])
    }

    /// Both ends send, with the same ids and handles: they have nothing to do with one another.
    @Test func keepsDirectionsApart() {
        var reading = Reading.greeted
        reading.client(Frames.attach("out", from: "c", to: "s"))
        reading.server(Frames.attach("in", from: "s2", to: "c2"))
        reading.server(Frames.attach("out", handle: 7, receives: true, from: "c", to: "s"))
        reading.client(Frames.attach("in", handle: 9, receives: true, from: "s2", to: "c2"))
        reading.client(Frames.transfer(0))
        reading.server(Frames.transfer(0))
        reading.client(Frames.disposition(0))
        reading.server(Frames.disposition(0))
        reading.client(Frames.flow(handle: 9, credit: 5))
        let sink = reading.read()
        let last = sink.messages.suffix(5)
        #expect(last.compactMap { $0["amqp.link.name"]?.first } == ["out", "in", "in"])
        #expect(last.compactMap { $0["amqp.message_in"]?.first } == ["12", "11"])
        #expect(reading.rules == [])
    }

    /// The channel numbers of the two ends need not be the same.
    @Test func pairsChannels() {
        var reading = Reading()
        reading.client(Frames.header, Frames.open(), Frames.begin(5))
        reading.server(Frames.header, Frames.open(), Frames.begin(0, remote: 5))
        reading.client(Frames.attach("l", channel: 5))
        reading.server(Frames.attach("l", receives: true, channel: 0))
        reading.client(Frames.transfer(0, channel: 5))
        reading.server(Frames.disposition(0, channel: 0))
        let sink = reading.read()
        #expect(sink.messages.last?["amqp.message_in"] == ["9"])
        #expect(reading.rules == [])
    }

    @Test func countsCredit() {
        var reading = Reading.greeted
        reading.client(Frames.attach("link"))
        reading.server(Frames.attach("link", receives: true), Frames.flow(credit: 2))
        reading.client(Frames.transfer(0), Frames.transfer(1), Frames.transfer(2))
        reading.server(Frames.flow(count: 3, credit: 10))
        let credits = reading.read().messages.compactMap { $0["amqp.link.credit"]?.first }
        #expect(credits == ["2", "1", "0", "-1", "10"])
        #expect(reading.rules == ["amqp.no-credit"])
    }

    /// A delivery over several transfers is one message, read with the last of them.
    @Test(arguments: 1...40)
    func putsMessagesTogether(cut: Int) {
        let message =
            Value.described(0x70, .list([.bool(true)])).bytes
            + Value.described(0x73, .list([.string("id"), .null, .string("to")])).bytes
            + Frames.text("0123456789")
        var reading = Reading.linked
        var rest = message[...]
        var transfers = 0
        while !rest.isEmpty {
            let part = rest.prefix(cut)
            rest = rest.dropFirst(cut)
            let isFirst = transfers == 0
            reading.client(
                Frames.transfer(isFirst || cut % 2 == 0 ? 4 : nil, more: !rest.isEmpty, Array(part))
            )
            transfers += 1
        }
        let sink = reading.read()
        let last = sink.messages.last ?? [:]
        #expect(last["amqp.message.messageId.string"] == ["id"])
        #expect(last["amqp.message.to.string"] == ["to"])
        #expect(last["amqp.message.durable"] == ["1"])
        #expect(last["amqp.value"]?.count == 1)
        #expect(last["amqp.delivery.size"] == ["\(message.count)"])
        #expect(last["amqp.delivery.transfers"] == ["\(transfers)"])
        #expect(sink.messages.dropLast().allSatisfy { $0["amqp.value"] == nil })
        #expect(reading.rules == [])
    }

    /// Two links of a session may take turns.
    @Test func keepsPartsOfLinksApart() {
        var reading = Reading.linked
        reading.client(Frames.attach("other", handle: 1))
        reading.server(Frames.attach("other", handle: 1, receives: true))
        let text = Frames.text("one two")
        reading.client(Frames.transfer(0, more: true, Array(text.prefix(4))))
        reading.client(Frames.transfer(1, handle: 1, more: true, Array(text.prefix(6))))
        reading.client(Frames.transfer(nil, Array(text.dropFirst(4))))
        reading.client(Frames.transfer(nil, handle: 1, Array(text.dropFirst(6))))
        let values = reading.read(depth: .tree).messages.compactMap { $0["amqp.value"]?.first }
        #expect(
            values == Array(repeating: "AMQP-Value (str8-utf8): one two", count: 2))
        #expect(reading.rules == [])
    }

    @Test func forgetsAnAbortedDelivery() {
        var reading = Reading.linked
        reading.client(Frames.transfer(0, more: true, [1, 2, 3]))
        reading.client(
            Frames.frame(
                0x14,
                [.uint(0)] + Array(repeating: .null, count: 4)
                    + [.bool(false), .null, .null, .null, .bool(true)]))
        reading.client(Frames.transfer(1))
        #expect(reading.read().messages.last?["amqp.delivery.transfers"] == ["1"])
        #expect(reading.rules == [])
    }

    /// Conversations that break one rule each, and what is noted of them.
    private static let broken: [(String, Reading, [String])] = {
        var list: [(String, Reading, [String])] = []
        func add(_ rules: [String], _ reading: Reading, _ change: (inout Reading) -> Void) {
            var changed = reading
            change(&changed)
            list.append((rules.joined(separator: " "), changed, rules))
        }
        add(["amqp.channel-unknown"], .greeted) { $0.client(Frames.attach("l", channel: 4)) }
        add(["amqp.channel-in-use"], .greeted) { $0.client(Frames.begin()) }
        add(["amqp.remote-channel-unknown"], .greeted) { $0.client(Frames.begin(1, remote: 8)) }
        add(["amqp.handle-unknown"], .linked) { $0.client(Frames.transfer(0, handle: 3)) }
        add(["amqp.handle-unknown"], .linked) { $0.client(Frames.detach(3)) }
        add(["amqp.handle-in-use"], .linked) { $0.client(Frames.attach("m")) }
        add(["amqp.delivery-id-missing"], .linked) { $0.client(Frames.transfer(nil)) }
        add(["amqp.delivery-id-order"], .linked) {
            $0.client(Frames.transfer(0), Frames.transfer(7))
        }
        add(["amqp.delivery-mixed"], .linked) {
            $0.client(Frames.transfer(0, more: true), Frames.transfer(1))
        }
        add(["amqp.delivery-unknown"], .linked) {
            $0.client(Frames.transfer(0))
            $0.server(Frames.disposition(0, 5))
        }
        add(["amqp.range"], .linked) { $0.server(Frames.disposition(5, 4)) }
        add(["amqp.wrong-role"], .linked) { $0.server(Frames.transfer(0)) }
        add(["amqp.second-open"], .greeted) { $0.client(Frames.open()) }
        add(["amqp.after-close"], .greeted) { $0.client(Frames.close, Frames.close) }
        add(["amqp.before-open"], Reading()) { $0.client(Frames.header, Frames.begin()) }
        add(["amqp.version"], Reading()) {
            $0.client(Frames.header)
            $0.server(Array("AMQP".utf8) + [0, 0, 9, 1])
        }
        return list
    }()

    @Test(arguments: broken.indices)
    func notesWhatIsBroken(row: Int) {
        let (name, reading, rules) = Self.broken[row]
        #expect(reading.rules == rules, "\(name)")
    }

    @Test func notesHandlesAndFramesOverTheMaximum() {
        var reading = Reading()
        reading.client(Frames.header, Frames.open(maxFrame: 600), Frames.begin(handleMax: 1))
        reading.server(Frames.header, Frames.open(), Frames.begin(remote: 0))
        reading.server(Frames.attach("l", handle: 2))
        reading.server(
            Frames.transfer(0, handle: 2, Frames.text(String(repeating: "x", count: 700))))
        reading.server(Frames.transfer(1, handle: 2))
        #expect(reading.rules == ["amqp.handle-over-maximum", "amqp.frame-too-large"])
        #expect(reading.run().records.count == 9)
    }

    @Test func tellsMoreWhenAsked() {
        var reading = Reading.linked
        reading.client(Frames.transfer(0, settled: true))
        reading.server(
            Frames.disposition(
                0, 3,
                state: .described(
                    0x25,
                    .list([
                        .described(0x1D, .list([.symbol("amqp:not-found"), .string("gone")]))
                    ]))))
        let infos = reading.read(depth: .summary, isRich: true).infos
        #expect(
            infos.suffix(2) == [
                "transfer ch=0 link=[link] handle=0 from=[a] to=[b] id=0 tag=00000000 settled size=6 "
                    + "credit-left=999",
                "disposition ch=0 receiver id=0-3 settled rejected error=[amqp:not-found] \"gone\"",
            ])
    }
}
