import DissectMQTT
import Testing

@testable import Traffic

@Suite struct BrokerRefusalTests {
    @Test(
        arguments: [
            (MQTTVersion.v31, 4), (.v311, 4), (.v5, 0x86),
        ] as [(MQTTVersion, UInt8)])
    func letsInNobodyWithoutThePassword(version: MQTTVersion, code: UInt8) throws {
        let broker = BrokerHarness(user: "alice", password: "secret")
        for password in ["wrong", ""] {
            let client = try broker.client("a", version) {
                $0.userName = "alice"
                $0.password = Array(password.utf8)
            }
            #expect(
                try broker.heard(client) == [.connack(sessionPresent: false, code: code, [])])
            #expect(broker.closed.contains(client))
        }
        let client = try broker.client("a", version) {
            $0.userName = "alice"
            $0.password = Array("secret".utf8)
        }
        guard case .connack(_, 0, _)? = try broker.heard(client).first else {
            Issue.record("alice was not let in")
            return
        }
    }

    @Test func wantsANameForAPersistentSession() throws {
        let broker = BrokerHarness()
        let client = try broker.client("") { $0.isClean = false }
        #expect(try broker.heard(client) == [.connack(sessionPresent: false, code: 2, [])])
    }

    @Test func makesUpANameForVersionFive() throws {
        let broker = BrokerHarness()
        let client = try broker.client("", .v5)
        guard case .connack(false, 0, let properties)? = try broker.heard(client).first else {
            Issue.record("no CONNACK")
            return
        }
        #expect(properties.contains { $0.id == 0x12 })
    }

    @Test func doesNotKnowOtherVersions() throws {
        let broker = BrokerHarness()
        let client = broker.open(.v311)
        try broker.send(.connect(MQTTConnect("x")), client, MQTTVersion(level: 6))
        #expect(try broker.heard(client) == [.connack(sessionPresent: false, code: 1, [])])
    }

    /// What ends a connection: a packet before CONNECT, a second CONNECT, packets of servers.
    @Test func endsConnectionsThatBreakTheRules() throws {
        let broker = BrokerHarness()
        let early = broker.open()
        try broker.send(.pingreq, early)
        #expect(broker.closed.contains(early))
        for packet in [
            MQTTPacket.connect(MQTTConnect("a")), .pingresp, .suback(id: 1, codes: [0], []),
            .connack(sessionPresent: false, code: 0, []),
        ] {
            let client = try broker.client("a")
            try broker.send(packet, client)
            #expect(broker.closed.contains(client), "\(packet)")
        }
    }

    @Test(arguments: [
        [0x30, 0x05, 0x00, 0x03, 0x61, 0x2F, 0x23],  // a topic with #
        [0x36, 0x02, 0x00, 0x01],  // QoS 3
        [0x32, 0x05, 0x00, 0x01, 0x61, 0x00, 0x00],  // identifier 0
        [0x80, 0x02, 0x00, 0x01],  // SUBSCRIBE with the wrong flags, and without a topic
        [0x30, 0xFF, 0xFF, 0xFF, 0xFF, 0x01],  // a length of five bytes
        [0x30, 0x04, 0x00, 0x02, 0xC3, 0x28],  // no UTF-8
        [0xF0, 0x00],  // AUTH in version 3.1.1
    ])
    func endsConnectionsWithBrokenPackets(bytes: [UInt8]) throws {
        let broker = BrokerHarness()
        let client = try broker.client("a")
        broker.send(bytes, client)
        #expect(broker.closed.contains(client))
    }

    @Test func refusesFilters() throws {
        let broker = BrokerHarness()
        let old = try broker.client("old")
        _ = try broker.heard(old)
        let filters = ["a/#/b", "$share/group/a", "fine"]
        let wanted = filters.map { MQTTSubscription($0, options: 1) }
        try broker.send(.subscribe(id: 1, wanted, []), old)
        #expect(try broker.heard(old) == [.suback(id: 1, codes: [0x80, 0x80, 1], [])])
        let new = try broker.client("new", .v5)
        _ = try broker.heard(new)
        try broker.send(.subscribe(id: 1, wanted, []), new, .v5)
        #expect(try broker.heard(new) == [.suback(id: 1, codes: [0x8F, 0x9E, 1], [])])
    }

    @Test func holdsTheLimitOfSubscriptions() throws {
        let broker = BrokerHarness()
        let client = try broker.client("a", .v5)
        _ = try broker.heard(client)
        let limit = BrokerSession.subscriptionCountMax
        let wanted = (0...limit).map { MQTTSubscription("t/\($0)", options: 0) }
        try broker.send(.subscribe(id: 1, wanted, []), client, .v5)
        let codes = [UInt8](repeating: 0, count: limit) + [0x97]
        #expect(try broker.heard(client) == [.suback(id: 1, codes: codes, [])])
    }

    // MARK: - Of version 5

    @Test func knowsTopicsByTheirNumbers() throws {
        let broker = BrokerHarness()
        let client = try broker.client("a", .v5)
        try broker.subscribe("t", as: client, .v5)
        let alias = [MQTTProperty(0x23, .two(3))]
        try broker.publish("t", "one", with: alias, as: client, .v5)
        try broker.publish("", "two", with: alias, as: client, .v5)
        #expect(try broker.messages(client).map(\.text) == ["one", "two"])
        try broker.publish("", "three", with: [MQTTProperty(0x23, .two(4))], as: client, .v5)
        #expect(try broker.heard(client) == [.disconnect(reason: 0x94, [])])
    }

    @Test func tellsWhichSubscriptionBroughtAMessage() throws {
        let broker = BrokerHarness()
        let client = try broker.client("a", .v5)
        try broker.subscribe("t", with: [MQTTProperty(0x0B, .variable(300))], as: client, .v5)
        try broker.publish("t", "x", with: [MQTTProperty(0x26, .pair("k", "v"))], as: client, .v5)
        let properties = try broker.messages(client).first?.properties
        #expect(
            properties == [MQTTProperty(0x26, .pair("k", "v")), MQTTProperty(0x0B, .variable(300))]
        )
    }

    @Test func doesNotSendBackWhatIsNotWanted() throws {
        let broker = BrokerHarness()
        let client = try broker.client("a", .v5)
        try broker.subscribe("t", options: 4, as: client, .v5)
        try broker.publish("t", "own", as: client, .v5)
        try broker.publish("t", "foreign", as: try broker.client("b"))
        #expect(try broker.messages(client).map(\.text) == ["foreign"])
    }
}
