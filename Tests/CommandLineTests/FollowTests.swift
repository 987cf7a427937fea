import Foundation
import Testing

/// What `earshot follow` shows.
@Suite struct FollowTests {
    private let earshot = Program.earshot

    @Test func showsBothEnds() throws {
        let path = try Sample.path("ias-tcp.pcapng")
        let text = try earshot.run("follow", "--stream", "tcp:0", path).text
        #expect(text.contains("\nNode 1: "))
        #expect(text.contains("\n6\nhello\n"))
    }

    @Test func opensTLSWithTheCapturesOwnKeys() throws {
        let path = try Sample.path("mqtt-tls12-dsb.pcapng")
        let result = try earshot.run("follow", "--stream", "tcp:0", path)
        #expect(result.text.contains("Follow: tls,ascii"))
        #expect(result.text.contains("....MQTT"))
        // Not a byte of a handshake is among it.
        #expect(!result.text.contains("localhost"))
        #expect(result.status == 0)
    }

    @Test func showsClosedTLSAsItIs() throws {
        let path = try Sample.path("mqtt-tls12-dsb.pcapng")
        let folder = try TemporaryFolder()
        // A classic capture has no place for the keys.
        let plain = folder.path + "/plain.pcap"
        #expect(try earshot.run("read", path, "-w", plain, "-F", "nsecpcap").status == 0)
        let result = try earshot.run("follow", "--stream", "tcp:0", "--as", "raw", plain)
        #expect(result.text.contains("Follow: tcp,raw"))
        #expect(result.text.contains("\n160301"))
        #expect(!result.text.contains("4d515454"))
    }

    @Test func tellsPiecesInJSON() throws {
        let path = try Sample.path("mqtt-qos2.pcapng")
        let result = try earshot.run("follow", "--stream=tcp:1", "--as=json", path)
        let pieces = try result.lines.map { line in
            try #require(
                JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any], "\(line)")
        }
        let fields = try Program.earshot.run(
            "read", path, "-Y", "tcp.stream == 1 and tcp.len > 0", "-T", "fields", "-e",
            "frame.number", "-e", "tcp.len")
        let ours = pieces.map { "\($0["packet"] ?? "")\t\($0["length"] ?? "")" }
        #expect(ours == fields.lines.map(String.init))
        let first = try #require(pieces[0]["base64"] as? String)
        #expect(Data(base64Encoded: first)?.dropFirst(4).prefix(4) == Data("MQTT".utf8))
    }

    /// What an end sends may not move the cursor of who looks at it.
    @Test func escapesWhatATerminalObeys() throws {
        for name in ["xmpp-muc.pcapng", "chat-private.pcapng", "mqtt-v5.pcapng", "tcp-plain.pcap"] {
            let path = try Sample.path(name)
            for format in ["text", "hex", "raw", "json"] {
                let result = try earshot.run("follow", "--stream", "tcp:0", "--as", format, path)
                var last: UInt8 = 0
                for byte in result.output {
                    let isShown = byte >= 0x20 && byte != 0x7F || byte == 0x0A
                    let isIndent = byte == 0x09 && last == 0x0A
                    #expect(isShown || isIndent || byte == 0x0D, "\(byte)")
                    if last == 0x0D { #expect(byte == 0x0A) }
                    last = byte
                }
                #expect(String(bytes: result.output, encoding: .utf8) != nil)
            }
        }
    }

    /// Readable in any order: what was captured late stands where it was sent.
    @Test func putsLossyStreamsInOrder() throws {
        let path = try Sample.path("mqtt-lossy.pcapng")
        let result = try earshot.run("follow", "--stream", "tcp:1", "--as", "json", path)
        var ends = [0, 0]
        for line in result.lines {
            let piece = try #require(
                JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
            let node = try #require(piece["node"] as? Int)
            #expect(piece["offset"] as? Int == ends[node])
            ends[node] += try #require(piece["length"] as? Int)
        }
        #expect(ends.allSatisfy { $0 > 100 })
    }

    @Test(arguments: [
        (
            "tcp:7",
            "earshot: there is no tcp:7: the capture has 2 TCP connections, numbers 0 to 1\n"
        ),
        ("udp:0", "earshot: there is no udp:0: the capture has no UDP conversation\n"),
    ])
    func saysHowManyThereAre(stream: String, message: String) throws {
        let result = try earshot.run(
            "follow", "--stream", stream, Sample.path("mqtt-qos2.pcapng"))
        #expect(result == Program.Result(output: [], errors: message, status: 2))
    }

    @Test(arguments: [
        ([], "which conversation?"), (["--stream", "tcp"], "not of the form"),
        (["--stream", "tpc:1"], "did you mean 'tcp'?"),
        (["--stream", "tcp:-1"], "not of the form"),
        (["--stream", "tcp:0", "--as", "hx"], "did you mean 'hex'?"),
        (["--stream", "tcp:0", "b"], "one FILE at a time"),
        (["--stream", "tcp:0"], "/no/such/file: No such file"),
    ])
    func saysWhatItDidNotUnderstand(arguments: [String], message: String) throws {
        let result = try earshot.run(["follow", "/no/such/file"] + arguments)
        #expect(result.errors.contains(message))
        #expect(result.errors.count { $0 == "\n" } == 1)
        #expect(result.output == [])
        #expect(result.status == 2)
    }

    @Test func saysThatTheDiskIsFull() throws {
        let path = try Sample.path("mqtt-qos2.pcapng")
        let command = "'\(earshot.path)' follow --stream tcp:0 '\(path)' >/dev/full"
        let result = try Program.shell.run("-c", command)
        #expect(result.errors == "earshot: standard output: No space left on device\n")
        #expect(result.status == 2)
    }
}

