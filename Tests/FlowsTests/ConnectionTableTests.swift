import Bytes
import Dissection
import Packets
import TestKit
import Testing

@testable import Flows

@Suite struct ConnectionTableTests {
    private let nobody = Registry([])

    @Test func aHalfOpenConnectionTakesAtMost128Bytes() {
        #expect(MemoryLayout<Connection>.stride <= 128)
        #expect(MemoryLayout<TCPHalf>.size <= 64)
    }

    @Test func streamsAreCountedInTheOrderOfTheirFirstPackets() {
        var table = ConnectionTable(registry: nobody)
        #expect(table.open([1, 2, 1, 3, 2]) == [0, 1, 0, 2, 1])
        #expect(table.streamCount == 3)
    }

    @Test func ofHalfOpenConnectionsTheOldestGoFirstAndComeBackUnderTheirNumbers() {
        var limits = FlowLimits()
        limits.connectionCountMax = 8
        var table = ConnectionTable(registry: nobody, limits: limits)
        #expect(table.open(Array(1...100)) == Array(0..<100))
        #expect(table.connections.count == 16)
        #expect(table.evictedCount == 84)
        #expect(table.open([1, 100, 101]) == [0, 99, 100])
    }

    @Test func ofConnectionsInFullTheOldestGoFirst() {
        var limits = FlowLimits()
        limits.connectionCountMax = 4
        var table = ConnectionTable(registry: nobody, limits: limits)
        for port in 1...6 { _ = table.open([UInt16(port)], flags: .ack) }
        #expect(table.rests.count == 4)
        #expect(table.evictedCount == 2)
        #expect(table.open([3], flags: .ack) == [2])
        #expect(table.evictedCount == 2, "3 was still there")
        #expect(table.open([1], flags: .ack) == [0], "1 was not, and has its number again")
        #expect(table.evictedCount == 3)
    }

    @Test func aFloodOfSynsStaysWithinTheLimit() {
        var table = ConnectionTable(registry: nobody)
        var layers = PacketLayers()
        layers.transport = .tcp
        let bytes = [UInt8](repeating: 0, count: 12) + [0x50, 0x02, 1, 0, 0, 0, 0, 0]
        for number in 0..<200_000 {
            layers.source = IPAddress(v4: UInt32(number))
            let segment = TCPSegment(
                TCPHeader(bytes.rawSpan, layers), length: 0, number: number, time: 0)
            let ticket = table.ticket(for: layers)
            var report = TCPReport()
            table.observe(segment, ticket, into: &report)
        }
        #expect(table.connections.count == FlowLimits().halfOpenCountMax)
        #expect(table.streamCount == 200_000)
    }

    @Test func aSynWithAnotherNumberBeginsANewStream() {
        var table = ConnectionTable(registry: nobody)
        var message = Message(depth: .counts)
        var sink = ByteMapSink()
        var connection = TestConnection()
        let first = connection.send([], at: 0, flags: .syn, to: &table, &message, &sink)
        let again = connection.send([], at: 0, flags: .syn, to: &table, &message, &sink)
        connection.clientBase = 77
        let other = connection.send([], at: 0, flags: .syn, to: &table, &message, &sink)
        #expect(first.report.findings == [])
        #expect(again.report.findings == .retransmission)
        #expect(other.report.findings == .portsReused)
        #expect([first, again, other].map(\.report.stream) == [0, 0, 1])
    }
}

extension ConnectionTable {
    /// Sends one segment without data from each port, and returns their stream numbers.
    fileprivate mutating func open(_ ports: [UInt16], flags: TCPFlags = .syn) -> [UInt32] {
        var message = Message(depth: .counts)
        var sink = ByteMapSink()
        return ports.map { port in
            let connection = TestConnection(clientPort: port)
            return connection.send([], at: 0, flags: flags, to: &self, &message, &sink)
                .report.stream
        }
    }
}
