import Dissection
import Testing

@testable import Filters

/// What filters let through, by the rules of Wireshark 4.0.
@Suite struct FilterMeaningTests {
    private static let packet: [(String, SampleFields.Value)] = [
        ("m", .plain(.present)), ("m.type", .plain(.number(3))),
        ("m.port", .plain(.number(1883))), ("m.port", .plain(.number(40001))),
        ("m.long", .plain(.number(.max))), ("m.scale", .plain(.signed(-2))),
        ("m.flag", .plain(.flag(true))), ("m.topic", .text("home/door")),
        ("m.topic", .text("home/\u{E4}\u{0}rest")), ("m.data", .bytes([0x00, 0xAA, 0xBB])),
        ("m.v4", .plain(.ipv4(0xC000_0201))),
        ("m.v6", .plain(.ipv6(high: 0x2001_0DB8_0000_0000, low: 1))),
        ("m.mac", .plain(.mac(0x0200_0000_000A))), ("m.after", .plain(.duration(250_000_000))),
        ("m.other", .plain(.number(1883))), ("m.frame", .plain(.number(7))),
        ("m.text", .text("home/door")), ("m.date", .plain(.time(1_795_251_870_500_000_000))),
    ]

    @Test(arguments: [
        "", "  ", "m", "m.topic", "!m.mark", "not not m", "m and m.type", "m.mark or m.type",
        "m.type == 3", "m.type==0x3", "m.type eq 03", "m.type == \"publish message\"",
        "m.type != 4", "m.type ne 1",
        "m.port == 1883", "m.port == 40001", "m.port != 5", "m.port !== 1883", "m.port ~= 1883",
        "m.port > 40000", "m.port < 1884", "m.port >= 40001", "m.port <= 1883",
        "m.port gt 1 and m.port lt 2000", "m.long == 18446744073709551615",
        "m.long == 0xffffffffffffffff", "m.scale == -2", "m.scale < 0", "m.scale >= -0x2",
        "m.flag", "m.flag == true", "m.flag == 1", "m.flag != False", "m.flag == Set",
        "m.topic == \"home/door\"", "m.topic contains door", "m.topic contains \"do\"",
        "m.topic contains \"\\x64\\157or\"", "m.topic == \"home/\u{E4}\"", "m.topic > \"home/a\"",
        "m.data == 00:aa:bb", "m.data == 00aabb", "m.data == 0-aa-bb",
        "m.data contains aa:bb", "m.data contains bb", "m.data == \"\\x00\\xaa\\xbb\"",
        "m.data > 00:aa", "m.data < ff:ff:ff", "m.data > ff", "m.v4 == 192.0.2.1",
        "m.v4 == 192.0.2.0/24",
        "m.v4 == 0.0.0.0/0", "m.v4 > 10.0.0.0", "m.v4 != 192.0.3.0/24",
        "m.v6 == 2001:db8::1", "m.v6 == 2001:db8::/32", "m.v6 == 2001:db8:0:0:0:0:0:1",
        "m.v6 == 2001:0DB8::0.0.0.1", "m.v6 < fe80::", "m.mac == 02:00:00:00:00:0a",
        "m.mac == 02-00-00-00-00-0A", "m.mac > 01:ff:ff:ff:ff:ff", "m.after == 0.25",
        "m.after < .3", "m.after > 2.4e-1", "m.after >= 0", "m.frame == 7", "m.port == m.other",
        "m.topic == m.text", "m.mark or m.flag and m.type == 3", "m.flag or m.flag and m.mark",
        "!(m.mark || m.v4 == 1.2.3.4)", "not m.mark and m", "((((m))))",
    ])
    func letsThrough(filter: String) throws {
        #expect(try SampleFields.matches(filter, Self.packet))
    }

