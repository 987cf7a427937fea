import Dissection
import Packets
import TestKit
import Testing

@testable import Flows

/// What a connection kept of unfinished messages goes when the connection does.
@Suite struct GivenUpConnectionTests {
    private static let registry = Registry([
        Registry.Entry("line", stream: .init(ports: [7777]) { LineDissector() })
    ])
    private let half = Array("half a line".utf8)

    @Test func evictedConnectionsGiveTheirBytesBack() {
        var limits = FlowLimits()
        limits.connectionCountMax = 4
        var table = ConnectionTable(registry: Self.registry, limits: limits)
        var message = Message(depth: .counts)
        var sink = ByteMapSink()
        for port in 1...100 {
            let connection = TestConnection(clientPort: UInt16(port))
            _ = connection.send(half, at: 1, to: &table, &message, &sink)
        }
        #expect(table.evictedCount == 96)
        #expect(table.orphans.count <= 1, "the next payload gives back the bytes of the last one")
        #expect(message.pendingByteCount <= 5 * half.count)
        table.finish(into: &message, to: &sink)
        #expect(message.pendingByteCount == 0)
    }

    @Test func aConnectionThatBeginsAnewGivesItsBytesBack() {
        var table = ConnectionTable(registry: Self.registry)
        var message = Message(depth: .counts)
        var sink = ByteMapSink()
        for base in 1...100 {
            let connection = TestConnection(clientBase: UInt32(base * 1000))
            _ = connection.send([], at: 0, flags: .syn, to: &table, &message, &sink)
            _ = connection.send(half, at: 1, to: &table, &message, &sink)
        }
        #expect(table.streamCount == 100)
        #expect(message.pendingByteCount == half.count)
    }
}
