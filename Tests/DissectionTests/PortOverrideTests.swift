import Bytes
import Dissection
import TestKit
import Testing

@Suite struct PortOverrideTests {
    private func parse(_ text: String) throws(PortOverrideError) -> PortOverride {
        try PortOverride(text, entries: Registry.toyEntries())
    }

    /// The forms that tshark takes.
    @Test(
        arguments: [
            ("tcp.port==8053,block", 8053...8053), ("tcp.port=8053,block", 8053...8053),
            ("tcp.port==8000-8010,block", 8000...8010), ("tcp.port==8000:11,block", 8000...8010),
            ("tcp.port==0x1F90,block", 8080...8080), ("tcp.port==010,block", 8...8),
            ("tcp.port==0,block", 0...0), ("tcp.port==65535,block", 65535...65535),
        ] as [(String, ClosedRange<UInt16>)])
    func readsPortsAsTsharkDoes(text: String, ports: ClosedRange<UInt16>) throws {
        #expect(try parse(text) == PortOverride(.tcp, ports, "block"))
    }

    @Test(arguments: ["none", "tcp"])
    func switchesPortsOff(name: String) throws {
        #expect(try parse("tcp.port==7000,\(name)") == PortOverride(.tcp, 7000...7000, nil))
    }

    @Test(
        arguments: [
            ("", PortOverrideError.noTemplate("")), ("block", .noTemplate("block")),
            ("tcp.port", .noTemplate("tcp.port")), ("tcp.port==53", .noTemplate("tcp.port==53")),
            ("tcp.prt==53,block", .unknownLayer("tcp.prt")),
            ("tcp.port==x,block", .badSelector("x")), ("tcp.port==,block", .badSelector("")),
            ("tcp.port==70000,block", .badSelector("70000")),
            ("tcp.port==-53,block", .badSelector("-53")),
            ("tcp.port==+5,block", .badSelector("+5")),
            ("tcp.port== 53,block", .badSelector(" 53")),
            ("tcp.port==8010-8000,block", .badRange("8010-8000")),
            ("tcp.port==53-,block", .badRange("53-")),
            ("tcp.port==65535:2,block", .badRange("65535:2")),
            ("tcp.port==1:0,block", .badRange("1:0")),
            ("tcp.port==53,", .noProtocol("tcp.port==53,")),
            (
                "tcp.port==53,blok",
                .unknownProtocol("blok", .tcp, known: ["block", "line", "write", "xor"])
            ),
            ("udp.port==53,block", .unknownProtocol("block", .udp, known: ["echo", "write"])),
        ] as [(String, PortOverrideError)])
    func saysWhatItDidNotUnderstand(text: String, error: PortOverrideError) {
        #expect(throws: error) { try parse(text) }
        #expect(!"\(error)".contains("\n"))
    }

    @Test func winsOverThePortsOfTheProtocols() throws {
        let overrides = [
            try parse("tcp.port==7000-7002,line"), try parse("tcp.port==8000,block"),
            try parse("tcp.port==7002,none"),
        ]
        let registry = Registry.toys(overrides: overrides)
        #expect(registry.findStream(port: 7000) is LineDissector)
        #expect(registry.findStream(port: 8000) is BlockDissector)
        #expect(registry.findStream(port: 7002) == nil)
        #expect(Registry.toys().findStream(port: 7002) is WriteDissector)
    }
}
