import Foundation
import Testing

/// `-Y`, from outside.
@Suite struct FilterTests {
    private let earshot = Program.earshot

    /// One short block on standard error, before anything is read: the file is not there.
    @Test(arguments: [
        (
            "tcp.prt == 1",
            """
            earshot: -Y: 'tcp.prt' is not a known field; did you mean 'tcp.port'?
                tcp.prt == 1
                ^~~~~~~

            """
        ),
        (
            "dns and tcp.port == 99999",
            """
            earshot: -Y: tcp.port goes from 0 to 65535
                dns and tcp.port == 99999
                                    ^~~~~

            """
        ),
        (
            "(tcp or udp",
            """
            earshot: -Y: this parenthesis is not closed
                (tcp or udp
                ^

            """
        ),
        (
            "dns.flags.opcode == \"Standard qery\"",
            """
            earshot: -Y: this is neither a number nor the name of a value of dns.flags.opcode; \
            did you mean 'Standard query'?
                dns.flags.opcode == "Standard qery"
                                    ^~~~~~~~~~~~~~~

            """
        ),
        (
            "tcp.port ==",
            """
            earshot: -Y: the filter ends where more is expected
                tcp.port ==
                           ^

            """
        ),
    ])
    func pointsAtAMistake(filter: String, message: String) throws {
        for output in [[], ["-q"], ["-V"], ["-T", "fields", "-e", "frame.number"]] {
            let result = try earshot.run(["read", "-Y", filter] + output + ["/no/such/file"])
            #expect(result == Program.Result(output: [], errors: message, status: 2))
        }
    }

    /// Packets that are not shown are counted and numbered all the same.
    @Test func numbersAllPackets() throws {
        let path = try Sample.path("dns.pcap")
        let fields = ["-T", "fields", "-e", "frame.number"]
        let all = try earshot.run(["read", "-Y", "arp"] + fields + [path])
        #expect(all.lines.prefix(2) == ["1", "2"])
        #expect(try earshot.run("read", "-Y", "frame.number > 2", "-c", "5", path).lines.count == 3)
        #expect(try earshot.run("read", "-Y", "", path) == earshot.run("read", path))
        let none = try earshot.run("read", "-Y", "vlan", path)
        #expect(none == Program.Result(output: [], errors: "", status: 0))
    }

    /// A row is the same, whether others are shown or not.
    @Test func keepsRows() throws {
        let path = try Sample.path("dns.pcap")
        let shown = try earshot.run("read", "-Y", "dns.flags.response == 1", path).lines
        let all = try earshot.run("read", path).lines
        #expect(shown.count > 10)
        #expect(shown == all.filter { $0.contains(" DNS ") && $0.contains(" response 0x") })
    }
}

/// The captures of the repository.
enum Sample {
    static func path(_ name: String) throws -> String {
        let root = URL(filePath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let path = root.appending(path: "SamplePcaps/\(name)").path
        try #require(FileManager.default.fileExists(atPath: path))
        return path
    }
}
