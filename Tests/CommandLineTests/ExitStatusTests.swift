import Testing

@Suite struct ExitStatusTests {
    private let earshot = Program.earshot
    private let capture = SampleCapture.segments(5).bytes

    @Test func listsAndSucceeds() throws {
        let folder = try TemporaryFolder()
        let result = try earshot.run("read", folder.file("a.pcap", capture))
        #expect(result.lines.count == 5)
        #expect(result.errors == "")
        #expect(result.status == 0)
    }

    @Test func quietPrintsNothing() throws {
        let folder = try TemporaryFolder()
        let result = try earshot.run("read", "-q", folder.file("a.pcap", capture))
        #expect(result == Program.Result(output: [], errors: "", status: 0))
    }

    @Test(arguments: [["read", "-"], ["read"], ["read", "-r-"]])
    func readsStandardInput(arguments: [String]) throws {
        let result = try earshot.run(arguments, input: capture)
        #expect(result.lines.count == 5)
        #expect(result.status == 0)
    }

    @Test func stopsAfterSoManyPackets() throws {
        #expect(try earshot.run("read", "-c2", input: capture).lines.count == 2)
        #expect(try earshot.run("read", "-c", "6", input: capture).lines.count == 5)
    }

    @Test(arguments: [
        ([], "earshot: no command was given; see 'earshot help'\n"),
        (["raed"], "earshot: unknown command 'raed'; did you mean 'read'?\n"),
        (["xyzzy"], "earshot: unknown command 'xyzzy'; see 'earshot help'\n"),
        (["-k"], "earshot: unknown option '-k' for 'read'; see 'earshot help read'\n"),
        (
            ["read", "--qiet"],
            "earshot: unknown option '--qiet' for 'read'; see 'earshot help read'\n"
        ),
        (["read", "-Q"], "earshot: unknown option '-Q' for 'read'; did you mean '-q'?\n"),
        (["info"], "earshot: no FILE was given to report on\n"),
        (["help", "inof"], "earshot: unknown command 'inof'; did you mean 'info'?\n"),
        (
            ["read", "-Tfields", "-eframe.nmber"],
            "earshot: -e: 'frame.nmber' is not a known field; did you mean 'frame.number'?\n"
        ),
        (
            ["read", "-Tfields", "-e", "_ws.col.info"],
            "earshot: -e: '_ws.col.info' is not a known field; did you mean '_ws.col.Info'?\n"
        ),
    ])
    func saysWhatItDidNotUnderstand(arguments: [String], message: String) throws {
        let result = try earshot.run(arguments)
        #expect(result == Program.Result(output: [], errors: message, status: 2))
    }

    @Test(arguments: [
        ["help"], ["--help"], ["-h"], ["help", "read"], ["read", "-nh"], ["--version"],
    ])
    func helpsOnStandardOutput(arguments: [String]) throws {
        let result = try earshot.run(arguments)
        #expect(result.text.contains("earshot"))
        #expect(result.errors == "")
        #expect(result.status == 0)
    }

    @Test(arguments: [
        ([UInt8](), "the file is empty"),
        (Array("this is no capture".utf8), "not a capture"),
        ([0xD4], "not a capture"),
    ])
    func refusesWhatIsNoCapture(bytes: [UInt8], message: String) throws {
        let folder = try TemporaryFolder()
        let path = try folder.file("a.pcap", bytes)
        for command in ["read", "info"] {
            let result = try earshot.run(command, path)
            #expect(result.output == [])
            #expect(result.errors.hasPrefix("earshot: \(path): \(message)"))
            #expect(result.errors.count { $0 == "\n" } == 1)
            #expect(result.status == 2)
        }
    }

    @Test func namesAFileThatIsNotThere() throws {
        let result = try earshot.run("read", "/no/such\u{1B}[31mfile")
        #expect(result.errors == "earshot: /no/such\\033[31mfile: No such file or directory\n")
        #expect(result.status == 2)
    }

