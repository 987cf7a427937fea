import Foundation
import Testing
import Traffic

/// `earshot generate` into captures: every scenario, the faults, and what may go wrong.
@Suite struct GenerateTests {
    private static let names = Scenarios.all.map(\.name)
    private static let checks = [
        "-o", "tcp.check_checksum:TRUE", "-o", "ip.check_checksum:TRUE",
        "-o", "udp.check_checksum:TRUE",
    ]

    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func generate(_ name: String, _ options: String...) throws -> String {
        let path = folder.url.appending(path: "\(UUID()).pcapng").path
        let result = try Program.earshot.run(["generate", name, "--to", path] + options)
        #expect(result == Program.Result(output: [], errors: "", status: 0))
        return path
    }

    private func bytes(_ path: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(filePath: path)))
    }

    /// What a display filter lets through, as `read` lists it.
    private func rows(_ path: String, _ filter: String) throws -> [Substring] {
        try Program.earshot.run("read", path, "-Y", filter).lines
    }

    // MARK: - Every scenario

    @Test(arguments: names) func theSampleIsWhatIsGenerated(name: String) throws {
        let sample = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "SamplePcaps/scenarios/\(name).pcapng").path
        let made = try bytes(generate(name))
        #expect(try made == bytes(sample), "run Tools/make-samples")
        #expect(try made != bytes(generate(name, "--seed", "2")))
    }

    /// Nothing that tshark would call broken, on a line that breaks nothing.
    @Test(.enabled(if: Program.tshark != nil, "tshark is not installed"), arguments: names)
    func tsharkFindsNothingWrong(name: String) throws {
        let path = try generate(name)
        let wrong = """
            _ws.malformed or tcp.analysis.flags or ip.checksum.status == 0 \
            or tcp.checksum.status == 0 or udp.checksum.status == 0
            """
        let tshark = try #require(Program.tshark)
        let rows = try tshark.run(["-n", "-r", path, "-Y", wrong] + Self.checks).lines
        #expect(rows.filter { !Self.isMisread($0) }.isEmpty)
    }

    /// What is right, and not for tshark: a closing tag of a stream by itself, and the first of
    /// several AMQP frames with parts of a message, which it takes for the whole.
    private static func isMisread(_ row: Substring) -> Bool {
        row.hasSuffix(" STREAM END") || row.contains(" transfer transfer ")
    }

    // MARK: - Faults

    /// What is lost is seen to be sent again, and everything arrives all the same.
    @Test(arguments: 1...5) func whatIsLostIsSentAgain(seed: Int) throws {
        let plain = try generate("mqtt-qos2", "--count", "20")
        let lossy = try generate("mqtt-qos2", "--count", "20", "--loss", "10%", "--seed", "\(seed)")
        #expect(try rows(plain, "tcp.analysis.flags").isEmpty)
        #expect(try !rows(lossy, "tcp.analysis.retransmission").isEmpty)
        #expect(try messageCount(lossy) == messageCount(plain))
    }

    @Test func whatComesLateIsNoticed() throws {
        let late = try generate("mqtt-qos1", "--count", "50", "--reorder", "10%")
        let notices = "tcp.analysis.out_of_order or tcp.analysis.lost_segment"
        #expect(try !rows(late, notices).isEmpty)
        #expect(try messageCount(late) == messageCount(generate("mqtt-qos1", "--count", "50")))
    }

    @Test func whatComesTwiceIsNoticed() throws {
        let twice = try generate("mqtt-qos1", "--count", "20", "--duplicate", "0.1")
        let notices = "tcp.analysis.retransmission or tcp.analysis.duplicate_ack"
        #expect(try !rows(twice, notices).isEmpty)
        #expect(try messageCount(twice) == messageCount(generate("mqtt-qos1", "--count", "20")))
    }

    @Test func segmentsAreNoLongerThanTheCut() throws {
        let cut = try generate("mqtt-qos1", "--cut", "3")
        #expect(try rows(cut, "tcp.len > 3").isEmpty)
        #expect(try !rows(cut, "tcp.len == 3").isEmpty)
        #expect(try messageCount(cut) == messageCount(generate("mqtt-qos1")))
    }

    private func messageCount(_ path: String) throws -> Int {
        let result = try Program.earshot.run(
            "read", path, "-T", "fields", "-e", "mqtt.msgtype", "-Y", "mqtt")
        return result.text.split { $0 == "\n" || $0 == "," }.count
    }

    @Test(.enabled(if: Program.tshark != nil, "tshark is not installed"), arguments: 1...3)
    func tsharkSeesTheSameFaults(seed: Int) throws {
        let path = try generate(
            "mqtt-qos2", "--count", "30", "--loss", "5%", "--reorder", "5%", "--duplicate", "5%",
            "--cut", "20", "--seed", "\(seed)")
        let tshark = try #require(Program.tshark)
        let theirs = try tshark.run([
            "-n", "-o", "tcp.reassemble_out_of_order:TRUE", "-r", path,
        ])
        let ours = try Program.earshot.run("read", path)
        #expect(ours.lines.count == theirs.lines.count)
        for (our, their) in zip(ours.lines, theirs.lines) where our != their {
            Issue.record("\(our)\n\(their)")
        }
    }

    // MARK: - What options say

    @Test func countsMessages() throws {
        let path = try generate("mqtt-qos0", "--count", "7", "--size", "100", "--port", "11883")
        let publications = "mqtt.msgtype == 3 and tcp.dstport == 11883 and mqtt.len == 117"
        #expect(try rows(path, publications).count == 7)
    }

    @Test func listsScenarios() throws {
        let list = try Program.earshot.run("generate", "--list")
        #expect(list.lines.map { $0.prefix { $0 != " " } } == Self.names.map { $0[...] })
        let json = try Program.earshot.run("generate", "--list", "--json")
        let objects = try json.lines.map {
            try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
        }
        #expect(objects.map { $0?["name"] as? String } == Self.names)
        #expect(objects.allSatisfy { ($0?["summary"] as? String)?.isEmpty == false })
    }

    @Test(arguments: [
        ([], "which scenario? 'earshot generate --list' lists them"),
        (["mqtt-qso1"], "unknown scenario 'mqtt-qso1'; did you mean 'mqtt-qos1'?"),
        (["mqtt-qos1"], "where to? --to FILE, --live, or --connect HOST:PORT"),
        (["mqtt-qos1", "--live", "--to", "x"], "--to, --live and --connect exclude one another"),
        (["mqtt-qos1", "mqtt-qos2", "--live"], "one SCENARIO is played at a time"),
        (
            ["mqtt-qos1", "--to", "/no/such/folder/x"],
            "--to /no/such/folder/x: No such file or directory"
        ),
        (["mqtt-qos1", "--to", "/dev/full"], "--to /dev/full: No space left on device"),
        (["mqtt-qos1", "--live", "--loss", "2"], "--loss: '2' is not a part such as 0.02 or 2%"),
        (["mqtt-qos1", "--live", "--port", "0"], "--port: '0' is not a port from 1 to 65535"),
        (
            ["mqtt-qos1", "--live", "--reorder", "1%"],
            "--reorder: packets on sockets keep their order; use it with --to"
        ),
        (["mqtt-qos1", "--connect", "x"], "--connect 'x' is not of the form HOST:PORT"),
    ])
    func saysWhatIsWrong(arguments: [String], message: String) throws {
        let result = try Program.earshot.run(["generate"] + arguments)
        #expect(
            result == Program.Result(output: [], errors: "earshot: \(message)\n", status: 2))
    }
}
