import Foundation
import Testing

@Suite struct FieldsCommandTests {
    private let earshot = Program.earshot

    /// `earshot fields --markdown >Docs/fields.md` makes them equal again.
    @Test func documentIsUpToDate() throws {
        let document = URL(filePath: try Sample.path("../Docs/fields.md"))
        let result = try earshot.run("fields", "--markdown")
        #expect(try String(contentsOf: document, encoding: .utf8) == result.text)
    }

    @Test func listsThoseWithAPrefix() throws {
        let result = try earshot.run("fields", "tcp.flags", "udp.port")
        #expect(result.lines.count == 13)
        #expect(result.lines.first == "tcp.flags        unsigned, 16 bits  Flags")
        #expect(
            result.lines.last == "udp.port         unsigned, 16 bits  Source or Destination Port")
        let all = try earshot.run("fields").lines
        #expect(all.count > 400)
        #expect(Set(all).count == all.count)
    }

    @Test func writesJSON() throws {
        struct Entry: Decodable {
            var name: String
            var type: String
            var meaning: String
            var values: [String: String]?
        }
        let lines = try earshot.run("fields", "--json").lines
        let entries = try lines.map { try JSONDecoder().decode(Entry.self, from: Data($0.utf8)) }
        #expect(entries.count == (try earshot.run("fields").lines.count))
        let opcode = entries.first { $0.name == "dns.flags.opcode" }
        #expect(opcode?.values?["0"] == "Standard query")
        #expect(entries.allSatisfy { !$0.meaning.isEmpty })
    }

    @Test(arguments: [
        (["mqqt"], "no field begins with 'mqqt'; did you mean 'mqtt'?"),
        (["--markdown", "tcp"], "--markdown is the whole document: no PREFIX, and no --json"),
        (["--markdown", "--json"], "--markdown is the whole document: no PREFIX, and no --json"),
    ])
    func saysWhatItDidNotUnderstand(arguments: [String], message: String) throws {
        let result = try earshot.run(["fields"] + arguments)
        #expect(result == Program.Result(output: [], errors: "earshot: \(message)\n", status: 2))
    }
}