    @Test func refusesAFolder() throws {
        let folder = try TemporaryFolder()
        let result = try earshot.run("read", folder.path)
        #expect(result.errors == "earshot: \(folder.path): Is a directory\n")
        #expect(result.status == 2)
    }

    /// All that is there is listed, then one line says where it ends.
    @Test(arguments: [1, 15, 16, 17, 70])
    func listsAllOfATruncatedFile(missing: Int) throws {
        let folder = try TemporaryFolder()
        let path = try folder.file("a.pcap", Array(capture.dropLast(missing)))
        let result = try earshot.run("read", path)
        #expect(result.lines.count == 4)
        #expect(result.errors.hasPrefix("earshot: \(path): cut short"))
        #expect(result.errors.count { $0 == "\n" } == 1)
        #expect(result.status == 2)
        let report = try earshot.run("info", path)
        #expect(report.text.contains("Number of packets:   4\n"))
        #expect(report.status == 2)
    }

    @Test func goesOnWithTheNextFile() throws {
        let folder = try TemporaryFolder()
        let good = try folder.file("good.pcap", capture)
        let bad = try folder.file("bad.pcap", [1, 2, 3, 4, 5])
        let result = try earshot.run("read", bad, good)
        #expect(result.lines.count == 5)
        #expect(result.errors.hasPrefix("earshot: \(bad): not a capture"))
        #expect(result.status == 2)
        let report = try earshot.run("info", bad, good)
        #expect(report.text.hasPrefix("File name:           \(good)\n"))
        #expect(report.status == 2)
    }

    /// Several files are one capture, in the order of time.
    @Test func mergesFiles() throws {
        let folder = try TemporaryFolder()
        let early = SampleCapture(times: [(100, 0), (102, 0)])
        let late = SampleCapture(times: [(101, 0), (103, 0)])
        let paths = try [folder.file("b.pcap", late.bytes), folder.file("a.pcap", early.bytes)]
        let result = try earshot.run(["read", "-Tfields", "-e_ws.col.Time"] + paths)
        #expect(result.lines == ["0.000000", "1.000000", "2.000000", "3.000000"])
        #expect(try earshot.run(["read", "-c3"] + paths).lines.count == 3)
    }

    @Test func numbersOnlyWhatTheFilterLetsThrough() throws {
        var sample = SampleCapture.segments(6)
        sample.connectionCount = 2
        let fields = ["-Tfields", "-eframe.number", "-e_ws.col.Time"]
        let result = try earshot.run(
            ["read", "-f", "tcp src port 40003"] + fields, input: sample.bytes)
        #expect(result.lines == ["1\t0.000000", "2\t0.020000", "3\t0.040000"])
        let none = try earshot.run("read", "-f", "udp", input: sample.bytes)
        #expect(none == Program.Result(output: [], errors: "", status: 0))
        let wrong = try earshot.run("read", "-f", "tcp prt 1", input: sample.bytes)
        #expect(wrong.errors.hasPrefix("earshot: -f 'tcp prt 1': "))
        #expect(wrong.status == 2)
    }

    @Test func readsThroughLibpcap() throws {
        let folder = try TemporaryFolder()
        let path = try folder.file("a.pcap", capture)
        let theirs = try earshot.run("read", "--reader", "libpcap", path)
        #expect(try theirs == earshot.run("read", path))
        #expect(try earshot.run("read", "--reader=libpcap", path, path).status == 2)
    }

    /// What was given up to stay within a limit is said; the rows are all there.
    @Test func saysThatItKeptFewConnections() throws {
        var sample = SampleCapture.segments(6)
        sample.connectionCount = 3
        let result = try earshot.run("read", "--max-connections=1", input: sample.bytes)
        #expect(result.lines.count == 6)
        #expect(result.errors.hasPrefix("earshot: no more than 1 connections were kept"))
        #expect(result.status == 0)
    }
}
