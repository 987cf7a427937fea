import Testing

/// What tshark prints, where it is installed, is what we print.
@Suite(.enabled(if: Program.tshark != nil, "tshark is not installed")) struct TsharkTests {
    private static let formats = ["r", "a", "ad", "adoy", "d", "dd", "e", "u", "ud", "udoy"]

    /// Times that go back, are long apart, and lie at the ends of what a file can say.
    private static var times: [(seconds: UInt32, fraction: UInt32)] {
        [
            (1_700_000_000, 500_000), (1_700_000_000, 400_000), (1_700_000_001, 0),
            (1_699_999_900, 7), (1_700_099_999, 123_456), (1_709_164_800, 1), (0, 0),
            (.max, 999_999), (1_700_000_000, 999_999),
        ]
    }

    @Test(arguments: formats, ["UTC", "America/St_Johns"])
    func showsTimes(format: String, zone: String) throws {
        for hasNanoseconds in [false, true] {
            let capture = SampleCapture(times: Self.times, hasNanoseconds: hasNanoseconds)
            try expectSameOutput(capture.bytes, ["-t", format], zone: zone) { line in
                String(line.prefix(while: { $0 != "→" }))
            }
        }
    }

    @Test(arguments: [
        [], ["-Eheader=y"], ["-Eseparator=,"], ["-Eseparator=/s", "-Equote=d"], ["-Equote=s"],
        ["-Eoccurrence=f"], ["-Eoccurrence=l", "-Eaggregator=;"], ["-Ebom=y", "-Eheader=y"],
    ])
    func partsFields(options: [String]) throws {
        let columns = ["No.", "Time", "Source", "Destination", "Protocol", "Length"]
        let fields = columns.flatMap { ["-e", "_ws.col.\($0)"] }
        try expectSameOutput(
            SampleCapture(times: Self.times).bytes, ["-T", "fields"] + fields + options,
            zone: "UTC")
    }

    private func expectSameOutput(
        _ capture: [UInt8], _ options: [String], zone: String,
        part: (Substring) -> String = { String($0) }
    ) throws {
        let folder = try TemporaryFolder()
        let path = try folder.file("a.pcap", capture)
        var tshark = try #require(Program.tshark)
        tshark.environment["TZ"] = zone
        var earshot = Program.earshot
        earshot.environment["TZ"] = zone
        let theirs = try tshark.run(["-n", "-r", path] + options)
        let ours = try earshot.run(["read", "-r", path] + options)
        #expect(ours.lines.map(part) == theirs.lines.map(part))
        #expect(ours.lines.count >= Self.times.count)
    }
}
