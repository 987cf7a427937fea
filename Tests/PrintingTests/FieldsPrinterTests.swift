import Bytes
import Dissection
import Packets
import Testing

@testable import Printing

@Suite struct FieldsPrinterTests {
    private static let table = FieldTable([
        FieldFamily(
            .frame,
            [
                FieldDefinition("layer", "The Layer", .layer),
                FieldDefinition("label", "A label", .label),
                FieldDefinition("flag", "Flag", .boolean),
                FieldDefinition("short", "Short", .unsigned(bits: 16)),
                FieldDefinition("hex8", "Hex", .unsigned(bits: 8), .hexadecimal),
                FieldDefinition("hex24", "Hex", .unsigned(bits: 24), .hexadecimal),
                FieldDefinition("hex64", "Hex", .unsigned(bits: 64), .hexadecimal),
                FieldDefinition("signed", "Signed", .signed(bits: 32)),
                FieldDefinition("text", "Text", .text),
                FieldDefinition("bytes", "Bytes", .bytes),
                FieldDefinition("ipv4", "IPv4", .ipv4),
                FieldDefinition("ipv6", "IPv6", .ipv6),
                FieldDefinition("mac", "MAC", .mac),
                FieldDefinition("time", "Time", .time),
                FieldDefinition("epoch", "Epoch", .duration),
                FieldDefinition("unused", "Unused", .text),
            ])
    ])

    /// Prints one row with these values of fields.
    private func row(
        _ names: [String], _ values: [(String, FieldValue)], format: FieldsFormat = FieldsFormat(),
        bytes: [UInt8] = [], offset: Int = 0, decoded: [UInt8] = []
    ) throws -> String {
        let columns: [FieldColumn] = try names.map { name in
            if let column = SummaryColumn(rawValue: name) { return .summary(column) }
            return .field(try #require(Self.table.find(name)))
        }
        return try printed { output in
            var printer = FieldsPrinter(
                output, columns: columns, table: Self.table, format: format)
            for (name, value) in values {
                let id = try #require(Self.table.find(name))
                printer.add(
                    Field(id: id, value: value), in: bytes.rawSpan, at: offset,
                    decoded: decoded.rawSpan)
            }
            let line = PacketLine(
                number: 7, time: 1_500_000_000, firstTime: 0, previousTime: 0, timeDigits: 6,
                byteCount: 60, protocolName: "TCP")
            let info = TextBuffer()
            _ = printer.print(line, PacketLayers(), packet: bytes.rawSpan, info: info)
            let failure = printer.finish()
            #expect(failure == 0)
        }
    }

    @Test(arguments: [
        ("layer", FieldValue.present, "The Layer"),
        ("label", .present, "1"),
        ("flag", .flag(true), "1"), ("flag", .flag(false), "0"), ("flag", .number(8), "1"),
        ("short", .number(65535), "65535"), ("short", .number(0), "0"),
        ("hex8", .number(5), "0x05"), ("hex24", .number(0xABC), "0x000abc"),
        ("hex64", .number(.max), "0xffffffffffffffff"), ("hex64", .number(0), "0x0000000000000000"),
        ("hex8", .number(0x1234), "0x1234"),
        ("signed", .signed(-5), "-5"), ("signed", .signed(.min), "-9223372036854775808"),
        ("ipv4", .ipv4(0xC0A8_0001), "192.168.0.1"),
        ("ipv6", .ipv6(high: 0xFE80 << 48, low: 1), "fe80::1"),
        ("ipv6", .ipv6(high: 0, low: 0xFFFF_0102_0304), "::ffff:1.2.3.4"),
        ("mac", .mac(0x0002_B30F_A0FF), "00:02:b3:0f:a0:ff"),
        ("epoch", .time(1_795_251_870_369_271_000), "1795251870.369271000"),
        ("epoch", .duration(-100_000_000), "-0.100000000"),
        ("epoch", .duration(16_000), "0.000016000"),
    ])
    func writesValuesAsTsharkDoes(name: String, value: FieldValue, expected: String) throws {
        #expect(try row([name], [(name, value)]) == expected + "\n")
    }

    @Test func writesWhatStandsInThePacket() throws {
        let bytes: [UInt8] = [0xDE, 0xAD, 0x61, 0x09, 0x62, 0x00, 0x63]
        let whole = StreamRange(offset: 100, count: 7)
        let text = StreamRange(offset: 102, count: 5)
        let values: [(String, FieldValue)] = [("bytes", .bytes(whole)), ("text", .text(text))]
        // As in tshark, text ends at a NUL.
        #expect(
            try row(["bytes", "text"], values, bytes: bytes, offset: 100)
                == "dead6109620063\ta\\tb\n")
    }

