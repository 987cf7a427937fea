import Foundation
import Testing

/// What `earshot extract` writes.
@Suite struct ExtractTests {
    private let earshot = Program.earshot

    private func manifest(_ path: String) throws -> [[String: Any]] {
        let data = try Data(contentsOf: URL(filePath: path + "/manifest.json"))
        return try #require(JSONSerialization.jsonObject(with: data) as? [[String: Any]])
    }

    private func sum(_ path: String) throws -> String {
        let result = try Program(path: "/usr/bin/sha256sum").run(path)
        return String(result.text.prefix(64))
    }

    @Test func writesTheFilesOfDownloads() throws {
        let folder = try TemporaryFolder()
        let output = folder.path + "/out"
        let capture = try Sample.path("chat-private.pcapng")
        let result = try earshot.run("extract", "--to", output, capture)
        #expect(result == Program.Result(output: [], errors: "", status: 0))
        let files = try manifest(output)
        #expect(files.map { $0["file"] as? String } == ["hello.c"])
        #expect(try files[0]["sha256"] as? String == sum(output + "/hello.c"))
        #expect(files[0]["size"] as? Int == 63)
        #expect(files[0]["complete"] as? Bool == true)
        let again = try earshot.run("extract", "--to", output, capture)
        #expect(again.errors.hasSuffix("a manifest.json already; nothing is overwritten\n"))
        #expect(again.status == 2)
    }

    /// Bodies as tshark unpacks them: of a length that was told, in chunks, in gzip, in both.
    @Test(arguments: [
        (16, "<html><body>x</body></html>"), (22, "<html><body>x</body></html>"),
        (10, "<?xml version='1.0'?><a><b>c</b></a>"), (36, "<?xml version='1.0'?><a><b>c</b></a>"),
        (40, "{\"a\": [1, 2]}"), (48, "{\"a\": [1, 2]}"),
    ])
    func writesBodiesOfHTTP(packet: Int, text: String) throws {
        let folder = try TemporaryFolder()
        let output = folder.path + "/out"
        let filter = "http and frame.number == \(packet)"
        let capture = try Sample.path("http.pcap")
        let result = try earshot.run("extract", "--to", output, "-Y", filter, capture)
        #expect(result == Program.Result(output: [], errors: "", status: 0))
        #expect(try manifest(output).map { $0["file"] as? String } == ["\(packet)-http"])
        #expect(try String(contentsOfFile: "\(output)/\(packet)-http", encoding: .utf8) == text)
    }

    /// Values that are text or bytes, and data sections, in the order in which they were sent.
    @Test func writesBodiesOfAMQP() throws {
        let folder = try TemporaryFolder()
        let output = folder.path + "/out"
        let capture = try Sample.path("amqp10-types.pcapng")
        #expect(try earshot.run("extract", "--to", output, "-Y", "amqp", capture).status == 0)
        let texts = try manifest(output).compactMap { file in
            let name = try #require(file["file"] as? String)
            return String(
                data: try Data(contentsOf: URL(filePath: "\(output)/\(name)")), encoding: .utf8)
        }
        #expect(texts.prefix(3) == ["text body", "nested", "\u{FC}n\u{EF}code \u{2713} \u{1F388}"])
        #expect(texts.contains("inferred data section"))
    }

    @Test func saysWhatALateAnswerSpoiled() throws {
        let folder = try TemporaryFolder()
        let output = folder.path + "/out"
        #expect(
            try earshot.run("extract", "--to", output, Sample.path("chat-lossy.pcapng")).status == 0
        )
        let files = try manifest(output)
        #expect(files.count == 1)
        #expect((files[0]["doubtful"] as? [Any])?.isEmpty == false)
        #expect(files[0]["size"] as? Int == files[0]["announced_size"] as? Int)
    }

    /// The filter is asked of each message: so many payloads as it selects messages.
    @Test(arguments: [
        ("mqtt-v5.pcapng", "mqtt.topic contains \"alias\"", "mqtt.msg"),
        ("mqtt-qos2.pcapng", "mqtt.qos == 2", "mqtt.msg"),
        ("amqp091-basic.pcapng", "amqp.payload", "amqp.payload"),
    ])
    func writesPayloadsThatAreAskedFor(name: String, filter: String, field: String) throws {
        let folder = try TemporaryFolder()
        let output = folder.path + "/out"
        let capture = try Sample.path(name)
        let result = try earshot.run("extract", "--to", output, "-Y", filter, capture)
        #expect(result.status == 0)
        let lines = try earshot.run("read", "-T", "ndjson", "-Y", filter, capture).lines
        let count = lines.count { $0.contains("\"\(field)\":") }
        #expect(count > 0)
        #expect(try manifest(output).count == count)
        #expect(try FileManager.default.contentsOfDirectory(atPath: output).count == count + 1)
    }

    @Test func writesInBandBytestreams() throws {
        let folder = try TemporaryFolder()
        let output = folder.path + "/out"
        let ibb = "xmlns='http://jabber.org/protocol/ibb' sid='../up'"
        let stanzas = [
            "<?xml version='1.0'?><stream:stream to='a.example' xmlns='jabber:client' "
                + "xmlns:stream='http://etherx.jabber.org/streams' version='1.0'>",
            "<iq type='set' id='1' to='b@a.example/x'><open \(ibb) block-size='64' stanza='iq'/></iq>",
            "<iq type='set' id='2' to='b@a.example/x'><data \(ibb) seq='0'>SGVsbG8s</data></iq>",
            "<iq type='set' id='3' to='b@a.example/x'><data \(ibb) seq='1'>IHdvcmxkIQ==</data></iq>",
            "<iq type='set' id='4' to='b@a.example/x'><close \(ibb)/></iq>",
        ]
        let capture = try folder.file("in.pcap", SampleCapture.stream(stanzas, port: 5222))
        #expect(try earshot.run("extract", "--to", output, capture).errors == "")
        let files = try manifest(output)
        #expect(files.map { $0["file"] as? String } == ["ibb-.._up"])
        #expect(files[0]["complete"] as? Bool == true)
        let bytes = try Data(contentsOf: URL(filePath: output + "/ibb-.._up"))
        #expect(String(decoding: bytes, as: UTF8.self) == "Hello, world!")
    }

    @Test(arguments: [
        ([], "into which folder?"), (["--to", "/no/such/folder"], "No such file"),
        (["--to", "/dev/null"], "Not a directory"),
        (["--to", "x", "-Y", "mqtt.tpic"], "mqtt.topic"),
    ])
    func saysWhatItDidNotUnderstand(arguments: [String], message: String) throws {
        let capture = try Sample.path("mqtt-qos2.pcapng")
        let result = try earshot.run(["extract", capture] + arguments)
        #expect(result.errors.contains(message))
        #expect(result.output == [])
        #expect(result.status == 2)
    }
}
