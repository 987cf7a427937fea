import DissectDNS
import Dissection
import TestKit
import Testing

/// What the encoder writes, the dissector reads.  (That both are right is tshark's to say.)
@Suite struct RoundTripTests {
    @Test func readsWhatTheEncoderWrites() throws {
        let query = DNSMessage.query(0xBEEF, "www.example.com", .any)
        var response = query.response([
            DNSRecordContent("www.example.com", .cname, .name("host.example.com")),
            DNSRecordContent("host.example.com", .a, .ipv4(0xC000_0201)),
            DNSRecordContent("host.example.com", .aaaa, .ipv6(high: 0x2001_0DB8 << 32, low: 1)),
            DNSRecordContent("example.com", .mx, .mailExchange(preference: 10, "mx.example.com")),
            DNSRecordContent(
                "_sip._tcp.example.com", .srv,
                .service(priority: 1, weight: 2, port: 5060, target: "sip.example.com")),
            DNSRecordContent("example.com", .txt, .texts(["one", "two"])),
        ])
        response.authorities = [
            DNSRecordContent(
                "example.com", .soa,
                .authority(
                    primary: "ns.example.com", mailbox: "root.example.com", serial: 7,
                    times: [1, 2, 3, 4]))
        ]
        response.additional = [
            DNSRecordContent("", .opt, .options([DNSOption(10, [1, 2, 3, 4, 5, 6, 7, 8])]))
        ]
        for isCompressing in [true, false] {
            let reading = Reading()
            #expect(
                reading.read(try query.encoded(compressing: isCompressing))
                    == "Standard query 0xbeef ANY www.example.com")
            #expect(
                reading.read(try response.encoded(compressing: isCompressing))
                    == "Standard query response 0xbeef ANY www.example.com CNAME host.example.com "
                    + "A 192.0.2.1 AAAA 2001:db8::1 MX 10 mx.example.com "
                    + "SRV 1 2 5060 sip.example.com TXT SOA ns.example.com OPT")
            #expect(reading.notes.isEmpty)
            #expect(reading.values("dns.txt") == ["one", "two"])
            #expect(reading.values("dns.srv.service") == ["_sip"])
            #expect(reading.values("dns.srv.name") == ["example.com"])
            #expect(reading.values("dns.soa.minimum_ttl") == ["4"])
            #expect(
                reading.values("dns.resp.type") == ["5", "1", "28", "15", "33", "16", "6", "41"])
            #expect(reading.values("dns.opt.code") == ["10"])
        }
    }

    @Test func compressesNames() throws {
        let message = DNSMessage.query(1, "www.example.com", .a).response([
            DNSRecordContent("WWW.Example.com", .cname, .name("example.com"))
        ])
        let plain = try message.encoded(compressing: false)
        let short = try message.encoded()
        #expect(plain.count - short.count == 15 + 11)
    }

    /// Any names of letters come back as they were, however long, together at most 255 bytes.
    @Test(arguments: 0..<100 as Range<UInt64>)
    func readsRandomNames(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        var labels: [String] = []
        var byteCount = 1
        for _ in 0..<Int.random(in: 1...12, using: &generator) {
            let count = Int.random(in: 1...63, using: &generator)
            guard byteCount + count + 1 <= 255 else { break }
            byteCount += count + 1
            labels.append(
                String(
                    (0..<count).map { _ in "abcxyz019-_".randomElement(using: &generator) ?? "a" })
            )
        }
        let name = labels.joined(separator: ".")
        let reading = Reading()
        reading.read(try DNSMessage.query(1, name, .a).encoded())
        #expect(reading.values("dns.qry.name") == [name])
        #expect(reading.values("dns.count.labels") == [name.count > 1 ? "\(labels.count)" : "0"])
    }

    @Test func refusesWhatNoMessageCanHold() {
        let long = String(repeating: "a", count: 64)
        #expect(throws: DNSEncodingError.label(long)) {
            try DNSMessage.query(1, long, .a).encoded()
        }
        #expect(throws: DNSEncodingError.label("")) {
            try DNSMessage.query(1, "a..b", .a).encoded()
        }
        let tooLong = Array(repeating: "abcdefg", count: 32).joined(separator: ".")
        #expect(throws: DNSEncodingError.name(tooLong)) {
            try DNSMessage.query(1, tooLong, .a).encoded()
        }
        let text = String(repeating: "t", count: 256)
        #expect(throws: DNSEncodingError.text(text)) {
            try DNSMessage(id: 1, flags: 0)
                .response([DNSRecordContent("a", .txt, .texts([text]))]).encoded()
        }
        #expect(throws: DNSEncodingError.tooMuch) {
            let bytes = [UInt8](repeating: 0, count: 70_000)
            return try DNSMessage(id: 1, flags: 0)
                .response([DNSRecordContent("a", .txt, .bytes(bytes))]).encoded()
        }
    }
}
