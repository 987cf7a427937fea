import Bytes
import Dissection
import TestKit
import Testing

/// All connections of a run together keep no more than the limit.
@Suite struct PendingLimitTests {
    /// The first bytes of a block of 500, on a driver of its own.
    private func begin(
        _ driver: inout StreamDriver, _ message: inout Message, _ sink: inout RecordingSink
    ) {
        let bytes = BlockDissector.block(Array(repeating: 1, count: 500))
        driver.receive(
            Array(bytes[..<400]).rawSpan, from: .client, into: &message, to: &sink)
    }

    private func driver(_ registry: Registry) -> StreamDriver {
        StreamDriver(BlockDissector(), registry: registry)
    }

    @Test func theOldestUnreadBytesGoFirst() {
        let registry = Registry.toys(pendingByteCountMax: 1000)
        var message = Message(depth: .tree)
        var sink = RecordingSink()
        var first = driver(registry)
        var second = driver(registry)
        var third = driver(registry)
        begin(&first, &message, &sink)
        begin(&second, &message, &sink)
        begin(&third, &message, &sink)
        #expect(sink.skips.isEmpty)
        // The first one's message cannot be completed any more; its driver sees that now.
        let rest = [UInt8](repeating: 1, count: 104) + BlockDissector.block("next")
        first.receive(rest.rawSpan, from: .client, end: .pushed, into: &message, to: &sink)
        #expect(sink.skips.map(\.why) == [.overLimit, .unsynchronized])
        #expect(sink.skips.map(\.range.count) == [400, 104])
        #expect(sink.records.map(\.place.range) == [StreamRange(offset: 504, count: 8)])
        // The others lost nothing.
        third.receive(rest.rawSpan, from: .client, into: &message, to: &sink)
        #expect(sink.records.count == 3)
        #expect(sink.skips.count == 2)
    }

    /// The one that is just receiving is spared, also when it alone is over the limit.
    @Test func aMessageAloneOverTheLimitIsStillRead() {
        let registry = Registry.toys(pendingByteCountMax: 100)
        var message = Message(depth: .tree)
        var sink = RecordingSink()
        var only = driver(registry)
        begin(&only, &message, &sink)
        only.receive(
            [UInt8](repeating: 1, count: 104).rawSpan, from: .client, into: &message, to: &sink)
        #expect(sink.records.count == 1)
        #expect(sink.skips.isEmpty)
    }

    /// A head that was kept while its body went by counts too.
    @Test func theHeadOfALongMessageCounts() {
        let registry = Registry.toys(messageByteCountMax: 100, pendingByteCountMax: 50)
        var message = Message(depth: .tree)
        var sink = RecordingSink()
        var drivers: [Holder] = []
        for _ in 0..<50 { drivers.append(Holder(driver(registry))) }
        for holder in drivers { begin(&holder.driver, &message, &sink) }
        for holder in drivers {
            holder.driver.receive(
                [UInt8](repeating: 1, count: 104).rawSpan, from: .client, into: &message,
                to: &sink)
        }
        #expect(sink.records.count + sink.skips.count == 50)
        #expect(sink.skips.allSatisfy { $0.why == .overLimit && $0.range.count == 504 })
        #expect((10...13).contains(sink.records.count))
    }

    /// Whatever connections begin and never end, the store stays as small as its limit.
    @Test func discardedAndForgottenConnectionsCostNothing() {
        let registry = Registry.toys(pendingByteCountMax: 4000)
        var message = Message(depth: .counts)
        var sink = RecordingSink()
        for index in 0..<2000 {
            var one = driver(registry)
            begin(&one, &message, &sink)
            if index % 3 == 0 { one.discard(&message) }
            #expect(message.pendingByteCount <= 4000 + 400)
        }
    }
}

private final class Holder {
    var driver: StreamDriver

    init(_ driver: consuming StreamDriver) { self.driver = driver }
}
