import DissectMQTT
import Testing

@testable import Traffic

@Suite struct BrokerDeliveryTests {
    private let broker = BrokerHarness()

    @Test func deliversToThoseWhoSubscribed() throws {
        let reader = try broker.client("reader")
        let other = try broker.client("other")
        let writer = try broker.client("writer")
        try broker.subscribe("a/+", as: reader)
        try broker.subscribe("b", as: other)
        try broker.publish("a/x", "hello", as: writer)
        #expect(try broker.messages(reader).map(\.text) == ["hello"])
        #expect(try broker.messages(other).isEmpty)
        #expect(try broker.messages(writer).isEmpty)
    }

    /// Subscriptions that overlap bring a message once, at the highest QoS among them.
    @Test func deliversOnce() throws {
        let reader = try broker.client("reader")
        try broker.subscribe("a/#", options: 0, as: reader)
        try broker.subscribe("a/x", options: 1, as: reader)
        try broker.publish("a/x", "hello", qos: 2, as: reader)
        try broker.send(.acknowledgment(.pubrel, id: 1, reason: 0, []), reader)
        #expect(try broker.messages(reader).map(\.qos) == [1])
    }

    @Test(arguments: [0, 1, 2] as [UInt8], [0, 1, 2] as [UInt8])
    func deliversAtTheLowerOfTwoQualities(sent: UInt8, subscribed: UInt8) throws {
        let reader = try broker.client("reader")
        let writer = try broker.client("writer")
        try broker.subscribe("a", options: subscribed, as: reader)
        try broker.publish("a", "hello", qos: sent, id: 5, as: writer)
        if sent == 2 { try broker.send(.acknowledgment(.pubrel, id: 5, reason: 0, []), writer) }
        #expect(try broker.messages(reader).map(\.qos) == [min(sent, subscribed)])
    }

    @Test func acknowledgesAtOnce() throws {
        let writer = try broker.client("writer")
        _ = try broker.heard(writer)
        try broker.publish("a", "x", qos: 1, id: 3, as: writer)
        try broker.publish("a", "y", qos: 2, id: 4, as: writer)
        try broker.send(.acknowledgment(.pubrel, id: 4, reason: 0, []), writer)
        #expect(
            try broker.heard(writer) == [
                .acknowledgment(.puback, id: 3, reason: 0, []),
                .acknowledgment(.pubrec, id: 4, reason: 0, []),
                .acknowledgment(.pubcomp, id: 4, reason: 0, []),
            ])
    }

    /// QoS 2: a message that comes twice before it is released is one.
    @Test func takesAMessageExactlyOnce() throws {
        let reader = try broker.client("reader")
        let writer = try broker.client("writer")
        try broker.subscribe("a", as: reader)
        try broker.publish("a", "one", qos: 2, id: 4, as: writer)
        try broker.publish("a", "one", qos: 2, id: 4, as: writer)
        #expect(try broker.messages(reader).isEmpty)
        for _ in 0..<2 { try broker.send(.acknowledgment(.pubrel, id: 4, reason: 0, []), writer) }
        #expect(try broker.messages(reader).map(\.text) == ["one"])
        // Released, the identifier is free for another message.
        try broker.publish("a", "two", qos: 2, id: 4, as: writer)
        try broker.send(.acknowledgment(.pubrel, id: 4, reason: 0, []), writer)
        #expect(try broker.messages(reader).map(\.text) == ["two"])
    }

    @Test func sendsTheNextWhenOneIsAcknowledged() throws {
        let reader = try broker.client("reader", .v5) {
            $0.properties = [MQTTProperty(0x21, .two(2))]
        }
        let writer = try broker.client("writer")
        try broker.subscribe("a", options: 1, as: reader, .v5)
        for number in 1...4 { try broker.publish("a", "\(number)", qos: 1, as: writer) }
        let first = try broker.messages(reader)
        #expect(first.map(\.text) == ["1", "2"])
        try broker.send(.acknowledgment(.puback, id: first[0].id, reason: 0, []), reader, .v5)
        #expect(try broker.messages(reader).map(\.text) == ["3"])
    }

    @Test func keepsNoMoreThanTheQueueHolds() throws {
        let reader = try broker.client("reader") { $0.isClean = false }
        let writer = try broker.client("writer")
        try broker.subscribe("a", options: 1, as: reader)
        broker.end(reader, .reset)
        let limit = BrokerSession.queueCountMax
        for number in 0..<(limit + 5) { try broker.publish("a", "\(number)", qos: 1, as: writer) }
        let again = try broker.client("reader") { $0.isClean = false }
        var texts: [String] = []
        while true {
            let messages = try broker.messages(again)
            if messages.isEmpty { break }
            texts += messages.map(\.text)
            for message in messages {
                try broker.send(.acknowledgment(.puback, id: message.id, reason: 0, []), again)
            }
        }
        #expect(texts == (0..<limit).map { "\($0)" })
    }

    /// What is kept of messages has a bound for all clients together, and comes free again.
    @Test func keepsNoMoreThanThereIsRoomFor() throws {
        let store = broker.broker.store
        let reader = try broker.client("reader") { $0.isClean = false }
        let writer = try broker.client("writer")
        try broker.subscribe("a", options: 1, as: reader)
        broker.end(reader, .reset)
        let large = MQTTPublish("a", [UInt8](repeating: 7, count: 15 << 20), qos: 1, id: 1)
        for _ in 0..<20 { try broker.send(.publish(large), writer) }
        #expect((200 << 20...BrokerStore.byteCountMax).contains(store.byteCount))
        let again = try broker.client("reader")
        #expect(try broker.messages(again).isEmpty)
        #expect(store.byteCount == 0)
    }

    @Test func unsubscribes() throws {
        let reader = try broker.client("reader", .v5)
        try broker.subscribe("a", as: reader, .v5)
        _ = try broker.heard(reader)
        try broker.send(.unsubscribe(id: 2, ["a", "b"], []), reader, .v5)
        try broker.publish("a", "x", as: reader, .v5)
        // 0x11: there was no such subscription.
        #expect(try broker.heard(reader) == [.unsuback(id: 2, codes: [0, 0x11], [])])
    }
}
