import Foundation
import Testing

/// What `-z` prints is tshark's text, byte for byte.
@Suite(.enabled(if: Program.tshark != nil, "tshark is not installed")) struct TapTsharkTests {
    private static let kinds = ["eth", "ip", "ipv6", "tcp", "udp"]
    private static let calculations = [
        "SUM(tcp.len)tcp.len", "AVG(tcp.len)tcp.len", "MAX(tcp.time_delta)tcp.time_delta",
        "MIN(ip.ttl)ip.ttl", "COUNT(tcp.options)tcp.options", "LOAD(tcp.time_delta)tcp.time_delta",
        "FRAMES()udp", "BYTES()tcp", "", "AVG(tcp.time_delta)tcp.time_delta", "ip or ipv6",
    ]

    private static let plain =
        kinds.flatMap { ["conv,\($0)", "endpoints,\($0)", "conv,\($0),tcp.len > 0"] }
        + ["plen,tree", "plen,tree,udp", "io,phs", "io,phs,ip", "endpoints,ip,"]

    private static let intervals = [
        "io,stat,0", "io,stat,1", "io,stat,0.1", "io,stat,1.00,tcp", "io,stat,7,tcp,udp",
        "io,stat,0.5," + calculations.joined(separator: ","),
        "io,stat,1,(ip.src == 10.0.0.1 or ip.src == 10.0.0.2 or ip.dst == 10.0.0.3) and "
            + "frame.len > 20 and not arp,frame.number < 5",
    ]

    private static let flows = [
        "flow,any,standard", "flow,any,network", "flow,tcp,standard", "flow,tcp,network,tcp.len>0",
        "flow,any,standard,tcp.flags.syn == 1 or udp",
        "follow,tcp,hex,0", "follow,tcp,raw,1", "follow,udp,ascii,0", "follow,tcp,ascii,9999",
    ]

    @Test(arguments: ["arp-icmp.pcap", "tcp-plain.pcap", "tls12.pcap", "mqtt-comments.pcapng"])
    func countsPackets(name: String) throws { try expectSameText(name, Self.plain) }

    @Test(arguments: ["mqtt-loop.pcap", "mqtt-vlan.pcapng", "mqtt-ipv6.pcapng", "xmpp-echo.pcapng"])
    func countsMessages(name: String) throws { try expectSameText(name, Self.plain) }

    /// A header of which hardly anything is there is no layer; nor is one that extends another.
    @Test(arguments: ["ipv6-icmp.pcap", "network-raw.pcap", "network-cooked.pcap"])
    func countsOddHeaders(name: String) throws { try expectSameText(name, Self.plain) }

    @Test(arguments: ["dns-malformed.pcap", "dns-tcp.pcap", "torture-options.pcap"])
    func countsBrokenMessages(name: String) throws { try expectSameText(name, Self.plain) }

    @Test(arguments: ["tls13.pcap", "websocket-deflate.pcap", "proxy.pcap"])
    func countsWhatMessagesCarry(name: String) throws { try expectSameText(name, Self.plain) }

    @Test(arguments: ["tcp-plain.pcap", "tcp-lossy.pcap", "multi-if.pcapng", "dns.pcap"])
    func countsInIntervals(name: String) throws { try expectSameText(name, Self.intervals) }

    @Test(arguments: ["arp-icmp.pcap", "tcp-plain.pcap", "dns.pcap", "network-cooked.pcap"])
    func drawsFlows(name: String) throws { try expectSameText(name, Self.flows) }

    /// Without segments whose options nobody can read.
    @Test func drawsSegments() throws {
        try expectSameText("torture-options.pcap", ["flow,tcp,standard", "flow,any,network"])
    }

    /// Blanks at the end of a line, returns within one, records of TLS although there are keys.
    @Test(arguments: ["mqtt-made.pcap", "dns-names.pcap", "amqp10-reject-release.pcapng"])
    func follows(name: String) throws { try expectSameText(name, Self.followed) }

    @Test func followsEncryptedBytes() throws {
        try expectSameText("mqtt-tls12-dsb.pcapng", Self.followed)
    }

    private static let followed = ["follow,tcp,hex,0", "follow,tcp,raw,0", "follow,udp,ascii,0"]

    @Test(arguments: ["r", "a", "ad", "adoy", "ud", "udoy"])
    func tellsTimes(format: String) throws {
        try expectSameText(
            "tcp-plain.pcap", ["io,stat,1", "conv,tcp", "flow,any,standard"], ["-t", format])
    }

    @Test func tellsTimesSince1970() throws {
        try expectSameText("tcp-plain.pcap", ["conv,tcp", "flow,any,standard"], ["-t", "e"])
    }

    /// A filter in front of the list has a say in what names the frame, and in nothing else.
    @Test func countsWhatTheListDoesNotShow() throws {
        for filter in ["tcp", "frame.number < 4"] {
            try expectSameText("tcp-plain.pcap", ["io,phs", "conv,ip"], ["-Y", filter])
        }
    }

    private func expectSameText(
        _ name: String, _ taps: [String], _ options: [String] = []
    ) throws {
        let tshark = try #require(Program.tshark)
        let path = try Sample.path(name)
        let words = ["-q", "-r", path] + options + taps.flatMap { ["-z", $0] }
        let theirs = try tshark.run(["-n", "-o", "tcp.reassemble_out_of_order:TRUE"] + words)
        let ours = try Program.earshot.run(["read"] + words)
        #expect(ours.errors == "")
        #expect(ours.lines == theirs.lines)
        #expect(ours.output == theirs.output)
    }
}
