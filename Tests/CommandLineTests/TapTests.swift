import Foundation
import Testing

/// What `-z` refuses, and what it does that tshark does not.
@Suite struct TapTests {
    private func run(_ words: String...) throws -> Program.Result {
        try Program.earshot.run(["read", "-r", Sample.path("tcp-plain.pcap")] + words)
    }

    @Test(arguments: [
        ("foo,bar", "is not known; there are io,phs"),
        ("expert", "earshot stats FILE notes"),
        ("conv,sctp", "'sctp' is no type; known are eth, ip, ipv6, tcp, udp"),
        ("endpoints", "is no type"),
        ("endpoints,wlan", "'earshot stats FILE endpoints' has them all"),
        ("io,stat", "is not of the form io,stat,INTERVAL"),
        ("io,stat,x", "is not of the form io,stat,INTERVAL"),
        ("io,stat,1,", "is not of the form io,stat,INTERVAL"),
        ("io,stat,-1", "an interval is a microsecond"),
        ("io,stat,1,SUM(tcp.len", "a parenthesis is not closed behind SUM"),
        ("io,stat,1,SUM()tcp", "SUM needs a field"),
        ("io,stat,1,FRAMES(tcp.len)", "FRAMES takes no field"),
        ("io,stat,1,SUM(foo.bar)", "'foo.bar' is not a known field"),
        ("io,stat,1,SUM(ip.src)", "ip.src is not a number, so there is no SUM"),
        ("io,stat,1,LOAD(tcp.len)", "LOAD is for fields that are durations"),
        ("flow,any", "is not of the form flow,any|tcp"),
        ("follow,tcp,ascii", "is not of the form follow,tcp|udp"),
        ("follow,tls,ascii,0", "earshot follow"),
        ("io,phs,tcp.prot", "-z: 'tcp.prot' is not a known field"),
    ])
    func refuses(tap: String, words: String) throws {
        let result = try run("-q", "-z", tap)
        #expect(result.status == 2)
        #expect(result.errors.contains(words), "\(result.errors)")
        #expect(result.output.isEmpty)
        #expect(result.errors.hasPrefix("earshot: "))
    }

    @Test func writesBehindTheList() throws {
        let list = try run()
        let both = try run("-z", "plen,tree")
        let alone = try run("-q", "-z", "plen,tree")
        #expect(both.output == list.output + alone.output)
        #expect(alone.text.contains("Packet Lengths     100 "))
    }

    /// tshark leaves those out that come at the very end of an interval that ends the capture.
    @Test func countsTheLastPacket() throws {
        let capture = SampleCapture(times: [(0, 0), (0, 500_000), (2, 0)])
        let folder = try TemporaryFolder()
        let path = try folder.file("a.pcap", capture.bytes)
        let result = try Program.earshot.run(["read", "-q", "-r", path, "-z", "io,stat,1"])
        let counts = result.lines.filter { $0.contains("<>") }.map { line in
            line.split(separator: "|")[1].filter(\.isNumber)
        }
        #expect(counts == ["2", "1"])
    }

    @Test func hidesNothingItIsToShow() throws {
        let result = try run("-q", "--redact", "-z", "follow,tcp,ascii,0")
        #expect(result.status == 2)
        #expect(result.errors.contains("--redact hides what -z follow shows"))
    }

    @Test func followsWhatCanBeReadOnce() throws {
        let path = try Sample.path("tcp-plain.pcap")
        let bytes = try Array(Data(contentsOf: URL(filePath: path)))
        let alone = try Program.earshot.run(
            ["read", "-q", "-r", "-", "-z", "follow,tcp,raw,0"], input: bytes)
        #expect(alone.output == (try run("-q", "-z", "follow,tcp,raw,0")).output)
    }
}
