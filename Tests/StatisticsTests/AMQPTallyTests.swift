import Dissection
import Printing
import Testing

@testable import Statistics

@Suite struct AMQPTallyTests {
    private let names = NameTable()
    private let fields = FieldTable([])

    private func frame(
        _ performative: Int, _ sender: Endpoint, at time: Int64, channel: UInt64 = 0
    ) -> AMQPFrameFacts {
        var packet = StatisticsPacket()
        packet.line.stream = 0
        packet.line.time = time
        let message = StatisticsMessage(sender, byteCount: 50, firstFact: 0)
        var frame = AMQPFrameFacts(MessageOrigin(message, of: packet))
        frame.isFrame = true
        frame.performative = performative
        frame.channel = channel
        return frame
    }

    private func transfer(_ id: UInt64, at time: Int64, credit: Int?) -> AMQPFrameFacts {
        var transfer = frame(20, .client, at: time, channel: 5)
        transfer.delivery = id
        transfer.transfers = 1
        transfer.credit = credit
        transfer.linkName = names.number(of: "link")
        return transfer
    }

    private func flow(_ credit: Int, at time: Int64) -> AMQPFrameFacts {
        var flow = frame(19, .server, at: time, channel: 9)
        flow.credit = credit
        flow.linkName = names.number(of: "link")
        return flow
    }

    private func disposition(
        _ first: UInt64, _ last: UInt64?, _ state: AMQPFrameFacts.State?, at time: Int64,
        isReceiver: Bool = true
    ) -> AMQPFrameFacts {
        var disposition = frame(21, isReceiver ? .server : .client, at: time, channel: 9)
        if !isReceiver { disposition.channel = 5 }
        disposition.isReceiver = isReceiver
        disposition.first = first
        disposition.last = last
        disposition.state = state
        disposition.isSettled = true
        return disposition
    }

    /// A receiver that grants ten, and ten more when those are used up.
    @Test func creditRunsOut() throws {
        var links = AMQPLinkTally()
        links.take(flow(10, at: 0))
        for id: UInt64 in 0..<10 { links.take(transfer(id, at: 100, credit: 9 - Int(id))) }
        links.take(flow(10, at: 350))
        for id: UInt64 in 10..<20 { links.take(transfer(id, at: 400, credit: 19 - Int(id))) }
        links.take(frame(24, .client, at: 1000))
        let table = links.table(names, fields)
        let row = try #require(table.rows.first).values
        func value(_ column: String) -> StatisticsValue? {
            table.columns.firstIndex { $0.name == column }.map { row[$0] }
        }
        #expect(table.rows.count == 1)
        #expect(value("link") == .name(Array("link".utf8)))
        #expect(value("sender") == .text("client"))
        #expect(value("deliveries") == .count(20))
        #expect(value("bytes") == .bytes(1000))
        #expect(value("greatest-credit") == .count(10))
        #expect(value("stalls") == .count(2))
        // From 100 to 350, and from 400 to the last frame of the connection.
        #expect(value("stalled") == .duration(250 + 600))
        #expect(links.plot(names).series.map(\.points.last?.y) == [0])
    }

    /// Each end numbers its own channels: the answer to channel 5 comes on channel 9.
    @Test func outcomesFindTheirDeliveries() throws {
        var tally = AMQPDeliveryTally()
        tally.take(frame(17, .client, at: 0, channel: 5))
        var answer = frame(17, .server, at: 0, channel: 9)
        answer.remoteChannel = 5
        tally.take(answer)
        for id: UInt64 in 0..<8 { tally.take(transfer(id, at: 1000, credit: nil)) }
        var settled = transfer(8, at: 1000, credit: nil)
        settled.isSettled = true
        tally.take(settled)
        var aborted = transfer(3, at: 1100, credit: nil)
        aborted.transfers = 2
        aborted.isAborted = true
        tally.take(aborted)
        tally.take(disposition(0, 2, .accepted, at: 3000))
        tally.take(disposition(1, nil, .rejected, at: 3100))
        tally.take(disposition(3, 4, .released, at: 4000))
        tally.take(disposition(5, nil, .modified, at: 5000))
        tally.take(disposition(6, nil, nil, at: 6000, isReceiver: false))
        let table = tally.table()
        let values = try #require(table.rows.first).values
        #expect(table.rows.count == 1)
        #expect(values[0] == .text("client to server"))
        // deliveries, accepted, rejected, released, modified, settled, sent settled, aborted, open
        #expect(values[1...9].map { $0 } == [9, 3, 0, 1, 1, 1, 1, 1, 1].map { .count($0) })
        // Of 2000, 2000, 2000, 3000, 4000 and 5000.
        #expect(values[10] == .duration(2000) && values[13] == .duration(5000))
    }

    /// A capture that begins in the middle has no begin frames.
    @Test func channelsAreTakenForTheSameWithoutABegin() {
        var tally = AMQPDeliveryTally()
        var sent = transfer(7, at: 10, credit: nil)
        sent.channel = 3
        tally.take(sent)
        var answer = disposition(7, nil, .accepted, at: 30)
        answer.channel = 3
        tally.take(answer)
        #expect(tally.latencies[0].latencies.greatest == 20)
    }

    /// A sender may write any number for its idle timeout.
    @Test func anIdleTimeoutOfAgesIsShown() {
        var tally = AMQPConnectionTally()
        var open = frame(16, .client, at: 0)
        open.idleTimeout = .max
        tally.take(open)
        let row = tally.table(names, fields).rows[0]
        #expect(row.values.contains(.duration(.max)))
    }
}
