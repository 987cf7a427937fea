import Bytes
import Packets
import TestKit
import Testing

@Suite struct PacketDecoderTests {
    static let payload = Array("payload".utf8)

    /// One packet of each kind, whole and without padding.
    static let samples: [(name: String, link: LinkType, bytes: [UInt8])] = [
        (
            "TCP", .ethernet,
            TestPacket.ethernet(0x0800, TestPacket.ipv4(6, TestPacket.tcp(payload)))
        ),
        (
            "TCP with options", .ethernet,
            TestPacket.ethernet(
                0x0800, TestPacket.ipv4(6, TestPacket.tcp(payload, options: [2, 4, 5, 180])))
        ),
        (
            "UDP", .ethernet,
            TestPacket.ethernet(0x0800, TestPacket.ipv4(17, TestPacket.udp(payload)))
        ),
        (
            "IPv4 options", .ethernet,
            TestPacket.ethernet(
                0x0800,
                TestPacket.ipv4(17, TestPacket.udp(payload), options: [0x94, 4, 0, 0]))
        ),
        (
            "two tags", .ethernet,
            TestPacket.ethernet(
                0x88A8,
                TestPacket.tag(
                    5, 0x8100,
                    TestPacket.tag(6, 0x0800, TestPacket.ipv4(17, TestPacket.udp(payload)))))
        ),
        (
            "UDP in IPv6", .ethernet,
            TestPacket.ethernet(0x86DD, TestPacket.ipv6(17, TestPacket.udp(payload)))
        ),
        (
            "hop-by-hop and destination options", .ipv6,
            TestPacket.ipv6(
                0, [60, 0, 1, 4, 0, 0, 0, 0, 17, 0, 1, 4, 0, 0, 0, 0] + TestPacket.udp(payload))
        ),
        ("IPv4 in IPv6", .rawIP, TestPacket.ipv6(4, TestPacket.ipv4(17, TestPacket.udp(payload)))),
        ("IPv6 in IPv4", .ipv4, TestPacket.ipv4(41, TestPacket.ipv6(17, TestPacket.udp(payload)))),
        ("loopback", .null, [2, 0, 0, 0] + TestPacket.ipv4(17, TestPacket.udp(payload))),
        (
            "loopback, big-endian", .null,
            [0, 0, 0, 30] + TestPacket.ipv6(17, TestPacket.udp(payload))
        ),
        ("OpenBSD loopback", .loop, [0, 0, 0, 2] + TestPacket.ipv4(17, TestPacket.udp(payload))),
        (
            "cooked", .linuxCooked,
            [0, 0, 0, 1, 0, 6, 2, 0, 0, 0, 0, 1, 0, 0, 8, 0]
                + TestPacket.ipv4(17, TestPacket.udp(payload))
        ),
        (
            "cooked, version 2", .linuxCooked2,
            [8, 0, 0, 0, 0, 0, 0, 3, 0, 1, 0, 6, 2, 0, 0, 0, 0, 1, 0, 0]
                + TestPacket.ipv4(17, TestPacket.udp(payload))
        ),
        (
            "IEEE 802.3 with SNAP", .ethernet,
            TestPacket.ethernet(
                8 + 35,
                [0xAA, 0xAA, 3, 0, 0, 0, 8, 0]
                    + TestPacket.ipv4(17, TestPacket.udp(payload)))
        ),
    ]

    static func decode(
        _ bytes: [UInt8], _ link: LinkType = .ethernet, originalCount: Int? = nil
    ) -> PacketLayers {
        var layers = PacketLayers()
        PacketDecoder.decode(
            bytes.rawSpan, originalCount: originalCount ?? bytes.count, link: link, into: &layers)
        return layers
    }

    @Test(arguments: samples.indices)
    func findsTheTransport(index: Int) {
        let (name, link, bytes) = Self.samples[index]
        let layers = Self.decode(bytes, link)
        #expect(layers.stop == .none, "\(name)")
        #expect(layers.transport == (name.hasPrefix("TCP") ? .tcp : .udp), "\(name)")
        #expect(layers.sourcePort == 5000 && layers.destinationPort == 6000, "\(name)")
        #expect(Array(bytes[layers.payload]) == Self.payload, "\(name)")
        #expect(Int(layers.payloadLength) == Self.payload.count, "\(name)")
    }

    /// What is missing was cut by the capture if the wire had it, else the sender is to blame.
    @Test(arguments: samples.indices)
    func saysWhyAPrefixEnds(index: Int) {
        let (name, link, bytes) = Self.samples[index]
        let headerEnd = bytes.count - Self.payload.count
        for count in 0..<bytes.count {
            let prefix = Array(bytes[..<count])
            let cut = Self.decode(prefix, link, originalCount: bytes.count)
            check(cut, count, "\(name), \(count) bytes")
            #expect((cut.stop == .cut) == (count < headerEnd), "\(name), \(count) bytes")
            let short = Self.decode(prefix, link)
            check(short, count, "\(name), \(count) bytes")
            #expect(short.stop != .cut, "\(name), \(count) bytes")
            if count >= headerEnd {
                #expect(Int(cut.payloadCount) == count - headerEnd)
                #expect(Int(cut.payloadLength) == Self.payload.count)
            }
        }
    }

