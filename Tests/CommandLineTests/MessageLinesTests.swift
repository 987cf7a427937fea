import Foundation
import Testing

/// `read -T ndjson`: an object in a line for each message.
@Suite struct MessageLinesTests {
    private static let samples: [String] = {
        let folder = URL(filePath: "SamplePcaps").path
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter { $0.contains(".pcap") }.sorted()
    }()

    private func lines(_ arguments: String...) throws -> [[String: Any]] {
        let result = try Program.earshot.run(["read", "-T", "ndjson"] + arguments)
        return try result.lines.map { line in
            let value = try JSONSerialization.jsonObject(with: Data(line.utf8))
            return try #require(value as? [String: Any])
        }
    }

    /// Every line of every sample is as the document in Docs says.
    @Test(arguments: samples)
    func isAsTheSchemaSays(sample: String) throws {
        let schema = try JSONSchema(path: "Docs/ndjson.schema.json")
        for line in try lines("SamplePcaps/\(sample)") {
            #expect(schema.mistakes(in: line) == [])
        }
    }

    /// The schema is strict enough to refuse what is wrong.
    @Test func theSchemaRefuses() throws {
        let schema = try JSONSchema(path: "Docs/ndjson.schema.json")
        var line = try #require(try lines("SamplePcaps/mqtt-qos2.pcapng").first)
        #expect(schema.mistakes(in: line) == [])
        for (name, wrong) in [
            ("packet", 0), ("time", "2026-11-21"), ("stream", "tcp"), ("sender", "broker"),
            ("community_id", "2:a"), ("source", ["address": "a"]), ("fields", ["a": 1.5]),
            ("fields", ["a": [1]]), ("fields", ["a": ["base64": "a"]]), ("other", 1),
        ] as [(String, Any)] {
            let right = line[name]
            line[name] = wrong
            #expect(schema.mistakes(in: line) != [], "\(name)")
            line[name] = right
        }
    }

    /// A message for each that tshark finds, with the values that it prints.
    @Test func hasTheValuesOfFields() throws {
        let lines = try lines("SamplePcaps/mqtt-qos2.pcapng", "-Y", "mqtt.msgtype == 3")
        #expect(lines.count == 2)
        let fields = try #require(lines.first?["fields"] as? [String: Any])
        #expect(fields["mqtt.topic"] as? String == "paho/test/topic")
        #expect(fields["mqtt.qos"] as? Int == 2)
        #expect(fields["mqtt.retain"] as? Bool == false)
        #expect(fields["mqtt.msg"] as? [String: String] == ["text": "my message"])
    }

    /// The filter is asked of each message, and sees the layers below it.
    @Test func filtersMessagesNotPackets() throws {
        let all = try lines("SamplePcaps/mqtt-segments.pcapng")
        let packets = Dictionary(grouping: all) { $0["packet"] as? Int ?? 0 }
        let shared = try #require(
            packets.first { Set($0.value.map(Self.type)).isSuperset(of: [3, 8]) })
        let wanted = try lines(
            "SamplePcaps/mqtt-segments.pcapng", "-Y",
            "mqtt.msgtype == 3 and frame.number == \(shared.key) and tcp.dstport")
        #expect(wanted.count == shared.value.count { Self.type($0) == 3 })
        #expect(wanted.count < shared.value.count)
    }

    private static func type(_ line: [String: Any]) -> Int? {
        (line["fields"] as? [String: Any])?["mqtt.msgtype"] as? Int
    }
}