    /// What tshark 4.0 lets through in packets of the same kind.
    @Test(arguments: [
        "m.port in {1883, 80}", "m.port in {1 .. 2000}", "m.port in {1..3,40000..40002}",
        "m.port in {m.other}", "m.port not in {5}", "m.nothere not in {5}", "not m.port in {5}",
        "m.type in {\"Publish Message\", 9}", "m.v4 in {10.0.0.0/8, 192.0.2.0/24}",
        "m.v4 in {192.0.2.0 .. 192.0.2.9}", "m.topic in {\"a\", \"home/door\"}",
        "m.after in {0.1 .. 0.3}", "m.data in {01, 00:aa:bb}", "all m.port in {1883, 1..65535}",
        "m.topic matches \"DOOR$\"", "m.topic ~ \"^home/\\\\w+$\"",
        "m.topic matches r\"^home/\\w+$\"",
        "m.topic matches \"\"", "m.data matches \"\\xaa\"", "m.data matches r\"\\x00\\xaa\"",
        "m.topic contains 'd'", "m.topic contains '\\x64'", "m.topic == \"home\\u002fdoor\"",
        "m.topic[0] == \"h\"", "m.topic[0] == 68", "m.topic[0:4] == \"home\"",
        "m.topic[:4] == \"home\"",
        "m.data[-1] == bb", "m.data[1:] == aa:bb", "m.data[1-2] == aabb", "m.data[0,2] == 00:bb",
        "m.data[-2:2] == aa:bb", "m.data[0:2] contains aa", "m.data[1] == 0xaa", "m.data[0] == 0",
        "m.v4[0] == c0", "m.v4[0:2] == c0:00", "m.v6[0:2] == 20:01", "m.mac[0:1] == 02",
        "m.mac contains 00:0a", "m.mac[5] & 02 == 02", "m.data[1] & 80",
        "m.type & 1", "m.type & 2 == 2", "m.type + 1 == 4", "m.type - 1 == 2", "m.type -1 == 2",
        "m.type * 2 == 6", "m.type / 2 == 1", "m.type % 2 == 1", "m.type & 1 + 2 == 3",
        "{m.type + 1} * 2 == 8", "m.type == 1 + 2", "m.type == {4 - 1}", "-m.type == -3",
        "-m.type < 0", "m.type - 5 < 0", "+m.type == 3", "m.type == 0b11", "m.type == 003",
        "m.type == '\\x03'", "m.v4 & 255.0.0.0 == 192.0.0.0", "m.after + 1 > 1.2",
        "m.after - 0.2 > 0", "m.port == m.other + 0", "m.scale * -1 == 2", "m.scale + 4 == 2",
        "len(m.topic) == 9", "len(m.data) == 3", "len(m.port) == 2", "len(m.v6) == 16",
        "count(m.port) == 2", "count(m.port) + 1 == 3", "lower(m.topic) == \"home/door\"",
        "upper(m.topic) == \"HOME/DOOR\"", "upper(m.topic)[0:4] == \"HOME\"",
        "string(m.port) == \"1883\"", "string(m.port) matches \"^40\"",
        "string(m.v4) == \"192.0.2.1\"", "string(m.v6) == \"2001:db8::1\"",
        "string(m.mac) contains \":0a\"", "string(m.scale) == \"-2\"",
        "max(m.port) == 40001", "min(m.port) == 1883", "max(m.type, 7) == 7",
        "max(m.port, m.type) > 40000", "max(m.nothere, m.type) == 3", "abs(m.scale) == 2",
        "abs(m.type - 5) == 2", "any m.port == 1883", "all m.port > 1000", "any m.port != 1883",
        "m.type < m.port < m.long", "m.type == m.type == 3", "m.port#1 == 1883",
        "m#1", "m.port#[1-2] == 1883", "m.port#[-1] == 1883", ".m.port == 1883",
        "m.type == 3 and m",
        "m.after >= 0.25 && !(m.type in {1, 2})", "m.data", "m.data[0:3]",
        "m.data[0]", "not m.data[3]",
        "m.date > \"2026-11-20\"", "m.date == \"2026-11-21 09:04:30.5Z\"",
        "m.date < \"2026-11-21T10:04:31+01:00\"", "m.date == \"Nov 21, 2026 09:04:30.5 UTC\"",
    ])
    func letsThroughAsTshark(filter: String) throws {
        #expect(try SampleFields.matches(filter, Self.packet))
    }

    @Test(arguments: [
        "m.port in {1, 2}", "m.port in {1884..40000}", "m.port in {40002..40000}",
        "m.port not in {1883}", "any m.port not in {1883}", "all m.port not in {1883}",
        "m.nothere in {1}", "m.topic in {\"HOME/DOOR\"}", "m.v4 in {10.0.0.0/8}",
        "m.topic matches \"(?-i)DOOR\"", "m.topic matches \"^door\"", "m.topic contains 64",
        "m.data[3] == 00", "m.data[0:9] == 00", "m.data[-9:2] == 00:aa", "m.data[0:2] < ff",
        "m.data < ff:ff", "m.mac < ff:ff:ff:ff:ff:ff and m.mac > 03:00:00:00:00:00",
        "m.type & 4", "m.type / 0", "m.type % 0 == 0", "m.type - m.type",
        "m.data[3]", "m.data[0] & ff",
        "m.nothere + 1 == 1", "count(m.nothere) == 0", "len(m.nothere) == 0",
        "all m.port == 1883", "all m.port != 1883", "m.type < m.port < 5", "m.port#2 == 1883",
        "m#2", "m.port#[2:] == 1883", "upper(m.topic) == m.topic",
        "m.date < \"2026-11-21 09:04:30Z\"",
    ])
    func keepsBackAsTshark(filter: String) throws {
        #expect(try !SampleFields.matches(filter, Self.packet))
    }

