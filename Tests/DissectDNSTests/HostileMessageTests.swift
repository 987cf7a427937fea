import DissectDNS
import Dissection
import TestKit
import Testing

/// No bytes crash the reader, and none make it keep more than its limits.
@Suite struct HostileMessageTests {
    /// Every shorter prefix of a message is malformed where it ends, and cut short where the
    /// capture ends; each says so at a place inside.
    @Test func saysWhereAMessageEnds() throws {
        let whole = try DNSMessage.query(1, "www.example.com", .mx).response([
            DNSRecordContent("www.example.com", .mx, .mailExchange(preference: 1, "mx.example.com"))
        ]).encoded()
        for count in 1..<whole.count {
            let prefix = Array(whole[..<count])
            let reading = Reading()
            #expect(reading.read(prefix).hasSuffix("[Malformed Packet]"))
            #expect(reading.notes.map(\.standing) == [.malformed])
            // Nothing is DNS before its flags are there.
            #expect(reading.values("dns").count == (count < 4 ? 0 : 1))
            let cut = Reading()
            let summary = cut.read(prefix, sentCount: whole.count)
            #expect(summary.hasSuffix("[Packet size limited during capture]"))
            #expect(cut.notes.map(\.standing) == [.cutShort])
            #expect(cut.notes.allSatisfy { $0.place.offset <= count })
        }
    }

    @Test(arguments: 0..<300 as Range<UInt64>)
    func survivesRandomBytes(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var bytes: [UInt8] = [0, 1, UInt8.random(in: 0...255, using: &generator), 0, 0, 2, 0, 2]
        bytes += [0, 1, 0, 1]
        for _ in 0..<Int.random(in: 0...200, using: &generator) {
            bytes.append(
                Bool.random(using: &generator)
                    ? [0, 1, 3, 12, 41, 47, 64, 0xC0].randomElement(using: &generator) ?? 0
                    : UInt8.random(in: 0...255, using: &generator))
        }
        let ports: [UInt16] = [53, 5353, 5355]
        for port in ports {
            let list = Reading(depth: .summary).read(bytes, port: port)
            #expect(list.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F })
            Reading(depth: .tree).read(bytes, port: port)
            Reading(depth: .counts).read(bytes, port: port)
        }
    }

    /// Any pointer anywhere: the walk along a name ends.
    @Test(arguments: 0..<40)
    func followsPointersToAnEnd(target: Int) {
        let header: [UInt8] = [0, 1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0]
        let bytes = header + [1, 0x61, 0xC0, UInt8(target), 0xC0, 12, 0xC0, 14, 0, 1, 0, 1, 0]
        let summary = Reading().read(bytes)
        #expect(summary.hasPrefix("Standard query 0x0001"))
    }

    /// Many records whose names are two bytes and 253 when written out.
    @Test func boundsTheTextOfNames() throws {
        let name = Array(repeating: "\u{1}bcdefg", count: 31).joined(separator: ".")
        var message = DNSMessage.query(1, name, .a)
        for _ in 0..<4000 {
            message.answers.append(DNSRecordContent(name, .a, .ipv4(1)))
        }
        let bytes = try message.response(message.answers).encoded()
        let reading = Reading()
        reading.read(bytes)
        #expect(reading.textByteCount <= (1 << 18) + 2048)
        #expect(reading.notes.map { "\($0.rule)" } == ["dns.too-many-fields"])
        #expect(Reading(depth: .summary).read(bytes).utf8.count <= 4095 + 1100)
    }

    /// A map of types has eight fields in a byte.
    @Test func boundsTheFieldsOfBitMaps() throws {
        var map: [UInt8] = [0]
        for block in 0..<250 as Range<UInt8> {
            map += [block, 255] + [UInt8](repeating: 0xFF, count: 255)
        }
        let message = DNSMessage.query(1, "a", DNSType(47)).response([
            DNSRecordContent("a", DNSType(47), .bytes(map))
        ])
        let reading = Reading()
        reading.read(try message.encoded())
        #expect(reading.fieldCount <= (1 << 14) + 32)
        #expect(reading.notes.map { "\($0.rule)" } == ["dns.too-many-fields"])
    }
}
