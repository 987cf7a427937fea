import Packets
import Printing
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

    /// The place that is tried first may be any: what is counted is the same.
    @Test func aWrongPlaceIsNotBelieved() {
        var (table, plain) = (TrafficTable(), TrafficTable())
        for (number, place) in [-1, 0, 7, 1, 2, 0, .max, 1].enumerated() {
            let (source, destination) = (end(UInt32(number % 3)), end(UInt32(number % 5)))
            let time = Int64(number)
            var place = place
            table.add(
                number,
                as: TrafficTable.Row(
                    source: source, destination: destination, start: time, end: time),
                near: &place)
            #expect(table.rows[place].end == time)
            plain.add(from: source, to: destination, byteCount: number, time: time)
        }
        #expect(table.rows.map(\.source) == plain.rows.map(\.source))
        #expect(table.rows.map(\.sent) == plain.rows.map(\.sent))
        #expect(table.rows.map(\.returned) == plain.rows.map(\.returned))
    }

    /// One interface may be behind many routers: a conversation is in as many rows of Ethernet.
    @Test func linksOfOneConversationAreToldApart() throws {
        var traffic = TrafficStatistics()
        var packet = StatisticsPacket()
        packet.layers.link = .ethernet
        packet.layers.transport = .tcp
        packet.line.stream = 3
        packet.line.byteCount = 100
        for (number, (source, destination)) in [(1, 2), (2, 1), (1, 9), (2, 1), (1, 2)].enumerated()
        {
            packet.line.number = number + 1
            packet.linkSource = UInt64(source)
            packet.linkDestination = UInt64(destination)
            traffic.take(&packet)
        }
        let links = traffic.parts[0].table.rows
        #expect(links.map(\.source.address.low) == [1, 1])
        #expect(links.map(\.destination.address.low) == [2, 9])
        #expect(links.map(\.sent.packetCount) == [2, 1])
        #expect(links.map(\.returned.packetCount) == [2, 0])
    }

    /// On a loopback interface all addresses are zeros: they are addresses like others.
    @Test func addressesOfZerosBeginWithTheirFirstPacket() {
        var traffic = TrafficStatistics()
        var packet = StatisticsPacket()
        packet.layers.link = .ethernet
        packet.line.time = 700
        packet.line.byteCount = 60
        traffic.take(&packet)
        let row = traffic.parts[0].table.rows[0]
        #expect((row.start, row.end) == (700, 700))
        #expect(row.sent == TrafficCount(packetCount: 1, byteCount: 60))
    }

    /// Of equally much, what came first is shown first, however the rows are found.
    @Test func equalRowsAreInTheOrderOfTheirFirstPackets() {
        var traffic = TrafficStatistics()
        var packet = StatisticsPacket()
        packet.layers.link = .ethernet
        for number in 0..<200 {
            packet.linkSource = UInt64(number &* 0x9E37_79B9 & 0xFFFF_FFFF)
            packet.linkDestination = 7
            packet.line.byteCount = 60
            traffic.take(&packet)
        }
        let table = traffic.tables(StatisticsTotals())[0]
        let names = table.rows.map(\.values[0])
        #expect(names[1] == .text("00:00:9e:37:79:b9"))
        #expect(names[2] == .text("00:00:3c:6e:f3:72"))
        #expect(Set(names.map { "\($0)" }).count == 200)
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
