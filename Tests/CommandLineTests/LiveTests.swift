import Foundation
import Testing

/// `earshot live`, with a few packets on loopback.
@Suite(.enabled(if: LiveProgram.isPermitted, LiveProgram.permissionText), .serialized)
struct LiveTests {
    private let talk: LoopbackTalk

    init() throws { talk = try LoopbackTalk() }

    /// A name in a folder that anybody may write to: root is given up.
    private func capturePath(_ folder: TemporaryFolder) throws -> String {
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o777], ofItemAtPath: folder.path)
        return folder.path + "/c.pcapng"
    }

    /// The list of a capture is that of the file it wrote, and tshark's.
    @Test(arguments: [
        [], ["-V"], ["-T", "json"], ["-T", "fields", "-e", "frame.time_epoch", "-e", "udp.length"],
    ])
    func listsWhatReadLists(options: [String]) throws {
        let folder = try TemporaryFolder()
        let path = try capturePath(folder)
        let live = try LiveProgram(["-f", talk.filter, "-w", path, "-P"] + options)
        talk.say("hello", 3)
        talk.say(String(repeating: "long ", count: 5000), 2)
        try live.wait { live.output.contains("25008") || live.lines.count >= 5 }
        live.send(SIGINT)
        #expect(try live.end() == 0)
        let read = try Program.earshot.run(["read", path, "-P"] + options)
        #expect(live.output == read.text)
        #expect(!live.output.isEmpty)
        guard let tshark = Program.tshark, options.first != "-V" else { return }
        let theirs = try tshark.run(["-n", "-r", path] + options)
        if options.isEmpty { #expect(live.output == theirs.text) }
    }

    @Test(arguments: [SIGINT, SIGTERM, SIGHUP]) func endsCleanly(signal: Int32) throws {
        let folder = try TemporaryFolder()
        let path = try capturePath(folder)
        let live = try LiveProgram(["-f", talk.filter, "-w", path])
        talk.say("one", 7)
        live.send(signal)
        #expect(try live.end() == 0)
        #expect(
            live.errors.hasSuffix(
                "earshot: lo: 7 packets seen, 7 received, 0 dropped by the kernel, "
                    + "0 dropped by earshot\n"))
        let info = try Program.earshot.run("info", path)
        #expect(info.text.contains("lo"))
        #expect(info.text.contains(talk.filter))
        #expect(info.errors.isEmpty)
        #expect(try Program.earshot.run("read", path).lines.count == 7)
    }

    /// What is shown is there at once, also where output is no terminal.
    @Test func showsPacketsAsTheyCome() throws {
        let live = try LiveProgram(["-f", talk.filter])
        for count in 1...5 {
            talk.say("now")
            try live.wait { live.lines.count == count }
        }
        live.send(SIGTERM)
        #expect(try live.end() == 0)
    }

    @Test func listsMessages() throws {
        let live = try LiveProgram([
            "-f", talk.filter, "--messages", "-d", "udp.port==\(talk.port),mqttsn", "-c", "3",
        ])
        talk.say([0x02, 0x16])
        talk.say([])
        talk.say([0x02, 0x17])
        #expect(try live.end() == 0)
        #expect(live.lines.count == 2)
        #expect(live.output.contains("Ping Request"))
        #expect(live.output.contains("Ping Response"))
    }

    /// An MQTT-SN message that gives a topic a number.
    private static func register(_ topic: String) -> [UInt8] {
        [UInt8(topic.utf8.count + 6), 0x0A, 0, 0, 0, 1] + Array(topic.utf8)
    }

    @Test func showsRates() throws {
        let live = try LiveProgram([
            "-f", talk.filter, "--stats", "0.2", "-d", "udp.port==\(talk.port),mqttsn", "-Y",
            "mqttsn.topic contains \"door\"",
        ])
        talk.say(Self.register("door/1"), 4)
        talk.say(Self.register("window"), 2)
        try live.wait { live.output.contains("door/1") }
        talk.say(Self.register("door/2"))
        try live.wait { live.output.contains("door/2") }
        live.send(SIGINT)
        #expect(try live.end() == 0)
        let blocks = live.output.components(separatedBy: "\n\n")
        let first = try #require(blocks.first { $0.contains("door/1") })
        #expect(first.contains("topic"))
        #expect(!live.output.contains("window"))
        #expect(!live.output.contains("\u{1B}"))
        // Each message is in one block.
        #expect(live.lines.count { $0.contains("door/1") } == 1)
    }

    /// On a terminal, rates stay where they are.
    @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/script")))
    func showsRatesInOnePlace() throws {
        let command =
            "stty rows 24 cols 60; '\(Program.earshot.path)' live -f 'port 1 and port 2' "
            + "--stats 0.1 -a duration:0.5"
        let result = try Program(path: "/usr/bin/script").run("-qec", command, "/dev/null")
        #expect(result.status == 0)
        #expect(result.text.contains("\u{1B}[1A\u{1B}[J"))
        #expect(result.lines.allSatisfy { $0.contains("earshot:") || $0.count <= 68 })
    }

    @Test func endsAfterSoManyPackets() throws {
        let folder = try TemporaryFolder()
        let path = try capturePath(folder)
        let live = try LiveProgram(["-f", talk.filter, "-c", "4", "-w", path, "-P"])
        talk.say("x", 9)
        #expect(try live.end() == 0)
        #expect(live.lines.count == 4)
        #expect(try Program.earshot.run("read", path).lines.count == 4)
    }

    @Test func endsAfterSomeTime() throws {
        let live = try LiveProgram(["-f", talk.filter, "-a", "duration:0.3"])
        #expect(try live.end() == 0)
        #expect(live.errors.contains("lo: 0 packets seen"))
    }

    @Test func endsAfterSoManyBytes() throws {
        let folder = try TemporaryFolder()
        let path = try capturePath(folder)
        let live = try LiveProgram(["-f", talk.filter, "-w", path, "-a", "filesize:5"])
        talk.say([UInt8](repeating: 7, count: 1000), 20)
        #expect(try live.end() == 0)
        #expect(try Program.earshot.run("read", path).lines.count == 5)
    }

    @Test func goesRoundInFiles() throws {
        let folder = try TemporaryFolder()
        let path = try capturePath(folder)
        let live = try LiveProgram([
            "-f", talk.filter, "-w", path, "-b", "packets:3", "-b", "files:2", "-a", "packets:8",
        ])
        talk.say("x", 8)
        #expect(try live.end() == 0)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        #expect(names.map { $0.prefix(8) } == ["c_00002_", "c_00003_"])
        let counts = try names.map {
            try Program.earshot.run("read", folder.path + "/" + $0).lines.count
        }
        #expect(counts == [3, 2])
    }

    /// Several interfaces are captured on at once, each described in the file.
    @Test func capturesOnSeveralInterfaces() throws {
        let folder = try TemporaryFolder()
        let path = try capturePath(folder)
        let live = try LiveProgram([
            "-i", "lo", "-i", "any", "-i", "lo", "-f", talk.filter, "-w", path,
        ])
        talk.say("x", 2)
        live.send(SIGINT)
        #expect(try live.end() == 0)
        #expect(live.errors.contains("capturing on lo, any"))
        let read = try Program.earshot.run(
            "read", path, "-T", "fields", "-e", "frame.interface_name", "-e", "udp.length")
        #expect(read.lines.sorted() == ["any\t9", "any\t9", "lo\t9", "lo\t9"])
    }

    /// A process that is killed leaves all that it wrote.
    @Test func leavesWholePacketsWhenKilled() throws {
        let folder = try TemporaryFolder()
        let path = try capturePath(folder)
        let live = try LiveProgram(["-f", talk.filter, "-w", path])
        talk.say("x", 5)
        // Without any more packets, what came is written.
        try live.wait {
            (try? Program.earshot.run("read", path))?.lines.count == 5
        }
        live.send(SIGKILL)
        #expect(try live.end() == -1)
        let read = try Program.earshot.run("read", path)
        #expect(read.lines.count == 5)
        #expect(read.status == 0)
    }

    /// Output that nobody reads holds up neither the capture nor its end.
    @Test func leavesOutWhatNobodyReads() throws {
        let folder = try TemporaryFolder()
        let path = try capturePath(folder)
        let output = Pipe()
        let live = try LiveProgram(
            ["-f", talk.filter, "-w", path, "-P", "-x"], output: output.fileHandleForWriting)
        let big = [UInt8](repeating: 7, count: 60_000)
        // More than the ring between capture and list holds, slow enough for the kernel's buffer.
        for _ in 0..<70 {
            talk.say(big, 10)
            usleep(20_000)
        }
        live.send(SIGINT)
        try live.wait {
            live.errors.contains("packets seen") || live.errors.contains("ended")
                || {
                    live.send(SIGINT)
                    return false
                }()
        }
        #expect(try live.end() == 0)
        #expect(
            live.errors.contains(
                "earshot: lo: 700 packets seen, 700 received, 0 dropped by the kernel"))
        #expect(!live.errors.contains(" 0 dropped by earshot"))
        #expect(live.errors.contains("the list is without them; \(path) has them"))
        let read = try Program.earshot.run("info", path)
        #expect(read.text.contains("700"))
    }

    /// A list that is cut off ends the capture.
    @Test func endsWhenNobodyReads() throws {
        let output = Pipe()
        let live = try LiveProgram(["-f", talk.filter], output: output.fileHandleForWriting)
        try output.fileHandleForReading.close()
        try output.fileHandleForWriting.close()
        talk.say("x", 3)
        #expect(try live.end() == 0)
    }

    @Test(arguments: [
        (["-w", "/dev/full", "-c", "3"], "earshot: -w /dev/full: No space left on device")
    ])
    func saysThatTheDiskIsFull(arguments: [String], message: String) throws {
        let live = try LiveProgram(["-f", talk.filter] + arguments)
        talk.say("x", 3)
        #expect(try live.end() == 2)
        #expect(live.errors.hasSuffix("\(message)\n"))
    }

    @Test(arguments: [
        (["-i", "nope"], "there is no interface 'nope'"),
        (["-i", "loo"], "did you mean 'lo'?"),
        (["-f", "udp prt 5"], "-f 'udp prt 5': can't parse filter expression: syntax error"),
        (["-w", "/no/such/folder/a"], "-w /no/such/folder/a: No such file or directory"),
        (["-w", "/no/such/folder/a", "-b", "packets:2"], "-w /no/such/folder/a_00001_"),
        (["-Z", "nobody-at-all"], "-Z: there is no user 'nobody-at-all'"),
    ])
    func saysWhatIsWrong(arguments: [String], message: String) throws {
        let result = try Program.earshot.run(["live"] + arguments)
        #expect(result.errors.contains(message))
        #expect(result.errors.count { $0 == "\n" } == 1)
        #expect(result.status == 2)
    }
}
