import DissectMQTT
import Testing

@testable import Traffic

@Suite struct BrokerSessionTests {
    private let broker = BrokerHarness()

    // MARK: - Wills

    private func mourner(_ qos: UInt8 = 0) throws -> ConnectionID {
        let reader = try broker.client("reader")
        try broker.subscribe("will", options: qos, as: reader)
        _ = try broker.heard(reader)
        return reader
    }

    private func mortal(
        _ version: MQTTVersion = .v311, delay: UInt32? = nil, expiry: UInt32 = 100
    ) throws -> ConnectionID {
        try broker.client("mortal", version) { connect in
            connect.keepAlive = 10
            connect.will = MQTTConnect.Will("will", Array("gone".utf8))
            if let delay { connect.will?.properties = [MQTTProperty(0x18, .four(delay))] }
            if version == .v5 { connect.properties = [MQTTProperty(0x11, .four(expiry))] }
        }
    }

    @Test(arguments: [ConnectionEnd.reset, .finished])
    func carriesOutTheWillOfOneWhoVanished(end: ConnectionEnd) throws {
        let reader = try mourner()
        broker.end(try mortal(), end)
        #expect(try broker.messages(reader).map(\.text) == ["gone"])
    }

    @Test func forgetsTheWillOfOneWhoSaidGoodbye() throws {
        let reader = try mourner()
        let client = try mortal()
        try broker.send(.disconnect(reason: 0, []), client)
        broker.end(client, .finished)
        #expect(try broker.messages(reader).isEmpty)
        #expect(broker.closed.contains(client))
    }

    @Test func versionFiveCanAskForItsWill() throws {
        let reader = try mourner()
        try broker.send(.disconnect(reason: 4, []), try mortal(.v5), .v5)
        #expect(try broker.messages(reader).map(\.text) == ["gone"])
    }

    @Test func waitsWithAWillThatIsToWait() throws {
        let reader = try mourner()
        broker.end(try mortal(.v5, delay: 30), .reset)
        broker.wait(29)
        #expect(try broker.messages(reader).isEmpty)
        broker.wait(2)
        #expect(try broker.messages(reader).map(\.text) == ["gone"])
    }

    @Test func theWillWaitsNoLongerThanTheSession() throws {
        let reader = try mourner()
        broker.end(try mortal(.v5, delay: 30, expiry: 5), .reset)
        broker.wait(6)
        #expect(try broker.messages(reader).map(\.text) == ["gone"])
    }

    @Test func whoComesBackInTimeLives() throws {
        let reader = try mourner()
        broker.end(try mortal(.v5, delay: 30), .reset)
        broker.wait(10)
        _ = try broker.client("mortal", .v5) { $0.isClean = false }
        broker.wait(8)
        #expect(try broker.messages(reader).isEmpty)
    }

    // MARK: - Keep-alive

    @Test func endsAfterOneAndAHalfKeepAlives() throws {
        let reader = try mourner()
        let client = try mortal()
        broker.wait(14.9)
        #expect(!broker.closed.contains(client))
        try broker.send(.pingreq, client)
        broker.wait(14.9)
        #expect(!broker.closed.contains(client))
        broker.wait(0.2)
        #expect(broker.closed.contains(client))
        #expect(try broker.messages(reader).map(\.text) == ["gone"])
    }

    @Test func waitsForEverWithoutKeepAlive() throws {
        let client = try broker.client("patient") { $0.keepAlive = 0 }
        broker.wait(1_000_000)
        #expect(!broker.closed.contains(client))
    }

    @Test func doesNotWaitForWhoSaysNothing() {
        let connection = broker.open()
        broker.wait(MQTTBroker.introduction + 1)
        #expect(broker.closed.contains(connection))
    }

    // MARK: - Sessions

    /// Only a persistent session, and only a QoS above 0, keep a message for one who is away.
    @Test(arguments: [true, false], [0, 1, 2] as [UInt8])
    func keepsMessages(isClean: Bool, qos: UInt8) throws {
        let writer = try broker.client("writer")
        let reader = try broker.client("reader") { $0.isClean = isClean }
        try broker.subscribe("a", options: qos, as: reader)
        try broker.send(.disconnect(reason: 0, []), reader)
        try broker.publish("a", "x", qos: qos, id: 7, as: writer)
        try broker.send(.acknowledgment(.pubrel, id: 7, reason: 0, []), writer)
        let again = try broker.client("reader") { $0.isClean = isClean }
        let heard = try broker.heard(again)
        #expect(heard.first == .connack(sessionPresent: !isClean, code: 0, []))
        #expect(heard.count == (!isClean && qos > 0 ? 2 : 1))
    }

    @Test func sendsAgainWhatWasNotAcknowledged() throws {
        let reader = try broker.client("reader") { $0.isClean = false }
        try broker.subscribe("a", options: 2, as: reader)
        try broker.publish("a", "one", qos: 1, as: reader)
        try broker.publish("a", "two", qos: 2, id: 2, as: reader)
        try broker.send(.acknowledgment(.pubrel, id: 2, reason: 0, []), reader)
        let sent = try broker.messages(reader)
        try broker.send(.acknowledgment(.pubrec, id: sent[1].id, reason: 0, []), reader)
        broker.end(reader, .reset)
        let again = try broker.client("reader") { $0.isClean = false }
        let heard = try broker.heard(again).dropFirst()
        var expected = MQTTPublish("a", Array("one".utf8), qos: 1, id: sent[0].id)
        expected.isDuplicate = true
        // Of the second message only the release is missing.
        #expect(
            Array(heard) == [
                .publish(expected), .acknowledgment(.pubrel, id: sent[1].id, reason: 0, []),
            ])
    }

    @Test func aCleanStartEndsTheSession() throws {
        let reader = try broker.client("reader") { $0.isClean = false }
        try broker.subscribe("a", options: 1, as: reader)
        broker.end(reader, .reset)
        try broker.send(.disconnect(reason: 0, []), try broker.client("reader"))
        let again = try broker.client("reader") { $0.isClean = false }
        #expect(try broker.heard(again) == [.connack(sessionPresent: false, code: 0, [])])
    }

    @Test(arguments: [(4.0, true), (6.0, false)])
    func versionFiveSaysForHowLong(seconds: Double, isPresent: Bool) throws {
        let reader = try broker.client("reader", .v5) {
            $0.properties = [MQTTProperty(0x11, .four(5))]
        }
        broker.end(reader, .reset)
        broker.wait(seconds)
        let again = try broker.client("reader", .v5) { $0.isClean = false }
        guard case .connack(isPresent, 0, _)? = try broker.heard(again).first else {
            Issue.record("the session is there, or not, against the rule")
            return
        }
    }

    @Test func aClientTakesThePlaceOfItself() throws {
        let first = try broker.client("same", .v5)
        _ = try broker.heard(first)
        let second = try broker.client("same", .v5)
        #expect(try broker.heard(first) == [.disconnect(reason: 0x8E, [])])
        #expect(broker.closed == [first])
        try broker.subscribe("a", as: second, .v5)
        // What the end of the first connection brings does not concern the second.
        broker.end(first, .finished)
        try broker.publish("a", "x", as: second, .v5)
        #expect(try broker.messages(second).map(\.text) == ["x"])
    }
}
