import Testing

/// The same filters select the same packets as tshark's `-Y`.
@Suite(.enabled(if: Program.tshark != nil, "tshark is not installed")) struct FilterTsharkTests {
    private static let network = [
        "tcp", "not tcp", "ip.addr == 192.0.2.10", "ip.addr != 192.0.2.10",
        "!(ip.addr == 192.0.2.10)", "ip.addr !== 192.0.2.10", "ip.src == 192.0.2.0/24",
        "ip.dst != 198.51.0.0/16", "ip.src > 127.0.0.1", "ip.ttl < 64",
        "ip.ttl ge 64 and ip.ttl lt 128", "ip.proto == 1", "ip.proto == TCP", "ip.flags.df == 1",
        "ip.len >= 0x100", "ip.src == ip.dst", "udp.srcport < 1024 or udp.dstport < 1024",
        "eth.dst == ff:ff:ff:ff:ff:ff", "eth.src == 02-00-00-00-00-01", "eth.type == 0x0806",
        "eth.addr > 02:00:00:00:00:05", "arp.opcode == 1", "arp.src.proto_ipv4 == 192.0.2.1",
        "icmp && !(icmp.type == 0)", "frame.len > 100", "frame.number >= 10 and frame.number <= 12",
        "frame.time_relative > 0.2", "frame.time_delta > 0.1", "frame.time_delta_displayed > 0.2",
        "frame.protocols contains \"icmp\"", "frame contains 00:00:00:01",
    ]

    private static let transport = [
        "tcp.port == 7001", "tcp.port != 7001", "tcp.port === 7001", "tcp.flags.syn == 1",
        "tcp.flags.syn == 1 && tcp.flags.ack == 0", "tcp.flags == 0x12", "tcp.flags > 0x10",
        "tcp.len == 0 || tcp.len >= 1448", "tcp.seq == 1", "tcp.analysis.retransmission",
        "tcp.analysis.duplicate_ack or tcp.analysis.fast_retransmission",
        "!tcp.analysis.retransmission and tcp", "tcp.options.mss_val == 1460", "tcp.stream > 0",
        "tcp.window_size < 1000", "tcp.payload contains \"a\"", "tcp.time_delta > 0.01",
        "tcp.analysis.ack_rtt > 0.0001", "tcp.srcport == tcp.dstport", "tcp.nxtseq > tcp.seq",
    ]

    private static let names = [
        "dns", "udp and not dns", "dns and tcp", "dns.qry.name == \"www.example.test\"",
        "dns.qry.name contains \"example\"", "dns.qry.name != \"www.example.test\"",
        "dns.qry.name > \"m\"", "dns.qry.type == 1", "dns.flags.response == 0",
        "dns.flags.rcode != 0", "dns.flags.opcode == \"Standard query\"", "dns.count.answers > 1",
        "dns.a == 198.51.100.0/24", "dns.aaaa == 2001:db8::/32", "dns.resp.ttl < 300",
        "dns.resp.type == 5 and dns.cname contains \"pool\"", "dns.time > 0.0005",
        "dns.id == 0x37f5", "dns.txt contains \"v=\"", "dns.mx.preference <= 10",
        "not not tcp || not (dns or arp)", "tcp && !dns || arp",
    ]

    @Test func selectsThePacketsOfTheNetwork() throws {
        try expectSamePackets("arp-icmp.pcap", Self.network)
    }

    @Test func selectsSegments() throws {
        try expectSamePackets("tcp-lossy.pcap", Self.transport)
    }

    @Test func selectsMessages() throws {
        // tshark also reads the query that an error of ICMP quotes.
        try expectSamePackets("dns.pcap", Self.names.map { "(\($0)) and not icmp" })
    }

    private func expectSamePackets(_ name: String, _ filters: [String]) throws {
        let path = try Sample.path(name)
        let tshark = try #require(Program.tshark)
        let fields = ["-T", "fields", "-e", "frame.number", "-e", "frame.time_delta_displayed"]
        var selectiveCount = 0
        for filter in filters {
            let options = ["-n", "-Y", filter] + fields
            let theirs = try tshark.run(["-r", path] + options)
            try #require(theirs.status == 0, "\(filter): \(theirs.errors)")
            let ours = try Program.earshot.run(["read", path] + options)
            #expect(ours.lines == theirs.lines, "\(filter)")
            if !ours.lines.isEmpty { selectiveCount += 1 }
        }
        // A filter that selects nothing shows little.
        #expect(selectiveCount > filters.count / 2)
    }
}
