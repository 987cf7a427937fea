import Analysis
import LiveCapture
import Testing

@testable import CommandLine

@Suite struct LiveOptionsTests {
    private func options(_ words: [String]) throws -> LiveOptions {
        try LiveOptions(ArgumentParser.parse(words[...], for: .live))
    }

    @Test func standAloneMeansLoopback() throws {
        let options = try options([])
        #expect(options.interfaces == ["lo"])
        #expect(options.looksAtPackets)
        #expect(options.reading.printsRows)
        #expect(options.stop == StopConditions())
        #expect(options.device == CaptureDevice.Settings())
    }

    @Test func readsConditions() throws {
        let options = try options([
            "-w", "a", "-b", "filesize:2", "-b", "files:3", "-b", "duration:1.5", "-b", "packets:9",
            "-a", "files:4", "-a", "duration:60", "-c", "5", "-i", "lo", "-ieth0", "-B", "8", "-s",
            "96", "-p",
        ])
        #expect(options.ring.byteCount == 2000)
        #expect(options.ring.fileCount == 3)
        #expect(options.ring.duration == 1.5)
        #expect(options.ring.packetCount == 9)
        #expect(options.stop.fileCount == 4)
        #expect(options.stop.duration == 60)
        #expect(options.stop.packetCount == 5)
        // The capture counts, not the list.
        #expect(options.reading.pipeline.packetCountMax == nil)
        #expect(options.interfaces == ["lo", "eth0"])
        #expect(options.device.bufferByteCount == 8 << 20)
        #expect(options.device.snapLength == 96)
        #expect(!options.device.isPromiscuous)
        #expect(!options.looksAtPackets)
    }

    @Test(arguments: [
        (["-w", "a"], false), (["-w", "a", "-P"], true), (["-w", "a", "-V"], true),
        (["-w", "a", "--messages"], true), (["-w", "a", "--stats", "1"], true), (["-q"], true),
    ])
    func looksAtPacketsWhereSomebodyDoes(words: [String], looks: Bool) throws {
        #expect(try options(words).looksAtPackets == looks)
    }

    @Test(arguments: [
        (["-b", "packets:1"], "-b is about the files"), (["-a", "filesize:1"], "they need -w"),
        (["-F", "pcap"], "it needs -w"),
        (["-i", "lo", "-i", "any", "-w", "a", "-F", "pcap"], "holds one interface"),
        (["-w", "a", "-b", "files:2"], "needs another -b"),
        (["-w", "-", "-b", "packets:2"], "-b does not go with it"),
        (["-w", "a", "-b", "packets:2", "-a", "filesize:1"], "with -b, say -b filesize"),
        (["-w", "a", "-a", "files:1"], "it needs -b"), (["-w", "-", "-P"], "nothing else can go"),
        (["-w", "a", "-Y", "tcp"], "-Y selects what is printed"),
        (["-w", "a", "--redact"], "-w writes packets as they are"),
        (["--stats", "1", "-V"], "--stats shows rates"), (["--stats", "0"], "seconds above 0"),
        (["-a", "duraton:1"], "did you mean 'duration'?"), (["-a", "3"], "NAME:NUMBER"),
        (["-a", "duration:inf"], "is not a number of seconds"), (["-B", "4000"], "no more than"),
        (["-a", "packets:-1"], "is not a number above 0"), (["tcp"], "no place for 'tcp'"),
        (["--messages", "-V"], "--messages prints lines of its own"),
    ])
    func saysWhatDoesNotGoTogether(words: [String], message: String) throws {
        let error = #expect(throws: UsageError.self) { try options(words) }
        #expect(error?.message.contains(message) == true, "\(error?.message ?? "")")
    }
}