    /// Nothing lies outside of the packet, whatever its lengths say.
    @Test(arguments: 1...8 as ClosedRange<UInt64>)
    func staysInsideOfChangedPackets(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<4000 {
            var (_, link, bytes) = Self.samples.randomElement(using: &generator) ?? ("", .null, [])
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                let index = Int.random(in: 0..<bytes.count, using: &generator)
                bytes[index] = .random(in: 0...255, using: &generator)
            }
            bytes.removeLast(Int.random(in: 0...8, using: &generator))
            let original = bytes.count + Int.random(in: 0...30, using: &generator)
            check(Self.decode(bytes, link, originalCount: original), bytes.count, "\(bytes)")
        }
    }

    private func check(_ layers: PacketLayers, _ count: Int, _ what: String) {
        #expect(layers.payload.lowerBound >= 0 && layers.payload.upperBound <= count, "\(what)")
        #expect(layers.payloadLength >= layers.payloadCount, "\(what)")
        #expect(Int(layers.transportOffset) <= count, "\(what)")
        if layers.transport == .tcp { #expect(Int(layers.transportOffset) + 20 <= count) }
        if layers.transport == .brokenTCP {
            #expect(Int(layers.transportOffset) + TCPHeader.brokenByteCountMin <= count)
        }
        if layers.transport == .udp { #expect(Int(layers.transportOffset) + 8 <= count) }
    }

    @Test(arguments: [
        (0, PacketLayers.Stop.none), (19, .badLength), (10, .badLength), (25, .malformed),
    ])
    func judgesTotalLengths(length: Int, stop: PacketLayers.Stop) {
        let packet = TestPacket.ipv4(17, TestPacket.udp([1]), totalLength: length)
        let layers = Self.decode(TestPacket.ethernet(0x0800, packet))
        #expect(layers.stop == stop)
        // Length 0: the sender's hardware was to cut the datagram into segments.
        #expect(layers.flags.contains(.offloaded) == (length == 0))
    }

    @Test func cutsPaddingOff() {
        let packet = TestPacket.ethernet(0x0800, TestPacket.ipv4(17, TestPacket.udp([1, 2])))
        let layers = Self.decode(packet + Array(repeating: 9, count: 16))
        #expect(layers.payloadCount == 2 && layers.payloadLength == 2)
    }

    @Test func stopsAtNestingMax() {
        var packet = TestPacket.udp([])
        for _ in 0..<(PacketDecoder.nestingMax + 1) { packet = TestPacket.ipv4(4, packet) }
        let layers = Self.decode(packet, .rawIP)
        #expect(layers.stop == .tooDeep)
        #expect(Int(layers.ipDepth) == PacketDecoder.nestingMax)
    }

    @Test func stopsAtExtensionMax() {
        let header: [UInt8] = [60, 0, 1, 4, 0, 0, 0, 0]
        let chain = Array(repeating: header, count: PacketDecoder.extensionMax).flatMap { $0 }
        #expect(Self.decode(TestPacket.ipv6(60, chain), .ipv6).stop == .tooDeep)
        let shorter = Array(chain.dropLast(8)) + [17, 0, 1, 4, 0, 0, 0, 0] + TestPacket.udp([])
        #expect(Self.decode(TestPacket.ipv6(60, Array(shorter.dropFirst(8))), .ipv6).stop == .none)
    }

    @Test func namesTheFinalDestinationOfARoutingHeader() {
        let last: [UInt8] = Array(repeating: 0x20, count: 16)
        let routing: [UInt8] = [17, 2, 0, 1, 0, 0, 0, 0] + last
        let layers = Self.decode(TestPacket.ipv6(43, routing + TestPacket.udp([])), .ipv6)
        #expect(layers.destination.high == 0x2020_2020_2020_2020)
        #expect(layers.transport == .udp)
    }

    @Test func readsTheQuotedPacket() throws {
        let quoted = TestPacket.ipv4(17, TestPacket.udp([1, 2, 3]), source: 7)
        let bytes = TestPacket.ethernet(0x0800, TestPacket.ipv4(1, TestPacket.unreachable(quoted)))
        let layers = Self.decode(bytes)
        let found = QuotedPacket.layers(in: bytes.rawSpan, of: layers)
        let inner = try #require(found)
        #expect(inner.transport == .udp && inner.source.v4 == 0x0A00_0007)
        #expect(Array(bytes[inner.payload]) == [1, 2, 3])
    }
}
