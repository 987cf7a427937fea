import Testing

@Suite struct OutputTests {
    private let earshot = Program.earshot

    /// More than a pipe holds, so that the program writes after its reader is gone.
    @Test func endsQuietlyWhenNobodyReads() throws {
        let folder = try TemporaryFolder()
        let path = try folder.file("a.pcap", SampleCapture.segments(20_000).bytes)
        let script = "{ '\(earshot.path)' read '\(path)'; echo $? >&2; } | head -n 1"
        let result = try Program.shell.run("-c", script)
        #expect(result.lines.count == 1)
        #expect(result.errors == "0\n")
    }

    @Test func saysWhenTheDiskIsFull() throws {
        let script = "'\(earshot.path)' read > /dev/full"
        let result = try Program.shell.run(
            "-c", script, input: SampleCapture.segments(5).bytes)
        #expect(result.errors == "earshot: standard output: No space left on device\n")
        #expect(result.status == 2)
    }

    /// With -l a line is there before the next packet is.
    @Test(.timeLimit(.minutes(1))) func flushesEachLine() throws {
        let folder = try TemporaryFolder()
        let bytes = SampleCapture.segments(2).bytes
        let end = SampleCapture.headerByteCount + SampleCapture.recordByteCount
        let first = try folder.file("first", Array(bytes[..<end]))
        let second = try folder.file("second", Array(bytes[end...]))
        let out = folder.path + "/out"
        let script = """
            { cat '\(first)'; while ! grep -q 40001 '\(out)'; do sleep 0.01; done; cat '\(second)'; } \
            | '\(earshot.path)' read -l - > '\(out)'; wc -l < '\(out)'
            """
        #expect(try Program.shell.run("-c", script).text == "2\n")
    }

    @Test func coloursOnRequestOnly() throws {
        let capture = SampleCapture.segments(3).bytes
        let plain = try earshot.run("read", input: capture)
        #expect(!plain.output.contains(0x1B))
        #expect(try earshot.run("read", "--color=never", input: capture) == plain)
        #expect(try earshot.run("read", "--color=auto", input: capture) == plain)
        let coloured = try earshot.run("read", "--color", input: capture)
        for (line, plainLine) in zip(coloured.lines, plain.lines) {
            #expect(line.hasPrefix("\u{1B}["))
            #expect(line.hasSuffix("\u{1B}[0m"))
            #expect(line.contains(plainLine))
        }
    }

    /// `script` gives the program a terminal.
    @Test(arguments: [("", true), ("NO_COLOR=1", false), ("NO_COLOR=", true), ("TERM=dumb", false)])
    func coloursOnATerminalUnlessToldNotTo(setting: String, isColoured: Bool) throws {
        let folder = try TemporaryFolder()
        let path = try folder.file("a.pcap", SampleCapture.segments(3).bytes)
        let command = "env -u NO_COLOR TERM=xterm \(setting) '\(earshot.path)' read '\(path)'"
        let result = try Program.shell.run(
            "-c", "command -v script >/dev/null || exit 77; script -qec \"$0\" /dev/null", command)
        if result.status == 77 { return }
        #expect(result.output.count { $0 == UInt8(ascii: "\n") } == 3)
        #expect(result.output.contains(0x1B) == isColoured)
    }
}
