import Dissection
import TestKit
import Testing

@testable import Filters

@Suite struct FilterMistakeTests {
    private func findMistake(in text: String) -> FilterMistake? {
        do {
            _ = try DisplayFilter(text, SampleFields.table)
            return nil
        } catch {
            return error
        }
    }

    /// Each with the part of the text that is marked.
    @Test(arguments: [
        ("m.prt == 1", "m.prt"), ("m and nothing", "nothing"), ("m.port ==", ""),
        ("m.port == 65536", "65536"), ("m.port == -1", "-1"), ("m.port == x", "x"),
        ("m.port == 1.5", "1.5"), ("m.scale == 128", "128"), ("m.type == Publsh", "Publsh"),
        ("m.type contains 3", "contains"), ("m == xy", "xy"), ("m.mark < 1", "<"),
        ("(m", "("), ("m)", ")"), ("()", ")"), ("m m", "m"), ("m and", ""), ("and m", "and"),
        ("not", ""), ("== 5", "=="), ("5 == m.port", "5"), ("\"m\"", "\"m\""),
        ("m.topic == \"a", "\"a"), ("m.topic == \"\\q\"", "\\q"), ("m.topic == \"\\x\"", "\\x"),
        ("m.topic == \"\\400\"", "\\400"), ("m.topic == 'ab'", "'ab'"), ("m & m", "m"),
        ("m.v4 == 1.2.3", "1.2.3"), ("m.v4 == 1.2.3.256", "1.2.3.256"),
        ("m.v4 == 1.2.3.4/33", "1.2.3.4/33"), ("m.v6 == 1:2", "1:2"),
        ("m.v6 == ::1::", "::1::"), ("m.v6 == fe80::/129", "fe80::/129"),
        ("m.mac == 1:2:3", "1:2:3"), ("m.data == xy", "xy"),
        ("m.after == soon", "soon"), ("m.after > nan", "nan"), ("m.after > inf", "inf"),
        ("m.flag == maybe", "maybe"),
        ("m.topic matches \"a(\"", "\""), ("m.topic matches a", "a"),
        ("m.port matches \"1\"", "matches"),
        ("m.port in 5", "5"), ("m.port in {}", "}"), ("m.port in {1,}", "}"), ("m.port in {1", ""),
        ("m.port in {1 2}", "2"), ("m.port in {m.topic}", "m.topic"), ("len(m.data) in {1}", "len"),
        ("m.data[0] in {1}", "m.data"), ("any m.port", ""), ("all (m.port == 1)", "("),
        ("m.topic + 1 == 2", "m.topic"), ("m.flag & 1", "m.flag"), ("m.v4 + 1 == 2", "m.v4"),
        ("m.after * 2 == 1", "m.after"), ("m.port + m.topic == 1", "m.topic"),
        ("m.port[0] == 1", "m.port"),
        ("m.data[0:0] == 1", "[0:0]"), ("m.data[a] == 1", "[a]"), ("m.data[0", "["),
        ("m.port# 1", "#"),
        ("nope(m.port) == 1", "nope"), ("len() == 1", "len"), ("len(m.data, m.data) == 1", "len"),
        ("len(m.data)", "len"), ("count(1) == 1", "1"), ("upper(m.port) == \"a\"", "m.port"),
        ("string(m.topic) == \"a\"", "m.topic"), ("abs(m.topic) == 1", "m.topic"),
        ("max(m.port, m.topic) == 1", "m.topic"), ("(m.port + 1) * 2", "*"), ("{m.port", "{"),
        ("{m.port)", ")"), ("m.port == 1 in {1}", "in"), ("m.port == 1 not", "not"),
        ("m.msg == 'a", "'a"),
        ("2 * m.port > 3", "2"), ("m.date > \"2026\"", "\"2026\""), ("m.date > soon", "soon"),
        ("m.data == m.topic", "m.topic"), ("m.v4 == \"1.2.3.4\"", "\"1.2.3.4\""),
        ("m.port == m.topic", "m.topic"),
        ("m \u{1F600} m", "\u{1F600}"),
        ("m.frame == 4294967296", "4294967296"),
    ])
    func marksTheMistake(text: String, marked: String) throws {
        let mistake = try #require(findMistake(in: text))
        let bytes = Array(text.utf8)[mistake.place]
        #expect(String(decoding: bytes, as: UTF8.self) == marked)
    }

    @Test func pointsIntoTheText() throws {
        let text = "m and m.prt == 1"
        let lines = try #require(findMistake(in: text)).excerpt(of: text)
        #expect(lines == ["m and m.prt == 1", "      ^~~~~"])
    }

    /// The excerpt of a long text is short, and holds nothing that a terminal obeys.
    @Test func cutsLongTexts() throws {
        let text =
            String(repeating: "m or ", count: 500) + "m.prt == \"\u{1B}\""
            + String(repeating: " or m", count: 500)
        let lines = try #require(findMistake(in: text)).excerpt(of: text)
        #expect(lines.allSatisfy { $0.count < 200 })
        #expect(lines[0].contains("m.prt") && !lines[0].contains("\u{1B}"))
        let start = try #require(lines[1].firstIndex(of: "^"))
        let column = lines[1].distance(from: lines[1].startIndex, to: start)
        #expect(lines[0].dropFirst(column).hasPrefix("m.prt"))
    }

    @Test func boundsDepth() throws {
        func nested(_ count: Int, _ open: String, _ close: String) -> String {
            String(repeating: open, count: count) + "m" + String(repeating: close, count: count)
        }
        let limit = FilterParser.depthMax
        for (open, close) in [("(", ")"), ("!", ""), ("not ", "")] {
            #expect(findMistake(in: nested(limit - 1, open, close)) == nil)
            #expect(findMistake(in: nested(limit, open, close)) != nil)
            #expect(findMistake(in: nested(20_000, open, close)) != nil)
        }
    }

    @Test func boundsLength() throws {
        let limit = FilterParser.textByteCountMax
        let longest = String(repeating: "m or ", count: limit / 5 - 1) + "m    "
        #expect(findMistake(in: longest) == nil)
        #expect(findMistake(in: longest + String(repeating: " ", count: limit)) != nil)
    }

    /// Whatever is typed is a filter or a mistake whose place is in the text.
    @Test(arguments: 0..<40) func survivesAnyText(seed: UInt64) throws {
        let pieces = [
            "m", "m.port", "m.topic", "m.v6", "m.v4", "m.after", "==", "!=", "<", "(", ")", "!",
            "and", "or", "not", "\"", "\\", "5", "-", "0x", "::", "/", "1e99", "1e-9", ".", "\u{0}",
            "\u{E4}", "contains", "aa:bb", "\"x\"", " ", "/0",
            "99999999999999999999999999999999999",
        ]
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<500 {
            let count = Int.random(in: 0...12, using: &generator)
            let text = (0..<count).map { _ in
                pieces.randomElement(using: &generator).map {
                    $0 + (Bool.random(using: &generator) ? " " : "")
                } ?? ""
            }.joined()
            guard let mistake = findMistake(in: text) else { continue }
            #expect(mistake.place.upperBound <= text.utf8.count, "\(text)")
            #expect(mistake.excerpt(of: text).count == 2)
        }
    }
}
