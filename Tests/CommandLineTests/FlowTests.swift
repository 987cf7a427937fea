import Foundation
import Testing

/// `earshot flow`: who sent what to whom.
@Suite struct FlowTests {
    private static let samples: [String] = {
        let folder = URL(filePath: "SamplePcaps").path
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter { $0.contains(".pcap") }.sorted()
    }()

    private func flow(_ arguments: String..., input: [UInt8] = []) throws -> Program.Result {
        try Program.earshot.run(["flow"] + arguments, input: input)
    }

    private func graph(_ arguments: String...) throws -> Graph {
        let result = try Program.earshot.run(["flow", "--format", "json"] + arguments)
        let value = try JSONSerialization.jsonObject(with: Data(result.output))
        return Graph(try #require(value as? [String: Any]))
    }

    private struct Graph {
        let whole: [String: Any]
        let events: [[String: Any]]
        let participants: [[String: Any]]

        init(_ whole: [String: Any]) {
            self.whole = whole
            events = whole["events"] as? [[String: Any]] ?? []
            participants = whole["participants"] as? [[String: Any]] ?? []
        }

        func name(_ member: String, of event: [String: Any]) -> String? {
            (event[member] as? Int).flatMap { participants[$0]["name"] as? String }
        }
    }

    // MARK: - JSON

    /// All samples, by message and by packet, are as the document in Docs says.
    @Test(arguments: samples, ["message", "packet"])
    func isAsTheSchemaSays(sample: String, unit: String) throws {
        let schema = try JSONSchema(path: "Docs/flow.schema.json")
        let graph = try graph("--by", unit, "SamplePcaps/\(sample)")
        #expect(schema.mistakes(in: graph.whole) == [])
        for event in graph.events {
            for end in ["from", "to"] {
                #expect(graph.participants.indices.contains(event[end] as? Int ?? -1))
            }
        }
    }

    /// By packet there is an event for each packet that the list has, with its words.
    @Test(arguments: ["mqtt-qos2.pcapng", "dns.pcap", "arp-icmp.pcap", "xmpp-muc.pcapng"])
    func hasAnEventForEachPacket(sample: String) throws {
        let listed = try Program.earshot.run([
            "read", "-T", "fields", "-e", "_ws.col.Protocol", "-e", "_ws.col.Info",
            "SamplePcaps/\(sample)",
        ])
        let events = try graph("--by", "packet", "SamplePcaps/\(sample)").events
        #expect(events.count == listed.lines.count)
        for (event, line) in zip(events, listed.lines) {
            let columns = line.split(
                separator: "\t", maxSplits: 1, omittingEmptySubsequences: false)
            #expect(event["protocol"] as? String == String(columns[0]))
            let info = columns[1].trimmingCharacters(in: .whitespaces)
            #expect(event["label"] as? String == info)
        }
    }

    /// By message there is one for each that tshark finds, between the same ends.
    @Test(arguments: ["mqtt-qos2.pcapng", "mqtt-v5.pcapng"])
    func hasTsharksMessages(sample: String) throws {
        guard let tshark = Program.tshark else { return }
        let path = "SamplePcaps/\(sample)"
        let listed = try tshark.run([
            "-n", "-o", "tcp.reassemble_out_of_order:TRUE", "-r", path, "-Y", "mqtt", "-T",
            "fields", "-e", "frame.number", "-e",
            "tcp.srcport", "-e", "mqtt.msgtype",
        ])
        let graph = try graph(path)
        var seen: [String] = []
        for line in listed.lines {
            let columns = line.split(separator: "\t")
            for type in columns[2].split(separator: ",") {
                seen.append("\(columns[0]) \(columns[1]) \(type)")
            }
        }
        let ours = graph.events.filter { $0["kind"] as? String == "message" }.map { event in
            let port = graph.participants[event["from"] as? Int ?? 0]["port"] as? Int ?? 0
            let fields = event["fields"] as? [String: Any]
            return "\(event["packet"] ?? 0) \(port) \(fields?["mqtt.msgtype"] ?? 0)"
        }
        #expect(ours == seen)
    }

    /// A DNS answer's request and latency are those that tshark finds.
    @Test func tiesAnswersAsTsharkDoes() throws {
        guard let tshark = Program.tshark else { return }
        let listed = try tshark.run([
            "-n", "-r", "SamplePcaps/dns.pcap", "-Y", "dns.response_to", "-T", "fields", "-e",
            "frame.number", "-e", "dns.response_to", "-e", "dns.time",
        ])
        let answers = try graph("SamplePcaps/dns.pcap").events.filter { $0["answers"] != nil }
        let ours = answers.map { event in
            let time = Double(event["latency_ns"] as? Int ?? 0) / 1e9
            return "\(event["packet"] ?? 0)\t\(event["answers"] ?? 0)\t"
                + String(format: "%.9f", time)
        }
        #expect(ours == listed.lines.map(String.init))
        #expect(!ours.isEmpty)
    }

    // MARK: - Names

    @Test func namesEndsByWhatTheyAre() throws {
        let mqtt = try graph("SamplePcaps/mqtt-lossy.pcapng")
        let connects = mqtt.events.filter { $0["label"] as? String == "Connect Command" }
        #expect(connects.map { mqtt.name("from", of: $0) } == ["sub", "pub"])
        #expect(connects.map { mqtt.name("to", of: $0) } == ["broker", "broker"])
        let chat = try graph("SamplePcaps/chat-private.pcapng")
        let joins = chat.events.filter {
            ($0["fields"] as? [String: Any])?["chat.command"] as? String == "join"
        }
        #expect(joins.map { chat.name("from", of: $0) } == ["simpleUser", "anotherUser", "Zoë"])
        let xmpp = try graph("SamplePcaps/xmpp-echo.pcapng")
        let names = xmpp.participants.compactMap { $0["name"] as? String }
        #expect(names.contains("networkedss-virtualbox"))
        #expect(names.contains { $0.hasPrefix("alice@networkedss-virtualbox/") })
        let amqp = try graph("SamplePcaps/amqp10-p2p-outcomes.pcapng")
        #expect(amqp.participants[0]["name"] as? String == "d75b54a8-5601-486c-aa78-fa703def2592")
        #expect(amqp.participants[1]["name"] as? String == "broker")
    }

    /// The identifier that an MQTT 5 broker gives a client names it.
    @Test func namesWhomABrokerNames() throws {
        let graph = try graph("SamplePcaps/mqtt-v5.pcapng")
        let names = graph.participants.compactMap { $0["name"] as? String }
        #expect(names.contains("auto-CF435201-012D-7D67-2579-6B4ECFB518FC"))
    }

    /// A broker behind a WebSocket is a broker, and one behind TLS has its messages drawn.
    @Test func looksThroughWhatCarries() throws {
        let web = try graph("SamplePcaps/mqtt-ws.pcapng")
        #expect(web.participants.contains { $0["name"] as? String == "broker" })
        #expect(!web.events.contains { $0["protocol"] as? String == "WebSocket" })
        let secret = try graph("SamplePcaps/mqtt-tls12-dsb.pcapng")
        let labels = secret.events.compactMap { $0["label"] as? String }
        #expect(labels.contains("Connect Command"))
        #expect(!labels.contains("Application Data"))
    }

    // MARK: - Text

    @Test func keepsTheWidth() throws {
        for sample in ["xmpp-muc.pcapng", "dns.pcap", "chat-private.pcapng", "torture-broken.pcap"]
        {
            for width in [40, 80, 133] {
                for unit in ["message", "packet"] {
                    let text = try flow(
                        "--width", "\(width)", "--by", unit, "SamplePcaps/\(sample)"
                    ).text
                    let ladder = text.components(separatedBy: "\n\n").first ?? ""
                    let widest = ladder.split(separator: "\n").map(\.unicodeScalars.count).max()
                    #expect((widest ?? 0) <= width, "\(sample) \(unit)")
                }
            }
        }
    }

    @Test func drawsWithASCIIAlone() throws {
        for sample in ["chat-private.pcapng", "chat-lossy.pcapng", "mqtt-lossy.pcapng"] {
            let output = try flow("--ascii", "SamplePcaps/\(sample)").output
            #expect(output.allSatisfy { $0 < 0x80 }, "\(sample)")
        }
    }

    /// What tshark calls a retransmission is drawn as one.
    @Test func drawsRetransmissions() throws {
        let text = try flow("--unfolded", "SamplePcaps/mqtt-lossy.pcapng").text
        let again = text.split(separator: "\n").filter { $0.contains("sent again") }
        #expect(!again.isEmpty)
        let listed = try Program.earshot.run([
            "read", "-Y", "tcp.analysis.retransmission and tcp.len > 0", "-T", "fields", "-e",
            "frame.number", "SamplePcaps/mqtt-lossy.pcapng",
        ])
        #expect(again.count == listed.lines.count)
    }

    @Test func foldsRunsOfAlikeMessages() throws {
        let path = "SamplePcaps/amqp10-p2p-outcomes.pcapng"
        #expect(try flow(path).text.contains("transfer ×3"))
        #expect(try flow("--ascii", path).text.contains("transfer x3"))
        let unfolded = try flow("--unfolded", path)
        #expect(!unfolded.text.contains("×"))
        let transfers = try graph("-Y", "amqp.performative == 0x14", path).events.count
        #expect(unfolded.lines.count { $0.contains("transfer") } == transfers)
    }

    // MARK: - Narrower

    @Test func narrows() throws {
        let path = "SamplePcaps/mqtt-qos2.pcapng"
        let all = try graph(path).events
        let second = try graph("--stream", "tcp:1", path).events
        #expect(second.count == all.count { $0["stream"] as? String == "tcp:1" })
        let packets = all.compactMap { $0["packet"] as? Int }
        for (option, test) in [
            (["--from", "16"], { $0 >= 16 }), (["--to", "16"], { $0 <= 16 }),
            (["--from", "9", "--to", "18"], { (9...18).contains($0) }),
        ] as [([String], (Int) -> Bool)] {
            let result = try Program.earshot.run(["flow", "--format", "json"] + option + [path])
            let value = try JSONSerialization.jsonObject(with: Data(result.output))
            let events = Graph(value as? [String: Any] ?? [:]).events
            #expect(events.compactMap { $0["packet"] as? Int } == packets.filter(test))
        }
        let late = try graph("--from", "0.4s", path).events
        #expect(late.count < all.count && late.count > 2)
        let filtered = try graph("-Y", "mqtt.msgtype == 3", "--from", "19", path).events
        #expect(filtered.compactMap { $0["packet"] as? Int } == [21])
    }

    /// Names are known of ends whose hello is not shown.
    @Test func namesWhoIsNotShown() throws {
        let graph = try graph("-Y", "mqtt.msgtype == 3", "SamplePcaps/mqtt-lossy.pcapng")
        #expect(graph.name("from", of: try #require(graph.events.first)) == "pub")
    }

    @Test(arguments: [
        (["--from", "soon"], "--from"), (["--to", "1.2.3s"], "--to"),
        (["--stream", "3"], "--stream"), (["--by", "minute"], "--by"),
        (["--width", "10"], "--width"), (["-Y", "mqtt.topc"], "mqtt.topic"),
    ])
    func saysWhatIsWrong(arguments: [String], word: String) throws {
        let result = try Program.earshot.run(
            ["flow"] + arguments + ["SamplePcaps/mqtt-qos2.pcapng"])
        #expect(result.status == 2)
        #expect(result.output.isEmpty)
        #expect(result.errors.contains(word))
    }
}
