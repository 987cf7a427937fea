import Foundation
import Testing

/// Captures that `-w` writes.
@Suite struct WriteTests {
    private let earshot = Program.earshot
    private let sample = SampleCapture.segments(5).bytes

    @Test func writesAllPacketsAndPrintsNone() throws {
        let folder = try TemporaryFolder()
        let (input, output) = (try folder.file("in.pcap", sample), folder.path + "/out")
        let result = try earshot.run("read", input, "-w", output)
        #expect(result == Program.Result(output: [], errors: "", status: 0))
        #expect(try earshot.run("read", output) == earshot.run("read", input))
        let printed = try earshot.run("read", input, "-w", output, "-P")
        #expect(try printed == earshot.run("read", input))
    }

    @Test func writesThroughPipes() throws {
        let folder = try TemporaryFolder()
        let written = try earshot.run("read", "-", "-w", "-", "-F", "pcap", input: sample)
        #expect(written.output == sample)
        _ = folder
    }

    @Test func writesWhatIsSelected() throws {
        let folder = try TemporaryFolder()
        let (input, output) = (try Sample.path("mqtt-qos2.pcapng"), folder.path + "/out")
        let filter = ["read", "-Y", "mqtt.msgtype == 3", input]
        let fields = ["-T", "fields", "-e", "mqtt.topic", "-e", "frame.time_epoch"]
        #expect(try earshot.run(filter + ["-w", output]).status == 0)
        let written = try earshot.run(["read", output] + fields)
        #expect(written.lines.count == 2)
        #expect(try written == earshot.run(filter + fields))
        // A run that selects nothing leaves a capture without packets.
        #expect(try earshot.run("read", input, "-Y", "dns", "-w", output).status == 0)
        let report = try earshot.run("info", output)
        #expect(report.text.contains("Number of packets:   0\n"))
        #expect(report.text.contains("Name = lo"))
    }

    @Test func completesConversations() throws {
        let folder = try TemporaryFolder()
        let (input, output) = (try Sample.path("tcp-lossy.pcap"), folder.path + "/out")
        let numbers = ["-T", "fields", "-e", "frame.time_epoch"]
        let filter = "tcp.analysis.fast_retransmission or arp"
        let selected = try earshot.run(
            ["read", input, "-Y", filter, "-T", "fields", "-e", "tcp.stream"])
        let streams = Set(selected.lines).filter { !$0.isEmpty }.sorted()
        try #require(!streams.isEmpty)
        let whole = "tcp.stream in {\(streams.joined(separator: ", "))} or (\(filter))"
        let result = try earshot.run("read", input, "-Y", filter, "--whole-streams", "-w", output)
        #expect(result.errors == "")
        let written = try earshot.run(["read", output] + numbers)
        #expect(try written == earshot.run(["read", input, "-Y", whole] + numbers))
        let pipe = try earshot.run("read", "-", "-Y", "tcp", "--whole-streams", input: sample)
        #expect(pipe.errors.contains("standard input can be read only once"))
        #expect(pipe.status == 2)
    }

    @Test func refusesToWriteOverWhatItReads() throws {
        let folder = try TemporaryFolder()
        let input = try folder.file("in.pcap", sample)
        let (link, symbolic) = (folder.path + "/link", folder.path + "/symbolic")
        try FileManager.default.linkItem(atPath: input, toPath: link)
        try FileManager.default.createSymbolicLink(atPath: symbolic, withDestinationPath: input)
        let other = try folder.file("other.pcap", sample)
        for arguments in [
            [input, "-w", input], [input, "-w", link], [other, input, "-w", symbolic],
        ] {
            let result = try earshot.run(["read"] + arguments)
            #expect(result.errors.hasSuffix("that is what is read (\(input))\n"))
            #expect(result.status == 2)
        }
        let command = "'\(earshot.path)' read - -w '\(link)' <'\(input)'"
        #expect(try Program.shell.run("-c", command).errors.hasSuffix("(standard input)\n"))
        #expect(Array(try Data(contentsOf: URL(filePath: input))) == sample)
    }