    @Test func writesWhatWasDecoded() throws {
        let range = StreamRange(offset: 1, count: 2)
        #expect(
            try row(["text"], [("text", .decoded(range))], decoded: Array("abcd".utf8)) == "bc\n")
    }

    /// Places that are not, or no longer, in memory.
    @Test(arguments: [
        (0, 1), (99, 1), (100, 4), (103, 1), (100, .max), (.max, .max), (.min, 1), (100, -1),
    ])
    func leavesOutWhatIsNotThere(offset: Int, count: Int) throws {
        let range = StreamRange(offset: offset, count: count)
        #expect(
            try row(["text"], [("text", .text(range))], bytes: [1, 2, 3], offset: 100) == "\n")
    }

    @Test func joinsSeveralValues() throws {
        let values: [(String, FieldValue)] = [
            ("short", .number(1)), ("hex8", .number(2)), ("short", .number(3)),
            ("unused", .present),
            ("short", .number(5)),
        ]
        var format = FieldsFormat()
        let names = ["hex8", "text", "short"]
        #expect(try row(names, values, format: format) == "0x02\t\t1,3,5\n")
        format.aggregator = UInt8(ascii: " ")
        format.separator = UInt8(ascii: ";")
        format.quote = UInt8(ascii: "'")
        #expect(try row(names, values, format: format) == "'0x02';;'1 3 5'\n")
        format.occurrence = .first
        #expect(try row(names, values, format: format) == "'0x02';;'1'\n")
        format.occurrence = .last
        #expect(try row(names, values, format: format) == "'0x02';;'5'\n")
    }

    /// A text without letters is a value like any other.
    @Test(arguments: [
        (FieldsFormat.Occurrence.all, ",a,\n"), (.first, "\n"), (.last, "\n"),
    ])
    func countsEmptyText(occurrence: FieldsFormat.Occurrence, expected: String) throws {
        let empty = StreamRange(offset: 0, count: 0)
        let one = StreamRange(offset: 0, count: 1)
        let values: [(String, FieldValue)] = [
            ("text", .text(empty)), ("text", .text(one)), ("text", .text(empty)),
        ]
        var format = FieldsFormat()
        format.occurrence = occurrence
        #expect(try row(["text"], values, format: format, bytes: [0x61]) == expected)
    }

    @Test func writesColumnsOfTheList() throws {
        var format = FieldsFormat()
        format.hasHeader = true
        format.hasByteOrderMark = true
        format.quote = UInt8(ascii: "\"")
        let names = ["_ws.col.No.", "_ws.col.Time", "_ws.col.Info", "_ws.col.Length", "layer"]
        #expect(
            try row(names, [], format: format)
                == "\u{FEFF}_ws.col.No.\t_ws.col.Time\t_ws.col.Info\t_ws.col.Length\tlayer\n"
                + "\"7\"\t\"1.500000\"\t\t\"60\"\t\n")
    }

    @Test func fillsAFieldThatIsAskedForTwice() throws {
        #expect(try row(["short", "short"], [("short", .number(4))]) == "4\t4\n")
    }

    @Test func startsEveryRowEmpty() throws {
        let id = try #require(Self.table.find("short"))
        let text = try printed { output in
            var printer = FieldsPrinter(
                output, columns: [.field(id)], table: Self.table, format: FieldsFormat())
            let line = PacketLine(
                number: 1, time: 0, firstTime: 0, previousTime: 0, timeDigits: 6, byteCount: 0,
                protocolName: "TCP")
            let info = TextBuffer()
            let nothing: [UInt8] = []
            for number in [UInt64(1), 2] {
                printer.add(
                    Field(id: id, value: .number(number)), in: nothing.rawSpan, at: 0,
                    decoded: nothing.rawSpan)
                _ = printer.print(line, PacketLayers(), packet: nothing.rawSpan, info: info)
            }
            _ = printer.print(line, PacketLayers(), packet: nothing.rawSpan, info: info)
            _ = printer.finish()
        }
        #expect(text == "1\n2\n\n")
    }

    @Test func wantsOnlyItsFields() throws {
        let id = try #require(Self.table.find("short"))
        let other = try #require(Self.table.find("text"))
        let printer = FieldsPrinter(
            OutputFile(descriptor: -1), columns: [.summary(.info), .field(id)], table: Self.table,
            format: FieldsFormat())
        let found = (printer.wants(id), printer.wants(other), printer.depth)
        #expect(found == (true, false, .fields))
        let list = FieldsPrinter(
            OutputFile(descriptor: -1), columns: [.summary(.info)], table: Self.table,
            format: FieldsFormat())
        let depth = list.depth
        #expect(depth == .summary)
    }
}
