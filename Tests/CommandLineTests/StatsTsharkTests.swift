import Foundation
import Testing

/// What `earshot stats` counts is what comes out when tshark's fields are counted.
@Suite(.enabled(if: Program.tshark != nil, "tshark is not installed")) struct StatsTsharkTests {
    private static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    private func sample(_ name: String) -> String {
        Self.root.appending(path: "SamplePcaps/\(name)").path
    }

    private static let mqttTypes = [
        "Connect Command": 1, "Connect Ack": 2, "Publish Message": 3, "Publish Ack": 4,
        "Publish Received": 5, "Publish Release": 6, "Publish Complete": 7,
        "Subscribe Request": 8, "Subscribe Ack": 9, "Unsubscribe Request": 10,
        "Unsubscribe Ack": 11, "Ping Request": 12, "Ping Response": 13, "Disconnect Req": 14,
        "Authentication Exchange": 15,
    ]

    @Test(arguments: [
        "mqtt-v5.pcapng", "mqtt-qos2.pcapng", "mqtt-lossy.pcapng", "mqtt-wildcards.pcapng",
        "mqtt-loop.pcap", "mqtt-ipv6.pcapng", "mqtt-zerowindow.pcapng",
    ])
    func countsMQTTPackets(name: String) throws {
        let path = sample(name)
        let table = try #require(try StatsReport([path, "mqtt"])["mqtt.packets"])
        let ours = table.counts("packets", by: "type")
        let theirs = try TsharkValues(path, ["mqtt.msgtype"]).counts
        #expect(!theirs.isEmpty)
        for (words, count) in ours {
            let type = try #require(Self.mqttTypes[words])
            #expect(theirs["\(type)"] == count, "\(words)")
        }
        #expect(ours.count == theirs.count)
    }

    @Test(arguments: ["mqtt-v5.pcapng", "mqtt-loop.pcap"])
    func countsTopics(name: String) throws {
        let path = sample(name)
        let table = try #require(try StatsReport([path, "mqtt.topics"])["mqtt.topics"])
        var counts: [String: Int] = [:]
        var byteCounts: [String: Int] = [:]
        // Packets of publishes alone, so that topics and payloads go together one by one.
        let values = try TsharkValues(
            path, ["mqtt.topic", "mqtt.msgtype", "mqtt.msg"], filter: "mqtt.msgtype == 3")
        for packet in values.packets where Set(packet[1]) == ["3"] {
            for (index, topic) in packet[0].enumerated() {
                counts[topic, default: 0] += 1
                if packet[2].count == packet[0].count {
                    byteCounts[topic, default: 0] += packet[2][index].count / 2
                }
            }
        }
        let isAlone = values.packets.allSatisfy { Set($0[1]) == ["3"] }
        try #require(isAlone)
        #expect(table.counts("publishes", by: "topic") == counts)
        let isComplete = values.packets.allSatisfy { $0[2].count == $0[0].count }
        if isComplete { #expect(table.counts("bytes", by: "topic") == byteCounts) }
    }

    /// Handshakes are put together here once more, from what tshark says of each packet.
    @Test(arguments: ["mqtt-v5.pcapng", "mqtt-lossy.pcapng", "mqtt-loop.pcap"])
    func measuresHandshakes(name: String) throws {
        let path = sample(name)
        let table = try #require(try StatsReport([path, "mqtt.exchanges"])["mqtt.exchanges"])
        let values = try TsharkValues(
            path,
            [
                "frame.time_relative", "tcp.stream", "tcp.srcport", "mqtt.msgtype", "mqtt.msgid",
                "mqtt.qos", "mqtt.puback.reason_code",
            ], filter: "mqtt")
        var open: [String: Double] = [:]
        var times: [Double] = []
        var asked = 0
        for packet in values.packets {
            let (time, stream) = (try #require(Double(packet[0][0])), packet[1][0])
            var (ids, qualities, reasons) = (packet[4][...], packet[5][...], packet[6][...])
            for type in packet[3] {
                let quality = type == "3" ? qualities.removeFirst() : ""
                let hasID = type == "3" ? quality != "0" : (4...11).contains(Int(type) ?? 0)
                let id = hasID ? ids.removeFirst() : ""
                let key = "\(stream) \(id) "
                if type == "3", quality == "1" {
                    let sender = key + packet[2][0]
                    if open[sender] == nil { asked += 1 }
                    open[sender] = open[sender] ?? time
                } else if type == "4" {
                    let reason = reasons.popFirst().flatMap { Int($0) } ?? 0
                    let mine = open.keys.first {
                        $0.hasPrefix(key) && !$0.hasSuffix(" " + packet[2][0])
                    }
                    guard let mine, let start = open.removeValue(forKey: mine) else { continue }
                    if reason < 0x80 { times.append(time - start) }
                }
            }
        }
        let rows = table.rows.filter { $0["what"]?.text?.hasPrefix("QoS 1") == true }
        #expect(rows.reduce(0) { $0 + Int($1["asked"]?.number ?? 0) } == asked)
        #expect(rows.reduce(0) { $0 + Int($1["answered"]?.number ?? 0) } == times.count)
        guard let longest = times.max() else { return }
        let max = rows.compactMap { $0["max"]?.number }.max() ?? 0
        #expect(abs(max - longest) < 2e-6)
    }

    @Test(arguments: ["amqp10-p2p-outcomes.pcapng", "amqp10-reject-release.pcapng"])
    func countsPerformatives(name: String) throws {
        let path = sample(name)
        let report = try StatsReport([path, "amqp"])
        let frames = try #require(report["amqp.frames"]).counts("count", by: "frame")
        let words = [
            "16": "open", "17": "begin", "18": "attach", "19": "flow", "20": "transfer",
            "21": "disposition", "22": "detach", "23": "end", "24": "close",
        ]
        let theirs = try TsharkValues(path, ["amqp.performative"]).counts
        #expect(!theirs.isEmpty)
        for (number, count) in theirs {
            #expect(frames[words[number] ?? number] == count, "\(number)")
        }
        // What became of deliveries: each state is said once for each range.
        let table = try #require(report["amqp.deliveries"])
        for row in table.rows {
            let total =
                ["accepted", "rejected", "released", "modified", "sent-settled", "aborted"]
                + ["unsettled", "settled-without-outcome"]
            let sum = total.reduce(0) { $0 + (row[$1]?.number ?? 0) }
            #expect(sum == row["deliveries"]?.number)
        }
    }

    @Test(arguments: ["amqp091-basic.pcapng", "amqp091-methods.pcap"])
    func countsMethods(name: String) throws {
        let path = sample(name)
        let table = try #require(try StatsReport([path, "amqp.methods"])["amqp.methods"])
        let values = try TsharkValues(path, ["amqp.method.class", "amqp.method.method"])
        var theirs: [String: Int] = [:]
        for packet in values.packets {
            for (classID, method) in zip(packet[0], packet[1]) {
                theirs["\(classID).\(method)", default: 0] += 1
            }
        }
        let ours = table.counts("count", by: "frame").filter { $0.key.contains(".") }
        #expect(ours.values.sorted() == theirs.values.sorted())
        let some = [
            "Connection.Start": "10.10", "Channel.Open": "20.10", "Basic.Publish": "60.40",
            "Basic.Deliver": "60.60", "Basic.Ack": "60.80", "Confirm.Select": "85.10",
            "Queue.Declare": "50.10", "Exchange.Declare": "40.10", "Tx.Select": "90.10",
        ]
        for (name, number) in some { #expect(ours[name] == theirs[number], "\(name)") }
    }

    @Test(arguments: ["xmpp-muc.pcapng", "xmpp-echo.pcapng"])
    func countsStanzas(name: String) throws {
        let path = sample(name)
        let table = try #require(try StatsReport([path, "xmpp.stanzas"])["xmpp.stanzas"])
        let ours = table.counts("count", by: "kind")
        for kind in ["message", "presence", "iq"] {
            let theirs = try TsharkValues(path, ["xmpp.\(kind)"]).counts.values.reduce(0, +)
            #expect(ours[kind] ?? 0 == theirs, "\(kind)")
        }
        #expect(ours["message"] ?? 0 > 0)
    }

    @Test(arguments: ["dns.pcap", "dns-tcp.pcap"])
    func countsDNS(name: String) throws {
        let path = sample(name)
        let report = try StatsReport([path, "dns"])
        // Without those that an error of ICMP quotes.
        let questions = try TsharkValues(
            path, ["dns.qry.name"], filter: "dns.flags.response == 0 and not icmp")
        let names = try #require(report["dns.names"]).counts("questions", by: "name")
        #expect(names.filter { $0.value > 0 } == questions.counts)
        let codes = try TsharkValues(path, ["dns.flags.rcode"], filter: "dns.flags.response == 1")
        let sums = try #require(report["dns.codes"]).rows.compactMap { $0["count"]?.number }
        #expect(sums.map { Int($0) }.sorted() == codes.counts.values.sorted())
        let times = try TsharkValues(path, ["dns.time"]).counts.values.reduce(0, +)
        let exchanges = try #require(report["dns.exchanges"]).rows
        let answered = exchanges.reduce(0.0) {
            $0 + ($1["answered"]?.number ?? 0) + ($1["refused"]?.number ?? 0)
        }
        #expect(Int(answered) == times)
    }

    @Test(arguments: ["tcp-lossy.pcap", "mqtt-lossy.pcapng"])
    func countsFindings(name: String) throws {
        let path = sample(name)
        let table = try #require(try StatsReport([path, "notes"])["notes.tcp"])
        #expect(!table.rows.isEmpty)
        for (rule, count) in table.counts("count", by: "rule") {
            let values = try TsharkValues(
                path, ["frame.number"], filter: "tcp.analysis.\(rule)")
            #expect(values.packets.count == count, "\(rule)")
        }
    }

    @Test func countsTLS() throws {
        let path = sample("tls12.pcap")
        let report = try StatsReport([path, "tls"])
        let names = try TsharkValues(path, ["tls.handshake.extensions_server_name"]).counts
        #expect(
            try #require(report["tls.servers"]).counts("connections", by: "server") == names)
        let answers = try TsharkValues(
            path, ["tls.handshake.ciphersuite"], filter: "tls.handshake.type == 2")
        let versions = try #require(report["tls.versions"]).counts("connections", by: "version")
        #expect(versions.values.reduce(0, +) == answers.counts.values.reduce(0, +))
    }

    @Test(arguments: ["mqtt-v5.pcapng", "xmpp-muc.pcapng", "network-odd.pcap"])
    func countsPacketsAndBytes(name: String) throws {
        let path = sample(name)
        let report = try StatsReport([path])
        let lengths = try TsharkValues(path, ["frame.len"])
        #expect(report.packets == lengths.packets.count)
        #expect(report.bytes == lengths.packets.reduce(0) { $0 + (Int($1[0][0]) ?? 0) })
    }
}
