import Bytes
import DissectMQTT
import Dissection
import TestKit
import Testing

/// What is wrong with the order of packets, and what is not.
@Suite struct MQTTSessionTests {
    private static func publish(_ id: UInt16, qos: UInt8 = 1, dup: Bool = false) -> MQTTPacket {
        var publish = MQTTPublish("t", [1], qos: qos, id: id)
        publish.isDuplicate = dup
        return .publish(publish)
    }

    private static func ack(_ type: MQTTPacketType, _ id: UInt16) -> MQTTPacket {
        .acknowledgment(type, id: id, reason: 0, [])
    }

    /// A name, what follows CONNECT and CONNACK (true: from the client), and the rules it breaks.
    static let table: [(String, [(Bool, MQTTPacket)], [String])] = [
        ("qos 1", [(true, publish(1)), (false, ack(.puback, 1))], []),
        (
            "qos 2",
            [
                (true, publish(1, qos: 2)), (false, ack(.pubrec, 1)), (true, ack(.pubrel, 1)),
                (false, ack(.pubcomp, 1)),
            ], []
        ),
        (
            "identifier used again", [(true, publish(1)), (true, publish(1))],
            ["mqtt.packet-id-in-use"]
        ),
        ("sent again", [(true, publish(1)), (true, publish(1, dup: true))], []),
        ("the other end's identifier", [(true, publish(1)), (false, publish(1))], []),
        ("answer to nothing", [(false, ack(.puback, 9))], ["mqtt.packet-id-unknown"]),
        (
            "answered twice",
            [(true, publish(1)), (false, ack(.puback, 1)), (false, ack(.puback, 1))],
            ["mqtt.packet-id-unknown"]
        ),
        ("wrong answer", [(true, publish(1)), (false, ack(.pubrec, 1))], ["mqtt.wrong-answer"]),
        (
            "release too early", [(true, publish(1, qos: 2)), (true, ack(.pubrel, 1))],
            ["mqtt.wrong-answer"]
        ),
        ("identifier 0", [(true, publish(0))], ["mqtt.packet-id-zero"]),
        ("second CONNECT", [(true, .connect(MQTTConnect("x")))], ["mqtt.second-connect"]),
        (
            "second CONNACK", [(false, .connack(sessionPresent: false, code: 0, []))],
            ["mqtt.second-connack"]
        ),
        ("ping of the server", [(false, .pingreq)], ["mqtt.wrong-sender"]),
        (
            "after DISCONNECT", [(true, .disconnect(reason: 0, [])), (true, .pingreq)],
            ["mqtt.after-disconnect"]
        ),
        (
            "fewer answers than topics",
            [
                (
                    true,
                    .subscribe(
                        id: 3,
                        [MQTTSubscription("a", options: 0), MQTTSubscription("b", options: 0)], [])
                ), (false, .suback(id: 3, codes: [0], [])),
            ], ["mqtt.answer-count"]
        ),
        ("no topics", [(true, .unsubscribe(id: 3, [], []))], ["mqtt.no-topics"]),
        ("wildcard", [(true, .publish(MQTTPublish("a/#", [])))], ["mqtt.topic-wildcard"]),
        ("no topic", [(true, .publish(MQTTPublish("", [])))], ["mqtt.topic-empty"]),
        ("QoS 3", [(true, publish(1, qos: 3))], ["mqtt.qos-reserved"]),
        (
            "asks for QoS 3", [(true, .subscribe(id: 3, [MQTTSubscription("a", options: 3)], []))],
            ["mqtt.qos-reserved"]
        ),
        (
            "filter", [(true, .subscribe(id: 3, [MQTTSubscription("a#/b", options: 0)], []))],
            ["mqtt.topic-filter"]
        ),
        ("dup", [(true, publish(0, qos: 0, dup: true))], ["mqtt.dup-without-qos"]),
    ]

    @Test(arguments: table.indices)
    func findsWhatIsWrong(row: Int) throws {
        let (name, packets, rules) = Self.table[row]
        var reading = Reading()
        try reading.greet()
        for (isClient, packet) in packets {
            if isClient { try reading.client(packet) } else { try reading.server(packet) }
        }
        #expect(reading.rules == rules, "\(name)")
    }

