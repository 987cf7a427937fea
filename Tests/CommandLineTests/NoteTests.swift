import Testing

/// What the pipeline makes of the notes that dissectors and drivers leave.
@Suite struct NoteTests {
    private func fields(_ sample: String, _ names: String...) throws -> [[Substring]] {
        let columns = names.flatMap { ["-e", $0] }
        let result = try Program.earshot.run(
            ["read", "-T", "fields"] + columns + [Sample.path(sample)])
        return result.lines.map { $0.split(separator: "\t", omittingEmptySubsequences: false) }
    }

    @Test func areFields() throws {
        let rows = try fields(
            "dns-malformed.pcap", "earshot.note", "earshot.note.rule", "earshot.note.severity")
        let row = try #require(rows.first)
        #expect(row[0].hasPrefix("dns.truncated-message (error) at "))
        #expect(row[1] == "dns.truncated-message")
        #expect(row[2] == "2")
    }

    /// Wireshark's fields only where it has them too.
    @Test(.enabled(if: Program.tshark != nil, "tshark is not installed"))
    func malformedIsAsTshark() throws {
        let path = try Sample.path("dns-malformed.pcap")
        let options = ["-T", "fields", "-e", "frame.number", "-e", "_ws.malformed"]
        let theirs = try #require(Program.tshark).run(["-n", "-r", path] + options)
        #expect(try Program.earshot.run(["read", path] + options).lines == theirs.lines)
    }

    /// Bytes that belong to no message are told, though no dissector saw them.
    @Test func tellWhatWasSkipped() throws {
        let rules = try fields("mqtt-malformed.pcapng", "earshot.note.rule").flatMap { $0 }
        let all = rules.flatMap { $0.split(separator: ",") }
        #expect(all.contains { $0.hasPrefix("stream.") })
        let expert = try fields("mqtt-malformed.pcapng", "earshot.note.rule", "_ws.expert")
        #expect(expert.allSatisfy { !$0[1].contains("stream.") })
    }

    @Test func richInfoNamesThem() throws {
        let path = try Sample.path("dns-malformed.pcap")
        let plain = try Program.earshot.run("read", "-c", "5", path).lines
        let rich = try Program.earshot.run("read", "--info", "rich", "-c", "5", path).lines
        #expect(zip(rich, plain).allSatisfy { $0 == $1 + " [note: dns.truncated-message]" })
        #expect(plain.count == 5 && rich.count == 5)
        #expect(try Program.earshot.run("read", "--info=tshark", "-c5", path).lines == plain)
        let wrong = try Program.earshot.run("read", "--info=ritch", path)
        #expect(wrong.errors == "earshot: --info: unknown value 'ritch'; did you mean 'rich'?\n")
        #expect(wrong.status == 2)
    }
}
