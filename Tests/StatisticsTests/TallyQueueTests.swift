import Dissection
import Packets
import Printing
import Testing

@testable import Statistics

/// Counting on a thread of its own.
@Suite struct TallyQueueTests {
    private let names = NameTable()

    private func tallies() -> TallySet { TallySet([.lengths, .mqtt, .notes], FieldTable([])) }

    /// Fills in a packet with a number of messages, each with the header of a PUBLISH.
    private func fill(_ batch: inout StatisticsBatch, _ number: Int, messageCount: Int) {
        for _ in 0..<messageCount {
            batch.beginMessage(.client, byteCount: 10)
            batch.add(
                StatisticsFact(
                    tally: .mqtt, field: MQTTStatistics.Field.header.rawValue, value: 0x30))
            batch.endEntry(for: 1 << UInt16(TallySet.Kind.mqtt.rawValue))
        }
        let line = PacketLine(
            number: number, time: 0, firstTime: 0, previousTime: 0, timeDigits: 9,
            byteCount: 60 + number % 1000, protocolName: "")
        let count = batch.endPacket(line, PacketLayers())
        #expect(count == messageCount)
    }

    private func shown(_ tallies: TallySet) -> [String] {
        var totals = StatisticsTotals()
        totals.packetCount = 1
        return tallies.all.flatMap { $0.tables(totals) }.map { "\($0.name) \($0.rows)" }
    }

    /// The same as if all were in one batch, wherever batches end, and whenever somebody asks.
    @Test(arguments: [1, 7, StatisticsBatch.packetCountMax, 4 * StatisticsBatch.packetCountMax])
    func batchesChangeNothing(packetsAtATime: Int) {
        var all = tallies()
        var one = StatisticsBatch()
        var queue = TallyQueue(tallies())
        var batch = StatisticsBatch()
        for number in 1...3000 {
            fill(&one, number, messageCount: number % 3)
            fill(&batch, number, messageCount: number % 3)
            if number % packetsAtATime == 0 { queue.handOver(&batch) }
            if number % 1111 == 0 { _ = queue.settle(&batch) }
        }
        one.count(into: &all)
        let settled = queue.settle(&batch)
        let settledAgain = queue.settle(&batch)
        #expect(shown(settled) == shown(all))
        #expect(shown(settledAgain) == shown(all))
    }

    /// A run that is given up leaves no thread that counts what is gone.
    @Test func aQueueMayEndWithWorkInHand() {
        for _ in 0..<50 {
            var queue = TallyQueue(tallies())
            var batch = StatisticsBatch()
            for round in 0..<3 {
                for number in 1...300 { fill(&batch, number, messageCount: round) }
                queue.handOver(&batch)
            }
        }
    }

    @Test func aBatchIsFullOfPacketsOrOfFacts() {
        var batch = StatisticsBatch()
        var states: [Bool] = []
        for number in 1...StatisticsBatch.packetCountMax {
            states.append(batch.isFull)
            fill(&batch, number, messageCount: 1)
        }
        states.append(batch.isFull)
        #expect(states.firstIndex(of: true) == StatisticsBatch.packetCountMax)
        var set = tallies()
        batch.count(into: &set)
        states = [batch.isFull]
        fill(&batch, 1, messageCount: StatisticsBatch.factCountMax)
        states.append(batch.isFull)
        #expect(states == [false, true])
    }

    /// What a filter takes back is not counted, and what stands beside messages is.
    @Test func messagesCanBeTakenBack() {
        var batch = StatisticsBatch()
        let rule = UInt64(names.number(of: "rule"))
        let notes = UInt16(1) << UInt16(TallySet.Kind.notes.rawValue)
        fill(&batch, 1, messageCount: 2)
        batch.beginMessage(.client, byteCount: 1)
        batch.dropMessage()
        batch.beginMessage(.server, byteCount: 1)
        batch.endEntry(for: 0)
        batch.discard()
        for known in [0, notes] {
            let bits = batch.beginLoose()
            #expect(bits == known)
            batch.add(StatisticsFact(tally: .notes, field: 0, value: rule))
            batch.endEntry(for: notes)
        }
        fill(&batch, 2, messageCount: 1)
        var set = tallies()
        batch.count(into: &set)
        let tables = set.all.flatMap { $0.tables(StatisticsTotals()) }
        let packets = tables.first { $0.name == "mqtt.packets" }
        #expect(packets?.rows.map(\.values[1]) == [.count(3)])
        let found = tables.first { $0.name == "notes.messages" }
        #expect(found?.rows.map { Array($0.values[2...4]) } == [[.count(2), .count(2), .count(2)]])
    }
}
