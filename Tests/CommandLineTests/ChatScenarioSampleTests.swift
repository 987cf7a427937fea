import Foundation
import Testing

@testable import Traffic

/// The captures of the chat scenarios, held against what the documents of the protocols show of
/// theirs, and against what was sent.
@Suite struct ChatScenarioSampleTests {
    private let earshot = Program.earshot

    /// Messages of a sample: how many bytes of the transport each has, and what it says.
    private func messages(_ scenario: String, _ filter: String) throws -> [String] {
        let sample = try Sample.path("scenarios/\(scenario).pcapng")
        let result = try earshot.run(
            "read", "-Y", filter, "-T", "fields", "-e", "tcp.len", "-e", "udp.length", "-e",
            "_ws.col.Info", sample)
        #expect(result.errors.isEmpty)
        return result.lines.map { line in
            let parts = line.split(separator: "\t", omittingEmptySubsequences: false)
            let count = Int(parts[0]) ?? (Int(parts[1]) ?? 0) - 8
            return "\(count) \(parts[2])"
        }
    }

    /// The packets that the document on the chat room shows, by its numbers.
    @Test func bobAndAliceTalkAsTheDocumentShows() throws {
        let rows = try messages("chat-bob-alice", "chat or chatudp")
        #expect(
            rows.prefix(8) == [
                "3 Join [Bob]", "24 Joined [Bob]", "4 Users []", "5 Join [Alice]",
                "26 Joined [Alice]", "26 Joined [Alice]", "10 Users [Alice]", "8 Users [Bob]",
            ])
        let list = try #require(rows.firstIndex(of: "13 List files"))
        #expect(rows[list + 1].hasPrefix("120 Files [alice.jpg, bob&alice_Wireshark.pcapng, bob"))
        #expect(
            rows[(list + 2)..<(list + 6)] == [
                "23 Download [alice.jpg]", "25 Offer [alice.jpg] 43712 bytes on UDP 55000",
                "6 Part 0 of alice.jpg", "1018 Part 0 data, 1000 bytes",
            ])
        let again = try #require(rows.lastIndex(of: "13 List files"))
        #expect(
            rows[(again + 2)..<(again + 6)] == [
                "21 Download [bob.jpg]", "23 Offer [bob.jpg] 10341 bytes on UDP 55001",
                "6 Part 0 of bob.jpg", "1018 Part 0 data, 1000 bytes",
            ])
        #expect(
            rows.suffix(5) == [
                "8 Finished bob.jpg", "6 Quit", "20 Left [Bob]", "4 Users []", "6 Quit",
            ])
    }

    @Test func twoPeopleTalkAsTheDocumentShows() throws {
        let rows = try messages("ias-tcp", "tcp.stream == 0")
        #expect(rows.count == 11)
        #expect(rows[3] == "6 Message hello")
        #expect(rows[5] == "15 Message hi from alpine")
        #expect(try messages("ias-tcp", "iaschat").last == "3 Quit")
    }

    /// The lengths of the document's datagrams between its two hosts.
    @Test func theRoomTalksAsTheDocumentShows() throws {
        let rows = try messages("ias-udp", "ip.addr == 192.168.122.9").prefix(11)
        let lengths = rows.compactMap { Int($0.prefix { $0 != " " }) }
        #expect(lengths == [9, 9, 2, 2, 11, 11, 11, 18, 18, 23, 2])
        #expect(rows[0] == "9 Message hi debian")
    }

    @Test(arguments: [
        ("chat-bob-alice", ["alice.jpg", "bob.jpg"]), ("chat-private", ["hello.c"]),
        ("chat-lossy", ["bob.jpg", "hello.c"]),
    ])
    func downloadsAreGivenBack(scenario: String, names: [String]) throws {
        let folder = try TemporaryFolder()
        let output = folder.path + "/out"
        let sample = try Sample.path("scenarios/\(scenario).pcapng")
        #expect(try earshot.run("extract", "--to", output, sample).status == 0)
        for name in names {
            let file = try #require(ChatFile.offered.first { $0.name == name })
            #expect(try Array(Data(contentsOf: URL(filePath: "\(output)/\(name)"))) == file.content)
        }
        let files = try FileManager.default.contentsOfDirectory(atPath: output).sorted()
        #expect(files == (names + ["manifest.json"]).sorted())
    }

    /// Requests without an answer, asked again; and answers that were seen and did not arrive.
    @Test func whatIsLostIsLost() throws {
        let rows = try messages("chat-lossy", "chatudp")
        #expect(rows.contains { $0.hasSuffix("of bob.jpg (again, 2nd)") })
        let requests = rows.filter { $0.contains(" of bob.jpg") }.count
        let answers = rows.filter { $0.contains(" data, ") }.count
        #expect(requests > 12)
        #expect(answers != requests)
        #expect(rows.contains("8 Finished bob.jpg"))
    }
}