    /// A run that can not begin leaves alone what is there.
    @Test(arguments: [
        ["/no/such/file"], ["-f", "tcp prt 1"], ["-Y", "tcp.prt"], ["-F", "pcpa"],
    ])
    func leavesFilesAlone(mistake: [String]) throws {
        let folder = try TemporaryFolder()
        let input = try folder.file("in.pcap", sample)
        let output = try folder.file("out", [1, 2, 3])
        let result = try earshot.run(["read", input, "-w", output] + mistake)
        #expect(result.status == 2)
        #expect(Array(try Data(contentsOf: URL(filePath: output))) == [1, 2, 3])
    }

    @Test(arguments: [
        ("/no/such/folder/out", "earshot: -w /no/such/folder/out: No such file or directory\n"),
        ("/dev/full", "earshot: /dev/full: No space left on device\n"),
    ])
    func saysWhatCannotBeWritten(output: String, message: String) throws {
        let result = try earshot.run("read", "-", "-w", output, input: sample)
        #expect(result == Program.Result(output: [], errors: message, status: 2))
    }

    /// What is on the disk when it is full reads up to its last whole packet.
    @Test func endsWithAWholePacketWhenThereIsNoMoreRoom() throws {
        let folder = try TemporaryFolder()
        let input = try folder.file("in.pcap", SampleCapture.segments(3000).bytes)
        let output = folder.path + "/out"
        // In blocks of 512 bytes.
        let command =
            "trap '' XFSZ; ulimit -f 200; '\(earshot.path)' read '\(input)' -w '\(output)'"
        let result = try Program.shell.run("-c", command)
        #expect(result.errors == "earshot: \(output): File too large\n")
        #expect(result.status == 2)
        let read = try earshot.run("read", output)
        #expect(read.errors == "")
        #expect(read.lines.count > 100)
    }

    @Test(arguments: [
        (["-w", "-", "-P"], "nothing else can go there"), (["-F", "pcap"], "it needs -w"),
        (["--whole-streams"], "it needs -Y"),
    ])
    func refusesWhatDoesNotFit(arguments: [String], message: String) throws {
        let result = try earshot.run(["read", "-"] + arguments, input: sample)
        #expect(result.errors.contains(message))
        #expect(result.output == [])
        #expect(result.status == 2)
    }

    @Test func passesOnWhatWasReadOfABrokenCapture() throws {
        let folder = try TemporaryFolder()
        let input = try folder.file("in.pcap", Array(sample.dropLast(3)))
        let result = try earshot.run("read", input, "-w", folder.path + "/out")
        #expect(result.errors.contains("cut short"))
        #expect(result.status == 2)
        #expect(try earshot.run("read", folder.path + "/out").lines.count == 4)
    }
}

/// tshark sees the same in what was written.
@Suite(.enabled(if: Program.tshark != nil, "tshark is not installed")) struct WriteTsharkTests {
    @Test(arguments: [
        "mqtt-tsresol.pcapng", "multi-if.pcapng", "mqtt-comments.pcapng", "mqtt-oddblocks.pcapng",
        "mqtt-snap96.pcapng", "network-odd.pcap", "dns.pcap", "mqtt-tls12-dsb.pcapng",
    ])
    func rowsAreTheSame(name: String) throws {
        let tshark = try #require(Program.tshark)
        guard let input = try? Sample.path(name) else { return }
        let folder = try TemporaryFolder()
        #expect(try Program.earshot.run("read", input, "-w", folder.path + "/out").status == 0)
        // A classic capture has one interface, which has no number.
        let fields = ["frame.number", "frame.time_epoch", "frame.len", "frame.cap_len"]
        let ours = name.hasSuffix("ng") ? ["frame.interface_id", "frame.comment"] : []
        let details = ["-T", "fields"] + (fields + ours).flatMap { ["-e", $0] }
        for options in [[], details] {
            let before = try tshark.run(["-n", "-r", input] + options)
            let after = try tshark.run(["-n", "-r", folder.path + "/out"] + options)
            #expect(!before.lines.isEmpty)
            #expect(before.lines == after.lines)
        }
    }
}