    @Test(arguments: [
        "m.mark", "not m", "m.type == 4", "m.type != 3", "m.port != 1883", "m.port === 1883",
        "m.port > 40001", "m.mark and m", "m.scale > -2", "m.flag == 0", "m.flag != 1",
        "m.topic == \"HOME/DOOR\"", "m.topic contains \"rest\"", "m.topic contains \"\"",
        "m.data == 00:aa", "m.data contains 01", "m.v4 == 192.0.2.2", "m.v4 != 192.0.2.0/24",
        "m.v6 == ::1", "m.after < 0.25", "m.after > 0.250000000", "m.port != m.other",
        "!m.flag", "m.flag and !m.flag", "m.mark or m.mark", "not (m and m.flag)",
        "(m.mark or m.flag) and m.mark",
    ])
    func keepsBack(filter: String) throws {
        #expect(try !SampleFields.matches(filter, Self.packet))
    }

    /// A field that is not there compares with nothing, whatever the comparison.
    @Test(arguments: ["==", "!=", "===", "!==", "<", "<=", ">", ">="])
    func comparesNothingThatIsMissing(comparison: String) throws {
        let packet: [(String, SampleFields.Value)] = [("m", .plain(.present))]
        #expect(try !SampleFields.matches("m.port \(comparison) 5", packet))
        #expect(try !SampleFields.matches("m.port \(comparison) m.other", packet))
        #expect(try SampleFields.matches("!(m.port \(comparison) 5)", packet))
    }

    /// `!=` is that none is equal, `!==` that one is not, `==` that one is, `===` that all are.
    @Test(arguments: [
        ([5, 5], true, false, true, false), ([5, 6], true, false, false, true),
        ([6, 7], false, true, false, true), ([5], true, false, true, false),
    ])
    func quantifies(
        ports: [UInt64], anyEqual: Bool, allNotEqual: Bool, allEqual: Bool, anyNotEqual: Bool
    ) throws {
        let packet = ports.map { ("m.port", SampleFields.Value.plain(.number($0))) }
        #expect(try SampleFields.matches("m.port == 5", packet) == anyEqual)
        #expect(try SampleFields.matches("m.port != 5", packet) == allNotEqual)
        #expect(try SampleFields.matches("m.port === 5", packet) == allEqual)
        #expect(try SampleFields.matches("m.port !== 5", packet) == anyNotEqual)
    }

    @Test func wantsOnlyWhatItNames() throws {
        let filter = try DisplayFilter("m.port == m.other and not m.flag", SampleFields.table)
        let wanted = SampleFields.table.ids.filter { filter.wants($0) }
        let names = wanted.compactMap { SampleFields.table[$0].map { "\($0.name)" } }
        #expect(Set(names) == ["m.port", "m.other", "m.flag"])
    }

    /// Every way to combine three facts, by the truth table.
    @Test(arguments: 0..<8) func combines(bits: Int) throws {
        let (one, two, three) = (bits & 1 != 0, bits & 2 != 0, bits & 4 != 0)
        var packet: [(String, SampleFields.Value)] = []
        if one { packet.append(("m.port", .plain(.number(1)))) }
        if two { packet.append(("m.flag", .plain(.flag(false)))) }
        if three { packet.append(("m.mark", .plain(.present))) }
        func matches(_ filter: String) throws -> Bool {
            try SampleFields.matches(filter, packet)
        }
        #expect(try matches("m.port and m.flag or m.mark") == (one && two || three))
        #expect(try matches("m.port or m.flag and m.mark") == (one || two && three))
        #expect(try matches("(m.port or m.flag) and m.mark") == ((one || two) && three))
        #expect(try matches("not m.port and m.flag") == (!one && two))
        #expect(try matches("not (m.port and m.flag) or m.mark") == (!(one && two) || three))
        #expect(try matches("m.port and m.flag and m.mark") == (one && two && three))
        #expect(try matches("m.port or m.flag or m.mark") == (one || two || three))
    }
}
