import Foundation
import Testing

/// What `--redact -w` writes can be given away.
@Suite struct RedactedWriteTests {
    private let earshot = Program.earshot

    private func written(_ name: String, _ folder: TemporaryFolder) throws -> String {
        let output = folder.path + "/out.pcapng"
        let result = try earshot.run("read", "--redact", Sample.path(name), "-w", output)
        #expect(result.status == 0)
        return output
    }

    private func has(_ file: String, _ text: String) throws -> Bool {
        let bytes = try Data(contentsOf: URL(filePath: file))
        return bytes.range(of: Data(text.utf8)) != nil
    }

    @Test(arguments: [
        ("mqtt-qos2.pcapng", "paho/test/topic"), ("mqtt-v5.pcapng", "v5/data"),
        ("chat-private.pcapng", "hello"), ("xmpp-muc.pcapng", "urn:ietf:params"),
        ("http.pcap", "shop.example"), ("dns.pcap", "example"), ("mqtt-sn.pcap", "a"),
        ("mqtt-tls12-dsb.pcapng", "CLIENT_RANDOM"), ("mqtt-comments.pcapng", "comment"),
        ("network-odd.pcap", "abcdef"), ("mqtt-vlan.pcapng", "paho"),
    ])
    func nothingOfTheContentIsLeft(name: String, text: String) throws {
        let folder = try TemporaryFolder()
        let output = try written(name, folder)
        if text.count > 1 { #expect(try !has(output, text)) }
        let before = try earshot.run(
            "read", Sample.path(name), "-T", "fields", "-e", "frame.number", "-e", "frame.len")
        let after = try earshot.run(
            "read", output, "-T", "fields", "-e", "frame.number", "-e", "frame.len")
        #expect(before == after)
        // Not a byte of a payload but zeros.
        let payloads = try earshot.run(
            "read", output, "-T", "fields", "-e", "tcp.payload", "-e", "udp.payload")
        let left = payloads.lines.filter { $0.contains { !"0\t,".contains($0) } }
        #expect(left.isEmpty)
    }

    /// Right checksums are right afterwards; what the connection did is the same.
    @Test(
        .enabled(if: Program.tshark != nil, "tshark is not installed"),
        arguments: [
            "dns.pcap", "tcp-lossy.pcap", "arp-icmp.pcap", "ipv6-icmp.pcap", "http.pcap",
        ])
    func checksumsAreMended(name: String) throws {
        let tshark = try #require(Program.tshark)
        let folder = try TemporaryFolder()
        let output = try written(name, folder)
        let checks = ["tcp", "udp", "ip"].flatMap { ["-o", "\($0).check_checksum:TRUE"] }
        let names = [
            "frame.number", "tcp.checksum.status", "udp.checksum.status", "ip.checksum.status",
            "icmp.checksum.status",
            "icmpv6.checksum.status", "tcp.len", "tcp.seq", "tcp.analysis.retransmission",
        ]
        // Of fragments nothing is kept, so what is put together from them has no header.
        let filter = "not ip.flags.mf == 1 and not ip.frag_offset > 0 and not ipv6.fraghdr"
        let fields = ["-n", "-Y", filter, "-T", "fields"] + checks + names.flatMap { ["-e", $0] }
        let before = try tshark.run(["-r", Sample.path(name)] + fields)
        let after = try tshark.run(["-r", output] + fields)
        let rows = { (result: Program.Result) in
            let rows = result.lines.map {
                $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            }
            return Dictionary(rows.map { ($0[0], $0) }) { first, _ in first }
        }
        let (old, new) = (rows(before), rows(after))
        #expect(new.count > 5)
        for (number, row) in new {
            // One that quoted a fragment is only there now.
            guard let original = old[number] else { continue }
            // Of several values, the first is the packet's own; the others are of one it quotes,
            // which is erased.
            for index in 1...5 {
                let status = row[index].split(separator: ",").first
                let wanted = original[index].split(separator: ",").first
                #expect(status == nil || status == wanted, "\(number)")
            }
            if ["tcp-lossy.pcap", "http.pcap"].contains(name) { #expect(row == original) }
        }
    }
}
