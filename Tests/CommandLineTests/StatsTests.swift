import Foundation
import Testing

/// `earshot stats`: what is chosen, and how it stands bad input.
@Suite struct StatsTests {
    private static let mqttPort: UInt16 = 1883

    /// A PUBLISH of quality 0.
    private func publish(_ topic: String, _ payload: String = "") -> String {
        let count = 2 + topic.utf8.count + payload.utf8.count
        var length: [UInt8] = []
        var rest = count
        repeat {
            length.append(UInt8(rest & 0x7F) | (rest > 0x7F ? 0x80 : 0))
            rest >>= 7
        } while rest > 0
        // Only ASCII is the same in a String.
        precondition(length.allSatisfy { $0 < 0x80 } && topic.utf8.count < 0x80)
        return "0" + String(decoding: length, as: UTF8.self) + "\0"
            + String(decoding: [UInt8(topic.utf8.count)], as: UTF8.self) + topic + payload
    }

    private func run(_ file: [UInt8], _ arguments: [String] = []) throws -> Program.Result {
        let folder = try TemporaryFolder()
        let path = try folder.file("a.pcap", file)
        return try Program.earshot.run(["stats", path] + arguments)
    }

    @Test(arguments: [[], ["--json"], ["--csv"], ["mqtt"], ["mqtt.topics", "--json"]])
    func standsAnEmptyCapture(arguments: [String]) throws {
        let result = try run(SampleCapture(times: []).bytes, arguments)
        #expect(result.status == 0)
        #expect(result.errors.isEmpty)
        if !arguments.contains("--csv") { #expect(!result.output.isEmpty) }
    }

    @Test func standsOnePacket() throws {
        let file = SampleCapture(times: [(1_700_000_000, 0)]).bytes
        #expect(try run(file).text.hasPrefix("1 packet, 0 messages, 55 bytes in 0 ns\n"))
        #expect(try run(file, ["--json"]).status == 0)
    }

    /// Names of a sender's making are neither obeyed by a terminal nor read as markup.
    @Test func escapesNames() throws {
        let topic = "a\u{1B}[31m\u{7}\"<script>alert(1)</script>,\n=1+1"
        let file = SampleCapture.stream([publish("a"), publish(topic, "x")], port: Self.mqttPort)
        for form in [["mqtt"], ["mqtt", "--json"], ["mqtt", "--csv"]] {
            let result = try run(file, form)
            #expect(result.status == 0)
            #expect(!result.output.contains(0x1B) && !result.output.contains(0x07))
        }
        let folder = try TemporaryFolder()
        let path = try folder.file("a.pcap", file)
        let table = try #require(try StatsReport([path, "mqtt.topics"])["mqtt.topics"])
        #expect(table.counts("publishes", by: "topic") == ["a": 1, topic: 1])
    }

    @Test func longNamesKeepTheirPlace() throws {
        var topic = [UInt8](repeating: UInt8(ascii: "a"), count: 120)
        topic[0] = UInt8(ascii: "=")
        let text = publish(String(decoding: topic, as: UTF8.self))
        let file = SampleCapture.stream([text], port: Self.mqttPort)
        let lines = try run(file, ["mqtt.topics"]).lines
        #expect(lines.allSatisfy { $0.count < 200 })
        #expect(lines.contains { $0.contains("aaa…") })
        let csv = try run(file, ["mqtt.topics", "--csv"]).text
        #expect(csv.contains("\r\n'=aaa"))
    }

    /// 70,000 topics, of which 65,536 are told apart: the others are counted, and that is said.
    @Test func saysWhatIsBeyondTheLimit() throws {
        var texts: [String] = []
        for start in stride(from: 0, to: 70_000, by: 1000) {
            texts.append((start..<(start + 1000)).map { publish("t\($0)") }.joined())
        }
        let folder = try TemporaryFolder()
        let path = try folder.file(
            "a.pcap", SampleCapture.stream(texts, port: Self.mqttPort))
        let table = try #require(try StatsReport([path, "mqtt.topics"])["mqtt.topics"])
        let counts = table.counts("publishes", by: "topic")
        #expect(counts.count == 65_537)
        #expect(counts["(other)"] == 70_000 - 65_536)
        #expect(table.remarks.contains { $0.contains("(other)") })
        let short = try Program.earshot.run("stats", path).text
        #expect(short.contains("… and 65,527 more; all with: stats FILE mqtt.topics"))
    }

    /// A segment that came twice is one message.
    @Test func countsRetransmittedMessagesOnce() throws {
        let once = SampleCapture.stream([publish("a"), publish("b")], port: Self.mqttPort)
        let last = once.suffix(16 + 54 + publish("b").utf8.count)
        let report = try run(once + last, ["mqtt.packets", "--json"]).text
        #expect(report.contains("\"packets\":4,\"messages\":2,"))
    }

    @Test func filtersWhatIsCounted() throws {
        let file = SampleCapture.stream(
            [publish("a") + publish("b"), publish("b")], port: Self.mqttPort)
        let text = try run(file, ["mqtt.topics", "--csv", "-Y", "mqtt.topic == \"b\""]).text
        #expect(text.contains("\r\nb,2,"))
        #expect(!text.contains("\r\na,"))
    }

    @Test(arguments: [
        (["mqqt"], "'mqqt' is neither a file nor a table; did you mean 'mqtt'?"),
        (["mqtt.topic"], "there is no table 'mqtt.topic'; did you mean 'mqtt.topics'?"),
        (["--json", "--csv"], "--json and --csv are two forms: choose one"),
        (["-Y", "mqtt."], "-Y"),
    ])
    func saysWhatIsWrong(arguments: [String], message: String) throws {
        let result = try run(SampleCapture(times: []).bytes, arguments)
        #expect(result.status == 2)
        #expect(result.errors.contains(message), "\(result.errors)")
        #expect(result.output.isEmpty)
    }

    @Test func saysThatAFileIsNotThere() throws {
        let result = try Program.earshot.run("stats", "nothing.pcap", "mqtt")
        #expect(result.status == 2)
        #expect(result.errors.contains("nothing.pcap: No such file"))
    }
}
