import Testing

/// The captures of the XMPP scenarios, held against what the reports of two labs show of theirs.
@Suite struct XMPPScenarioSampleTests {
    /// A row of a report: as many bytes, where they do not depend on the server's version, and
    /// what the line of the list begins with.
    private struct Row {
        var byteCount: Int?
        var words: String

        init(_ byteCount: Int?, _ words: String) {
            self.byteCount = byteCount
            self.words = words
        }

        func matches(_ line: String) -> Bool {
            let parts = line.split(separator: "\t", maxSplits: 1)
            return parts.count == 2 && parts[1].hasPrefix(words)
                && (byteCount == nil || parts[0] == "\(byteCount ?? 0)")
        }
    }

    private func lines(_ scenario: String, _ fields: String...) throws -> [String] {
        let sample = try Sample.path("scenarios/\(scenario).pcapng")
        let result = try Program.earshot.run(
            ["read", "-Y", "xmpp or dns or tls", "-T", "fields"] + fields.flatMap { ["-e", $0] }
                + [sample])
        #expect(result.errors.isEmpty)
        return result.lines.map(String.init)
    }

    /// What is missing of rows that come in this order, others between them.
    private func missing(_ rows: [Row], in lines: [String]) -> [String] {
        var rest = lines[...]
        var missing: [String] = []
        for row in rows {
            if let index = rest.firstIndex(where: row.matches) {
                rest = rest[(index + 1)...]
            } else {
                missing.append("\(row.byteCount ?? 0) \(row.words)")
            }
        }
        return missing
    }

    /// Two bots sign in side by side, somebody sends, and versions are asked for.
    @Test func botsAnswerAsTheReportShows() throws {
        let host = "networkedss-virtualbox"
        let signsIn = [
            Row(207, "STREAM > \(host)"), Row(nil, "STREAM < \(host)"),
            Row(173, "IQ(set) BIND"), Row(nil, "IQ(result) BIND"), Row(130, "PRESENCE"),
        ]
        let asks = [
            Row(165, "IQ(get) QUERY(jabber:iq:roster)"),
            Row(nil, "IQ(result) QUERY(jabber:iq:roster)"),
        ]
        let rows =
            [
                Row(207, "STREAM > \(host)"), Row(nil, "STREAM < \(host)"),
                Row(207, "STREAM > \(host)"), Row(nil, "STREAM < \(host)"), Row(184, "AUTH"),
                Row(258, "CHALLENGE"), Row(180, "AUTH"), Row(258, "CHALLENGE"),
                Row(252, "RESPONSE"), Row(166, "SUCCESS"),
            ] + signsIn + [Row(273, "PRESENCE < alice@\(host)/")] + asks
            + [Row(252, "RESPONSE"), Row(166, "SUCCESS")] + signsIn
            + [Row(269, "PRESENCE < bob@\(host)/")] + asks
            + [
                Row(207, "STREAM > \(host)"), Row(nil, "STREAM < \(host)"), Row(184, "AUTH"),
                Row(nil, "CHALLENGE"), Row(252, "RESPONSE"), Row(166, "SUCCESS"),
            ] + signsIn
            + [
                Row(273, "PRESENCE < alice@\(host)/"), Row(273, "PRESENCE < alice@\(host)/"),
                Row(273, "PRESENCE < alice@\(host)/"),
            ] + asks
            + [
                Row(199, "MESSAGE > bob@\(host)"), Row(272, "MESSAGE < alice@\(host)/"),
                Row(257, "MESSAGE > alice@\(host)/"), Row(328, "MESSAGE < bob@\(host)/"),
                Row(82, "STREAM END"), Row(82, "STREAM END"),
                Row(240, "PRESENCE < alice@\(host)/"),
                Row(nil, "IQ(get) QUERY(jabber:iq:version) < \(host)"),
                Row(nil, "IQ(result) QUERY(jabber:iq:version) > \(host)"),
                Row(nil, "IQ(get) QUERY(jabber:iq:version) < \(host)"),
                Row(nil, "IQ(result) QUERY(jabber:iq:version) > \(host)"),
            ]
        #expect(missing(rows, in: try lines("xmpp-echo", "frame.len", "_ws.col.Info")) == [])
    }

    /// A ping, a stream with all that signing in takes, cards, presence and a message.
    @Test func twoPeopleChatAsTheReportShows() throws {
        let host = "ankur-virtualbox"
        let rows = [
            Row(130, "IQ(get) PING"), Row(133, "IQ(result)"), Row(180, "STREAM > 10.0.2.15"),
            Row(256, "STREAM < \(host)"), Row(525, "FEATURES"), Row(143, "AUTH"),
            Row(286, "CHALLENGE"), Row(504, "RESPONSE"), Row(182, "SUCCESS"),
            Row(187, "STREAM > \(host)"), Row(nil, "STREAM < \(host)"),
            Row(nil, "IQ(set) BIND"), Row(nil, "IQ(result) BIND"), Row(nil, "IQ(set) SESSION"),
            Row(nil, "IQ(result)"), Row(nil, "IQ(get) QUERY(jabber:iq:roster)"),
            Row(nil, "IQ(result) QUERY(jabber:iq:roster)"), Row(163, "IQ(get) VCARD"),
            Row(163, "IQ(result) VCARD"), Row(145, "PRESENCE"),
            Row(209, "PRESENCE < omkar@\(host)/Spark"),
            Row(215, "PRESENCE < ankur@\(host)/Spark"), Row(179, "IQ(get) QUERY"),
            Row(216, "IQ(result) QUERY"), Row(265, "MESSAGE > omkar@\(host)"),
            Row(265, "MESSAGE < ankur@\(host)/Spark"),
        ]
        #expect(missing(rows, in: try lines("xmpp-session", "frame.len", "_ws.col.Info")) == [])
    }

    /// The report's protocol hierarchy: 358 packets of 172961 bytes, 1994 bits a second, and
    /// XMPP to the last of them.
    @Test func theChatIsAsLongAsTheReportSays() throws {
        let packets = try lines("xmpp-session", "frame.len", "frame.time_relative").map { line in
            line.split(separator: "\t").compactMap { Double($0) }
        }
        #expect(packets.count == 358)
        let byteCount = packets.reduce(0) { $0 + $1[0] }
        #expect(byteCount == 172_961)
        let seconds = try #require(packets.last)[1] - packets[0][1]
        #expect((byteCount * 8 / seconds).rounded() == 1994)
    }

    @Test func aGatewayAsksForTLSAsTheReportShows() throws {
        let name = "talk.google.com"
        let alias = "CNAME talk.l.google.com"
        let lines = try lines("xmpp-gateway", "frame.len", "_ws.col.Info")
        let questions = lines.prefix(4).compactMap { line -> String? in
            // Numbers are made up.
            let words = line.split(separator: " ")
            return words.filter { !$0.hasPrefix("0x") }.joined(separator: " ")
        }
        #expect(questions[0] == "75\tStandard query A \(name)")
        #expect(questions[1] == "75\tStandard query AAAA \(name)")
        #expect(
            questions[2] == "112\tStandard query response A \(name) \(alias) A 173.194.202.125")
        #expect(questions[3].hasPrefix("124\tStandard query response AAAA \(name) \(alias) AAAA "))
        let rows = [
            Row(nil, "STREAM > gmail.com"), Row(nil, "STREAM < gmail.com"),
            Row(nil, "STARTTLS"), Row(nil, "PROCEED"), Row(nil, "Client Hello"),
        ]
        #expect(missing(rows, in: lines) == [])
    }
}
