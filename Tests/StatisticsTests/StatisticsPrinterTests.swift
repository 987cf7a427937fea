import Bytes
import Testing

@testable import Statistics

@Suite struct StatisticsPrinterTests {
    private static let table: StatisticsTable = {
        var table = StatisticsTable(
            "test.names", "Names",
            columns: [
                StatisticsColumn("name", "name", .text),
                StatisticsColumn("count", "count", .count),
                StatisticsColumn("share", "share", .share),
                StatisticsColumn("latency", "latency", .duration),
                StatisticsColumn("nothing", "nothing", .rate),
            ], remarks: ["A remark."], shortRowCount: 2)
        table.append(
            .name(Array("a/b".utf8)), .count(12_345), .percent(50), .duration(1_234_567), .none)
        table.append(
            .name(Array("=\u{1B}[31m\"<b>,\n\u{202E}".utf8) + [0xFF]), .count(1), .percent(0.004),
            .none,
            .none, indent: 1)
        table.append(.name([]), .count(-1), .none, .duration(0), .none)
        return table
    }()

    private func text(_ write: (inout TextBuffer) -> Void) -> String {
        var buffer = TextBuffer()
        write(&buffer)
        var bytes: [UInt8] = []
        bytes.append(buffer.bytes, xor: 0, phase: 0)
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test func plainText() {
        let text = text {
            StatisticsText(isShort: false, width: nil).append(
                [Self.table], StatisticsTotals(), to: &$0)
        }
        #expect(
            text == """
                0 packets, 0 messages, 0 bytes in 0 ns

                Names (test.names)
                  name                        count  share %  latency
                  a/b                        12,345    50.00  1.23 ms
                    =\\033[31m"<b>,\\n\\u202E\u{FFFD}       1     0.00
                  (empty)                        -1              0 ns
                  A remark.

                """)
    }

    @Test func theShortFormSaysWhatIsMissing() {
        let text = text {
            StatisticsText(isShort: true, width: nil).append(
                [Self.table], StatisticsTotals(), to: &$0)
        }
        #expect(text.contains("… and 1 more; all with: stats FILE test.names"))
        #expect(!text.contains("(empty)"))
    }

    @Test func noNameIsWiderThanTheTerminal() {
        var table = Self.table
        table.append(.name([UInt8](repeating: 0x61, count: 4096)), .count(1), .none, .none, .none)
        let text = text {
            StatisticsText(isShort: false, width: 60).append([table], StatisticsTotals(), to: &$0)
        }
        for line in text.split(separator: "\n") { #expect(line.count <= 60) }
        #expect(text.contains("aaa…"))
    }

    @Test func commaSeparatedValues() {
        let text = text { StatisticsCSV.append([Self.table], to: &$0) }
        #expect(
            text == """
                name,count,share-percent,latency,nothing\r
                a/b,12345,50.0000,0.001234567,\r
                "'=\\033[31m""<b>,\\n\\u202E\u{FFFD}",1,0.0040,,\r
                ,-1,,0.000000000,\r

                """)
    }

    @Test func json() {
        let text = text { StatisticsJSON.append([Self.table], StatisticsTotals(), to: &$0) }
        #expect(
            text.contains(
                #"{"name":"a/b","count":12345,"share":50.0000,"latency":0.001234567,"nothing":null}"#
            ))
        #expect(text.contains(#""count":1,"#))
        #expect(!text.utf8.contains(0x1B))
        #expect(text.contains(#""depth":1"#))
    }
}
