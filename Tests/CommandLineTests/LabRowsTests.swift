import Foundation
import Testing

/// The scenarios of the MQTT lab give the rows of its report: what each end sent, in its order,
/// with the length of the packet.
@Suite struct LabRowsTests {
    private static let connect = "80 Connect Command"
    private static let connectAck = "70 Connect Ack"
    private static let disconnect = "68 Disconnect Req"
    private static let ping = "68 Ping Request"
    private static let pong = "68 Ping Response"

    private static let clients: [(String, [String])] = [
        (
            "mqtt-qos0",
            [
                connect, "88 Subscribe Request (id=1) [paho/test/topic]", connect,
                "95 Publish Message [paho/test/topic]", disconnect,
            ]
        ),
        (
            "mqtt-qos1",
            [
                connect, "88 Subscribe Request (id=1) [paho/test/topic]", connect,
                "97 Publish Message (id=1) [paho/test/topic]", disconnect,
            ]
        ),
        (
            "mqtt-qos2",
            [
                connect, "88 Subscribe Request (id=1) [paho/test/topic]", connect,
                "97 Publish Message (id=1) [paho/test/topic]", "70 Publish Release (id=1)",
                disconnect,
            ]
        ),
        (
            "mqtt-topics",
            [
                connect, "88 Subscribe Request (id=1) [paho/test/topic]",
                "89 Subscribe Request (id=2) [paho/test/topic1]",
                "89 Subscribe Request (id=3) [paho/test/topic2]", connect,
                "95 Publish Message [paho/test/topic]", "97 Publish Message [paho/test/topic1]",
                "97 Publish Message [paho/test/topic2]", disconnect,
            ]
        ),
        (
            "mqtt-wildcards",
            [
                connect, "96 Subscribe Request (id=1) [paho/test/+/temperature]",
                "84 Subscribe Request (id=2) [paho/test/#]", connect,
                "112 Publish Message [paho/test/livingroom/temperature]",
                "109 Publish Message [paho/test/kitchen/temperature]",
                "110 Publish Message [paho/test2/livingroom/humidity]",
                "106 Publish Message [paho/test/kitchen/humidity]", disconnect,
            ]
        ),
        (
            "mqtt-retain",
            [
                connect, "97 Publish Message [paho/sensor/temperature]", disconnect, connect,
                "96 Subscribe Request (id=1) [paho/sensor/temperature]",
            ]
        ),
        (
            "mqtt-keepalive",
            [
                connect, "89 Publish Message [paho/test]", connect,
                "88 Publish Message [paho/LWT]", ping, ping, ping, ping, ping,
            ]
        ),
        (
            "mqtt-will",
            [
                connect, "81 Subscribe Request (id=1) [paho/LWT]", "95 Connect Command",
                "89 Publish Message [paho/test]",
            ]
        ),
    ]

    private static let servers: [(String, [String])] = [
        (
            "mqtt-qos0",
            [
                connectAck, "71 Subscribe Ack (id=1)", connectAck,
                "95 Publish Message [paho/test/topic]",
            ]
        ),
        (
            "mqtt-qos1",
            [
                connectAck, "71 Subscribe Ack (id=1)", connectAck, "70 Publish Ack (id=1)",
                "95 Publish Message [paho/test/topic]",
            ]
        ),
        (
            "mqtt-qos2",
            [
                connectAck, "71 Subscribe Ack (id=1)", connectAck, "70 Publish Received (id=1)",
                "70 Publish Complete (id=1)", "95 Publish Message [paho/test/topic]",
            ]
        ),
        (
            "mqtt-wildcards",
            [
                connectAck, "71 Subscribe Ack (id=1)", "71 Subscribe Ack (id=2)", connectAck,
                "112 Publish Message [paho/test/livingroom/temperature]",
                "109 Publish Message [paho/test/kitchen/temperature]",
                "106 Publish Message [paho/test/kitchen/humidity]",
            ]
        ),
        (
            "mqtt-retain",
            [
                connectAck, connectAck, "71 Subscribe Ack (id=1)",
                "97 Publish Message [paho/sensor/temperature]",
            ]
        ),
        ("mqtt-keepalive", [connectAck, connectAck, pong, pong, pong, pong, pong]),
        (
            "mqtt-will",
            [
                connectAck, "71 Subscribe Ack (id=1)", connectAck,
                "81 Publish Message [paho/LWT]",
            ]
        ),
    ]

    /// The lab stopped some programs that say goodbye here.
    @Test(arguments: clients) func clientsSay(scenario: String, rows: [String]) throws {
        let found = try mqttRows(scenario, from: "10.0.2.15")
        #expect(found.starts(with: rows))
        #expect(found.dropFirst(rows.count).allSatisfy { $0 == Self.disconnect })
    }

    @Test(arguments: servers) func theBrokerSays(scenario: String, rows: [String]) throws {
        #expect(try mqttRows(scenario, from: "10.0.2.16") == rows)
    }

    /// The persistent session: what the lab saw at QoS 0, and at QoS 1.
    @Test func sessionsKeepWhatTheyShould() throws {
        let visit = ["86 Connect Command", "82 Subscribe Request (id=1) [paho/test]"]
        func act(_ publish: String, _ more: [String]) -> [String] {
            visit + [Self.connect, publish, Self.disconnect] + visit + more
        }
        let forgotten = act("89 Publish Message [paho/test]", [])
        let acknowledged = act("91 Publish Message (id=1) [paho/test]", [])
        let kept = act("91 Publish Message (id=1) [paho/test]", ["70 Publish Ack (id=1)"])
        #expect(
            try mqttRows("mqtt-session", from: "10.0.2.15")
                == forgotten + acknowledged + forgotten + kept)
        let sent = try mqttRows("mqtt-session", from: "10.0.2.16")
        #expect(
            sent.filter { $0.contains("Publish Message") } == [
                "91 Publish Message (id=1) [paho/test]"
            ])
    }

    /// Ten temperatures, 30 seconds apart, and the subscriber's goodbye after five minutes.
    @Test func temperaturesComeEveryHalfMinute() throws {
        let times = try fields(
            "mqtt-temperature", "mqtt.msgtype == 3 and ip.src == 10.0.2.16", "frame.time_relative")
        #expect(times.count == 10)
        for (index, time) in times.enumerated() {
            #expect(abs((Double(time) ?? 0) - 2.4 - 30 * Double(index)) < 0.1)
        }
        let goodbyes = try fields(
            "mqtt-temperature", "mqtt.msgtype == 14", "frame.time_relative")
        #expect(abs((Double(goodbyes.first ?? "") ?? 0) - 300) < 0.1)
        let pings = try fields(
            "mqtt-temperature", "mqtt.msgtype == 12 and tcp.stream == 0", "frame.time_relative")
        for (index, time) in pings.enumerated() {
            #expect(abs((Double(time) ?? 0) - 30 * Double(index + 1)) < 0.1)
        }
        #expect(pings.count >= 9)
    }

    private func mqttRows(_ scenario: String, from address: String) throws -> [String] {
        let filter = "mqtt and ip.src == \(address)"
        let lengths = try fields(scenario, filter, "_ws.col.Length")
        let infos = try fields(scenario, filter, "_ws.col.Info")
        return zip(lengths, infos).map { "\($0) \($1)" }
    }

    private func fields(_ scenario: String, _ filter: String, _ field: String) throws -> [String] {
        let path = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "SamplePcaps/scenarios/\(scenario).pcapng").path
        let result = try Program.earshot.run(
            "read", path, "-Y", filter, "-T", "fields", "-e", field)
        return result.lines.map(String.init)
    }
}
