import Testing

@testable import CommandLine

@Suite struct ArgumentParserTests {
    struct Case: CustomTestStringConvertible {
        var words: [String]
        var expected: String

        init(_ words: String..., is expected: String) {
            self.words = words
            self.expected = expected
        }

        var testDescription: String { words.joined(separator: " ") }
    }

    /// Options as `name=value` in their order, then `|` and the operands.
    static let understood: [Case] = [
        Case("a.pcap", is: "| a.pcap"),
        Case("-r", "a.pcap", is: "-r=a.pcap |"),
        Case("-ra.pcap", is: "-r=a.pcap |"),
        Case("-nr", "a.pcap", is: "-n -r=a.pcap |"),
        Case("-nlqra.pcap", is: "-n -l -q -r=a.pcap |"),
        Case("-c5", "a", is: "-c=5 | a"),
        Case("-c", "5", "a", is: "-c=5 | a"),
        Case("-c", "-5", is: "-c=-5 |"),
        Case("-Tfields", "-eframe.number", is: "-T=fields -e=frame.number |"),
        Case("-Eseparator==", is: "-E=separator== |"),
        Case("--read-file", "a", is: "-r=a |"),
        Case("--read-file=a=b", is: "-r=a=b |"),
        Case("--reader=libpcap", is: "--reader=libpcap |"),
        Case("--color", "a", is: "--color | a"),
        Case("--color=never", "a", is: "--color=never | a"),
        Case("-", is: "| -"),
        Case("-r", "-", is: "-r=- |"),
        Case("-n", "--", "-r", "--x", is: "-n | -r --x"),
        Case("-r", "--", "a", is: "-r=-- | a"),
        Case("a", "-n", "b", is: "-n | a b"),
        Case("", is: "| "),
    ]

    @Test(arguments: understood) func understands(_ test: Case) throws {
        let parsed = try ArgumentParser.parse(test.words[...], for: .read)
        let options = parsed.options.map { option in
            option.definition.name + (option.value.map { "=\($0)" } ?? "")
        }
        #expect((options + ["|"] + parsed.operands).joined(separator: " ") == test.expected)
    }

    static let refused: [Case] = [
        Case("--colour", is: "unknown option '--colour' for 'read'; did you mean '--color'?"),
        Case(
            "--max-conections=3",
            is: "unknown option '--max-conections' for 'read'; did you mean '--max-connections'?"),
        Case("-R", is: "unknown option '-R' for 'read'; did you mean '-r'?"),
        Case("-nR", "x", is: "unknown option '-R' for 'read'; did you mean '-r'?"),
        Case("-Z", is: "unknown option '-Z' for 'read'; did you mean '-z'?"),
        Case("-color", is: "-c: 'olor' is not a number above 0"),
        Case("--json", is: "unknown option '--json' for 'read'; see 'earshot help read'"),
        Case("-r", is: "-r needs a value: -r FILE"),
        Case("-nc", is: "-c needs a value: -c N"),
        Case("--reader", is: "--reader needs a value: --reader WHICH"),
        Case("--help=x", is: "--help takes no value"),
        Case("-c", "0", is: "-c: '0' is not a number above 0"),
        Case("-c", "-1", is: "-c: '-1' is not a number above 0"),
        Case(
            "-c", "99999999999999999999", is: "-c: '99999999999999999999' is not a number above 0"),
        Case("-t", "x", is: "-t: unknown value 'x'; did you mean 'r'?"),
        Case("-t", "adoj", is: "-t: unknown value 'adoj'; did you mean 'adoy'?"),
        Case("-T", "jsn", is: "-T: unknown value 'jsn'; did you mean 'json'?"),
        Case("-T", "field", is: "-T: unknown value 'field'; did you mean 'fields'?"),
        Case("-T", "fields", is: "-T fields prints nothing without a field: name one with -e"),
        Case("-e", "ip.src", is: "-e ip.src needs -T fields, json or ek"),
        Case(
            "--color=sometimes",
            is: "--color: unknown value 'sometimes'; "
                + "known are auto, always, never"),
        Case("--reader=libcap", is: "--reader: unknown value 'libcap'; did you mean 'libpcap'?"),
        Case("-E", "separator", is: "-E 'separator' is not of the form NAME=VALUE"),
        Case("-E", "separator=", is: "-E: unknown value '' of separator"),
        Case("-E", "separator=ab", is: "-E: unknown value 'ab' of separator"),
        Case("-E", "seperator=,", is: "-E: unknown name 'seperator'; did you mean 'separator'?"),
        Case("-E", "quote=x", is: "-E: unknown value 'x' of quote"),
        Case("-E", "header=1", is: "-E: unknown value '1' of header"),
        Case(
            "-o", "tcp.check_checksum",
            is: "invalid -o flag 'tcp.check_checksum': "
                + "NAME:VALUE is expected"),
        Case(
            "-o", "tcp.chek_checksum:TRUE",
            is: "-o flag 'tcp.chek_checksum:TRUE' specifies "
                + "unknown preference; did you mean 'tcp.check_checksum'?"),
        Case("-o", "zzz:TRUE", is: "-o flag 'zzz:TRUE' specifies unknown preference"),
        Case(
            "-o", "tcp.check_checksum:maybe",
            is: "-o tcp.check_checksum: 'maybe' is neither "
                + "TRUE nor FALSE"),
    ]

    @Test(arguments: refused) func refuses(_ test: Case) {
        #expect(throws: UsageError(test.expected)) {
            _ = try ReadOptions(ArgumentParser.parse(test.words[...], for: .read))
        }
    }
}