    @Test func findsAPublishBeforeConnect() throws {
        var reading = Reading()
        try reading.client(.publish(MQTTPublish("a/b/c", [])))
        #expect(reading.rules.contains("mqtt.before-connect"))
    }

    @Test func findsAServerThatDoesNotWait() throws {
        var reading = Reading()
        try reading.client(.connect(MQTTConnect("a")), .publish(MQTTPublish("early", [])))
        try reading.server(.pingresp)
        #expect(reading.rules == ["mqtt.before-connack"])
    }

    /// A session that goes on has identifiers from before.
    @Test func knowsNothingOfAnEarlierSession() throws {
        var reading = Reading()
        try reading.greet(sessionPresent: true)
        try reading.server(Self.ack(.puback, 9))
        #expect(reading.rules == [])
    }

    @Test func knowsNothingOfAConnectionThatBeganBefore() throws {
        var reading = Reading()
        reading.talk.add(.midstream, .client)
        reading.talk.add(.midstream, .server)
        try reading.server(Self.ack(.puback, 9), Self.ack(.puback, 10))
        #expect(Set(reading.rules) == ["mqtt.version-unknown"])
    }

    @Test func guessesTheVersionAndSaysSo() throws {
        var reading = Reading(.v5)
        reading.talk.add(.midstream, .client)
        var publish = MQTTPublish("t", Array("21".utf8))
        publish.properties = [MQTTProperty(0x03, .text("text/plain"))]
        try reading.client(.publish(publish), .publish(publish))
        let result = reading.run()
        #expect(result.records.count == 2)
        #expect(reading.rules.filter { $0 == "mqtt.version-guessed" }.count == 1)
        #expect(result.records.allSatisfy { $0.fields.last == "21" })
    }

    /// Topics of numbers are those of one direction: tshark shows the client's for the server's.
    @Test func keepsAliasesOfADirectionApart() throws {
        let limits = [MQTTProperty(0x22, .two(5))]
        var connect = MQTTConnect("a")
        connect.properties = limits
        let alias = { (topic: String, number: UInt16) in
            var publish = MQTTPublish(topic, [1])
            publish.properties = [MQTTProperty(0x23, .two(number))]
            return MQTTPacket.publish(publish)
        }
        var reading = Reading(.v5)
        try reading.client(.connect(connect))
        try reading.server(.connack(sessionPresent: false, code: 0, limits))
        try reading.client(alias("from/client", 1))
        try reading.server(alias("from/server", 1), alias("", 1))
        try reading.client(alias("", 1), alias("", 2), alias("high", 6), alias("", 0))
        let result = reading.run()
        #expect(
            result.summaries.suffix(6).map { $0.dropFirst(15) } == [
                " [from/server]", " [from/server]", " [from/client]", " []", " [high]", " []",
            ])
        #expect(
            reading.rules == [
                "mqtt.alias-unknown", "mqtt.alias-over-maximum", "mqtt.alias-zero",
                "mqtt.alias-unknown",
            ])
    }

    /// More identifiers in flight than are kept: said once for each, and nothing is called wrong.
    @Test func keepsABoundedNumberOfIdentifiers() throws {
        var reading = Reading()
        try reading.greet()
        for id in 1...1025 { try reading.client(Self.publish(UInt16(id))) }
        try reading.server(Self.ack(.puback, 1025))
        #expect(reading.rules == ["mqtt.too-many-in-flight"])
    }

    @Test func keepsABoundedNumberOfTopics() throws {
        var reading = Reading(.v5)
        try reading.greet([MQTTProperty(0x22, .two(9))])
        for number in 1...2 {
            var publish = MQTTPublish(String(repeating: "x", count: 40_000), [])
            publish.properties = [MQTTProperty(0x23, .two(UInt16(number)))]
            try reading.client(.publish(publish))
        }
        #expect(reading.rules == ["mqtt.too-many-aliases"])
    }
}
