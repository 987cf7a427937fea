import Packets
import Testing

@testable import Statistics

/// Models that packets are counted in.
@Suite struct NetworkTests {
    private func end(_ address: UInt32, _ port: UInt16 = 0) -> TrafficEnd {
        TrafficEnd(IPAddress(v4: address), .ipv4, port: port)
    }

    @Test func bothWaysAreOneConversation() {
        var table = TrafficTable()
        table.add(from: end(1, 7), to: end(2, 80), byteCount: 100, time: 5)
        table.add(from: end(2, 80), to: end(1, 7), byteCount: 50, time: 9)
        table.add(from: end(2, 80), to: end(1, 8), byteCount: 10, time: 11)
        table.add(from: end(1, 7), to: end(2, 80), byteCount: 1, time: 2)
        #expect(table.rows.count == 2)
        let row = table.rows[0]
        #expect(row.source == end(1, 7))
        #expect(row.sent == TrafficCount(packetCount: 2, byteCount: 101))
        #expect(row.returned == TrafficCount(packetCount: 1, byteCount: 50))
        #expect((row.start, row.end) == (2, 9))
    }

    @Test func anEndIsOneInAllItsConversations() {
        var table = TrafficTable()
        table.add(from: end(1), to: end(2), byteCount: 100, time: 0)
        table.add(from: end(3), to: end(1), byteCount: 10, time: 0)
        let ends = table.endpoints
        #expect(ends.map(\.end) == [end(1), end(2), end(3)])
        #expect(ends[0].sent == TrafficCount(packetCount: 1, byteCount: 100))
        #expect(ends[0].received == TrafficCount(packetCount: 1, byteCount: 10))
    }

    /// What extends a header of IPv6 is a part of it; behind IPv4 it is a layer.
    @Test(arguments: [
        ("eth:ethertype:ipv6:ipv6.hopopts:ipv6.fraghdr:icmpv6", "eth ipv6 icmpv6"),
        ("eth:ethertype:ipv6:ah:shim6:udp:data", "eth ipv6 udp data"),
        ("eth:ethertype:ip:ah:udp:data", "eth ip ah udp data"),
    ])
    func anExtensionIsNoLayer(protocols: String, layers: String) {
        let names = LowerLayers.names(in: Array(protocols.utf8)).map { "\($0)" }
        #expect(names.joined(separator: " ") == layers)
    }

    /// As in tshark, a packet to itself is sent and got.
    @Test func whoTalksToItselfIsBothEnds() {
        var table = TrafficTable()
        table.add(from: end(1), to: end(1), byteCount: 3, time: 0)
        table.add(from: end(1), to: end(1), byteCount: 3, time: 0)
        #expect(table.rows[0].sent.packetCount == 2)
        #expect(table.rows[0].returned.packetCount == 0)
        #expect(table.endpoints[0].total == TrafficCount(packetCount: 4, byteCount: 12))
    }

    @Test func streamsTellConversationsApart() {
        var table = TrafficTable()
        table.add(from: end(1, 7), to: end(2, 80), stream: 0, byteCount: 1, time: 0)
        table.add(from: end(1, 7), to: end(2, 80), stream: 1, byteCount: 1, time: 0)
        #expect(table.rows.count == 2)
    }

    @Test func moreConversationsThanThereIsRoomForAreCountedTogether() {
        var table = TrafficTable()
        for number in 0..<(TrafficTable.rowCountMax + 3) {
            table.add(from: end(UInt32(number)), to: end(.max), byteCount: 2, time: 0)
        }
        table.add(from: end(0), to: end(.max), byteCount: 2, time: 0)
        #expect(table.rows.count == TrafficTable.rowCountMax)
        #expect(table.other == TrafficCount(packetCount: 3, byteCount: 6))
        #expect(table.rows[0].sent.packetCount == 2)
    }

    @Test func aRangeEndsWhereTwiceTheOneBeforeDoes() {
        let ends = [19, 39, 79, 159, 319, 639, 1279, 2559, 5119]
        for (index, end) in ends.enumerated() {
            #expect(LengthRanges.index(of: end) == index)
            #expect(LengthRanges.index(of: end + 1) == index + 1)
        }
        #expect(LengthRanges.index(of: .max) == 9)
        #expect(LengthRanges.index(of: -1) == 0)
    }

    @Test func aPacketIsInAllThatItsLastProtocolIsIn() {
        var hierarchy = ProtocolHierarchy()
        let ip = hierarchy.child("ip", of: ProtocolHierarchy.root)
        let tcp = hierarchy.child("tcp", of: ip)
        let udp = hierarchy.child("udp", of: ip)
        hierarchy.end(tcp, 100)
        hierarchy.end(tcp, 50)
        hierarchy.end(udp, 8)
        #expect(hierarchy.child("tcp", of: ip) == tcp)
        let rows = hierarchy.depthFirst()
        #expect(rows.map { "\($0.node.name)" } == ["frame", "ip", "tcp", "udp"])
        #expect(rows.map(\.depth) == [0, 1, 2, 2])
        #expect(rows.map(\.node.count.packetCount) == [3, 3, 2, 1])
        #expect(rows.map(\.node.count.byteCount) == [158, 158, 150, 8])
        #expect(rows.map(\.node.end.packetCount) == [0, 0, 2, 1])
    }

    @Test func waysBeyondTheLimitEndWhereTheyBranchOff() {
        var hierarchy = ProtocolHierarchy()
        var node = ProtocolHierarchy.root
        for _ in 0..<(ProtocolHierarchy.nodeCountMax + 5) { node = hierarchy.child("ip", of: node) }
        hierarchy.end(node, 1)
        #expect(hierarchy.isIncomplete)
        #expect(hierarchy.depthFirst().count == ProtocolHierarchy.nodeCountMax)
    }

    @Test func layersThatAreQuotedAreNoLayers() {
        func names(_ text: String) -> String {
            LowerLayers.names(in: Array(text.utf8)).map { "\($0)" }.joined(separator: ":")
        }
        #expect(names("eth:ethertype:vlan:ethertype:ip:udp:data") == "eth:vlan:ip:udp:data")
        #expect(names("eth:ethertype:ip:icmp:ip:udp:dns") == "eth:ip:icmp")
        #expect(names("eth:ethertype:ip:icmp:ip:udp:data") == "eth:ip:icmp:data")
        #expect(names("eth:ethertype:ip:icmp:data") == "eth:ip:icmp")
        #expect(names("eth:ethertype:ip:igmp:igmp") == "eth:ip:igmp")
        #expect(names("ip:tcp:mqtt:json") == "ip:tcp")
        #expect(names("") == "")
    }

    @Test func intervalsGrowWithTheCapture() {
        var series = TrafficSeries()
        let hour: Int64 = 3_600_000_000_000
        for minute in 0..<60 {
            series.add(100, messages: 2, at: Int64(minute) * hour / 60)
        }
        series.add(1, messages: 0, at: -5)
        #expect(series.interval == 5_000_000_000)
        let rows = series.rows(countMax: 30)
        #expect(rows.interval == 300_000_000_000)
        #expect(rows.cells.count == 12)
        #expect(rows.cells.map(\.traffic.packetCount).reduce(0, +) == 61)
        #expect(rows.cells[1].messageCount == 10)
        series.add(1, messages: 0, at: .max)
        #expect(series.rows(countMax: 1024).cells.map(\.traffic.packetCount).reduce(0, +) == 62)
    }
}
