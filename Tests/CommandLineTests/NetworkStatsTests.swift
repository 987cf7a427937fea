import Foundation
import Testing

/// Tables of `earshot stats` that are about packets.
@Suite struct NetworkStatsTests {
    /// As a figure of Wireshark's shows a capture that was filtered by XMPP: all packets are in all
    /// layers, and end in the last one.
    @Test func aFilterLeavesWhatItLetsThrough() throws {
        let path = try Sample.path("xmpp-echo.pcapng")
        let table = try #require(try StatsReport([path, "-Y", "xmpp", "hierarchy"])["hierarchy"])
        let protocols = ["frame", "eth", "ip", "tcp", "xmpp"]
        let packets = table.counts("packets", by: "protocol")
        #expect(packets == Dictionary(uniqueKeysWithValues: protocols.map { ($0, 57) }))
        let bytes = table.counts("bytes", by: "protocol")
        #expect(bytes == Dictionary(uniqueKeysWithValues: protocols.map { ($0, 13_554) }))
        let ends = table.counts("end-packets", by: "protocol")
        #expect(ends["xmpp"] == 57)
        #expect(ends["tcp"] == 0)
        #expect(table.counts("messages", by: "protocol")["xmpp"] == 71)
    }

    /// What `-z` counts in tshark's words, the tables count too.
    @Test(arguments: ["tcp-plain.pcap", "arp-icmp.pcap", "dns-tcp.pcap", "mqtt-vlan.pcapng"])
    func countsWhatTapsCount(name: String) throws {
        let path = try Sample.path(name)
        for kind in ["eth", "ip", "ipv6", "tcp", "udp"] {
            let tap = try Program.earshot.run(
                ["read", "-q", "-r", path, "-z", "endpoints,\(kind)"])
            let rows = tap.lines.dropFirst(4).dropLast().map { $0.split(separator: " ") }
            let report = try StatsReport([path, "endpoints"])
            let table = try #require(report["endpoints.\(kind)"])
            let hasPorts = kind == "tcp" || kind == "udp"
            var theirs: [String: Int] = [:]
            for row in rows {
                let isIPv6 = hasPorts && row[0].contains(":")
                let host = isIPv6 ? "[\(row[0])]" : "\(row[0])"
                theirs[hasPorts ? "\(host):\(row[1])" : host] = Int(row[hasPorts ? 2 : 1])
            }
            #expect(table.counts("packets", by: "endpoint") == theirs, "\(kind)")
        }
    }
}
