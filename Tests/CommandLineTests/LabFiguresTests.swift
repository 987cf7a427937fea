import Foundation
import Testing

/// The figures of two lab reports, from captures that `generate` makes after them: how a receiver's
/// credit of 10 spreads 20 messages, and the hierarchy of an XMPP session.
@Suite struct LabFiguresTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func generate(_ scenario: String) throws -> String {
        let path = folder.path + "/\(scenario).pcapng"
        let result = try Program.earshot.run("generate", scenario, "--to", path)
        try #require(result.status == 0, "\(result.errors)")
        return path
    }

    /// What the ladder of the receiver shows: its flows with the credit they grant, and what comes.
    private func credits(_ path: String) throws -> [String] {
        let filter = "amqp.performative == 19 or amqp.performative == 20"
        let result = try Program.earshot.run(
            "flow", "--format", "json", "--stream", "tcp:0", "-Y", filter, path)
        let graph = try JSONSerialization.jsonObject(with: Data(result.output)) as? [String: Any]
        let ends = graph?["participants"] as? [[String: Any]] ?? []
        return (graph?["events"] as? [[String: Any]] ?? []).compactMap { event in
            let isServer = ends[event["from"] as? Int ?? 0]["port"] as? Int == 5672
            let fields = event["fields"] as? [String: Any]
            let credit = fields?["amqp.performative.arguments.linkCredit"] as? Int
            guard let label = event["label"] as? String else { return nil }
            // The server's flows repeat those of the receiver.
            if label == "flow" { return isServer ? nil : "flow \(credit ?? -1)" }
            return isServer ? label : nil
        }
    }

    /// The receiver is sent ten; its next flow grants nine, and nine come; the twentieth comes
    /// after one more flow; in the end the credit is ten again.
    @Test func tenCreditsSpreadTwentyMessages() throws {
        let path = try generate("amqp-credit")
        func transfers(_ count: Int) -> [String] { Array(repeating: "transfer", count: count) }
        let expected =
            ["flow 10"] + transfers(10) + ["flow 9"] + transfers(9) + ["flow 9"] + transfers(1)
        let seen = try credits(path)
        #expect(Array(seen.prefix(expected.count)) == expected)
        #expect(seen.dropFirst(expected.count).allSatisfy { $0.hasPrefix("flow ") })
        #expect(seen.last == "flow 10")
    }

    /// The same in tables: 20 messages each way, all accepted; a broker that twice had to wait.
    @Test func creditIsCounted() throws {
        let report = try StatsReport(["amqp", try generate("amqp-credit")])
        let links = try #require(report["amqp.links"])
        #expect(links.counts("deliveries", by: "link") == ["sender": 20, "receiver": 20])
        #expect(links.counts("greatest-credit", by: "link")["receiver"] == 10)
        #expect(links.counts("stalls", by: "link") == ["sender": 0, "receiver": 2])
        let deliveries = try #require(report["amqp.deliveries"])
        for (column, count) in ["deliveries": 20, "accepted": 20, "unsettled": 0] {
            #expect(
                deliveries.counts(column, by: "direction")
                    == ["client to server": count, "server to client": count])
        }
        let connections = try #require(report["amqp.connections"])
        for row in connections.rows {
            #expect(row["mechanism"]?.text == "ANONYMOUS")
            #expect(row["max-frame-size"]?.number == 32_768)
            #expect(row["channel-max"]?.number == 32_767)
            #expect(row["idle-timeout"]?.number == 60)
        }
        #expect(connections.rows.count == 2)
    }

    /// As Wireshark's window showed it, of what the filter `xmpp` lets through: one chain of
    /// protocols, each with all of it, and an end in the last one only.
    @Test func theHierarchyIsThatOfTheReport() throws {
        let path = try generate("xmpp-session")
        let report = try StatsReport(["hierarchy", "-Y", "xmpp", path])
        let rows = try #require(report["hierarchy"]).rows
        #expect(rows.compactMap { $0["protocol"]?.text } == ["frame", "eth", "ip", "tcp", "xmpp"])
        for (depth, row) in rows.enumerated() {
            let isLast = depth == rows.count - 1
            #expect(Int(row["depth"]?.number ?? 0) == depth)
            for (column, value) in [
                "packets": 358, "bytes": 172_961, "packet-share": 100, "byte-share": 100,
                "end-packets": isLast ? 358 : 0, "end-bytes": isLast ? 172_961 : 0,
            ] as [String: Double] {
                #expect(row[column]?.number == value, "\(column) at \(depth)")
            }
            #expect(row["bit-rate"]?.number?.rounded() == 1994)
            #expect(row["end-bit-rate"]?.number?.rounded() == (isLast ? 1994 : 0))
        }
    }
}