/// tshark shows the same bytes of the same ends.
@Suite(.enabled(if: Program.tshark != nil, "tshark is not installed")) struct FollowTsharkTests {
    @Test(arguments: [
        ("mqtt-qos2.pcapng", "tcp", 1), ("mqtt-ipv6.pcapng", "tcp", 0), ("http.pcap", "tcp", 0),
        ("mqtt-lossy.pcapng", "tcp", 1), ("mqtt-midstream.pcapng", "tcp", 0),
        ("tcp-lossy.pcap", "tcp", 0),
        ("ias-udp.pcapng", "udp", 0), ("dns.pcap", "udp", 0),
    ])
    func showsTheSame(name: String, transport: String, number: Int) throws {
        let tshark = try #require(Program.tshark)
        let path = try Sample.path(name)
        let formats = [("ascii", "text"), ("hex", "hex"), ("raw", "raw")]
        for (theirs, ours) in formats {
            let expected = try tshark.run(
                "-q", "-o", "tcp.reassemble_out_of_order:TRUE", "-r", path, "-z",
                "follow,\(transport),\(theirs),\(number)")
            let shown = try Program.earshot.run(
                "follow", path, "--stream", "\(transport):\(number)", "--as", ours)
            #expect(Self.lines(shown.text) == Self.lines(expected.text), "\(ours)")
        }
    }

    /// What differs is how a lone carriage return, UTF-8 and blanks at the end of text are shown.
    private static func lines(_ text: String) -> [String] {
        let plain = text.unicodeScalars.map { scalar in
            if scalar == "\r" { return "." }
            let byteCount = String(scalar).utf8.count
            return scalar.isASCII ? String(scalar) : String(repeating: ".", count: byteCount)
        }.joined()
        return plain.split(separator: "\n").map { line in
            var line = line
            while line.last == " " { line.removeLast() }
            return String(line)
        }
    }

    /// tshark does not say of segments that were cut that they were.
    @Test func tellsWhatWasCut() throws {
        let path = try Sample.path("mqtt-snap96.pcapng")
        let result = try Program.earshot.run("follow", path, "--stream", "tcp:1")
        let gaps = result.text.matches(of: /\[(\d+) bytes missing in capture file\]/)
        let lengths = try Program.earshot.run(
            "read", path, "-Y", "tcp.stream == 1 and frame.len > frame.cap_len", "-T", "fields",
            "-e", "frame.len", "-e", "frame.cap_len")
        let cut = lengths.lines.map { line in
            let sizes = line.split(separator: "\t").compactMap { Int($0) }
            return sizes[0] - sizes[1]
        }
        #expect(!cut.isEmpty)
        #expect(gaps.compactMap { Int($0.1) }.reduce(0, +) == cut.reduce(0, +))
    }
}
