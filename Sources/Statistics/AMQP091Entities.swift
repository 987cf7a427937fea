internal import Dissection

/// Exchanges and queues of AMQP 0-9-1, and what went through them.
struct AMQP091Entities {
    /// Channels of which is remembered to whom the next body belongs, and which queue was declared.
    static var channelCountMax: Int { 65_536 }

    struct Exchange {
        var declareCount = 0
        var bindingCount = 0
        var publishCount = 0
        var byteCount = 0
        var returnCount = 0
        var deliveryCount = 0

        var size: Int {
            declareCount + bindingCount + publishCount + returnCount + deliveryCount
        }
    }

    struct Queue {
        var declareCount = 0
        var bindingCount = 0
        var consumerCount = 0
        var getCount = 0
        var emptyCount = 0
        var deliveryCount = 0
        var byteCount = 0
        var redeliveryCount = 0

        var size: Int { declareCount + bindingCount + consumerCount + getCount + deliveryCount }
    }

    /// Where the body that comes next on a channel belongs to.
    private struct Next: BitwiseCopyable {
        var exchange: Int32 = -1
        var queue: Int32 = -1
    }

    private var exchanges = PerName(Exchange())
    private var queues = PerName(Queue())
    private var next = NumberTable<Next>(countMax: channelCountMax, blank: Next())
    /// Which queue a channel asks for messages.
    private var asked = NumberTable<Int32>(countMax: channelCountMax, blank: 0)

    mutating func take(_ frame: AMQP091FrameFacts, _ method: AMQP091FrameFacts.Method) {
        switch method {
        case .exchangeDeclare: count(frame.exchange) { $0.declareCount += 1 }
        case .exchangeBind: count(frame.source) { $0.bindingCount += 1 }
        // A queue without a name gets one: that is in the answer.
        case .queueDeclareOk: count(queue: frame.queue) { $0.declareCount += 1 }
        case .queueBind:
            count(frame.exchange) { $0.bindingCount += 1 }
            count(queue: frame.queue) { $0.bindingCount += 1 }
        case .consume: count(queue: frame.queue) { $0.consumerCount += 1 }
        case .publish:
            count(frame.exchange) { $0.publishCount += 1 }
            expectBody(frame, Next(exchange: Int32(clamping: frame.exchange ?? 0)))
        case .returned:
            count(frame.exchange) { $0.returnCount += 1 }
            expectBody(frame, Next())
        case .get:
            count(queue: frame.queue) { $0.getCount += 1 }
            asked.set(frame.channelKey(.client), Int32(clamping: frame.queue ?? 0))
        case .getEmpty:
            count(queue: askedQueue(frame)) { $0.emptyCount += 1 }
        case .deliver, .getOk: deliver(frame, method)
        default: break
        }
    }

    private func askedQueue(_ frame: AMQP091FrameFacts) -> Int? {
        asked[frame.channelKey(.client)].map { Int($0) }
    }

    private mutating func deliver(
        _ frame: AMQP091FrameFacts, _ method: AMQP091FrameFacts.Method
    ) {
        let queue = method == .getOk ? askedQueue(frame) : frame.consumerQueue
        count(frame.exchange) { $0.deliveryCount += 1 }
        count(queue: queue) { tally in
            tally.deliveryCount += 1
            if frame.isRedelivered { tally.redeliveryCount += 1 }
        }
        expectBody(frame, Next(queue: Int32(clamping: queue ?? -1)))
    }

    private mutating func count(_ exchange: Int?, _ change: (inout Exchange) -> Void) {
        if let exchange { change(&exchanges[exchange]) }
    }

    private mutating func count(queue: Int?, _ change: (inout Queue) -> Void) {
        if let queue { change(&queues[queue]) }
    }

    private mutating func expectBody(_ frame: AMQP091FrameFacts, _ place: Next) {
        next.set(frame.channelKey(frame.sender), place)
    }

    mutating func takeBody(_ byteCount: Int, _ frame: AMQP091FrameFacts) {
        guard let place = next.remove(frame.channelKey(frame.sender)) else { return }
        if place.exchange >= 0 { exchanges[Int(place.exchange)].byteCount &+= byteCount }
        if place.queue >= 0 { queues[Int(place.queue)].byteCount &+= byteCount }
    }

    func tables(_ names: NameTable) -> [StatisticsTable] {
        [exchangeTable(names), queueTable(names)]
    }

    private func exchangeTable(_ names: NameTable) -> StatisticsTable {
        var table = StatisticsTable(
            "amqp.exchanges", "AMQP 0-9-1 exchanges",
            columns: [
                StatisticsColumn("exchange", "exchange", .text),
                StatisticsColumn("declares", "declares", .count),
                StatisticsColumn("bindings", "bindings", .count),
                StatisticsColumn("publishes", "publishes", .count),
                StatisticsColumn("bytes", "bytes", .bytes),
                StatisticsColumn("returns", "returns", .count),
                StatisticsColumn("deliveries", "deliveries", .count),
            ])
        for (number, exchange) in exchanges.ranked(by: \.size) {
            table.append(
                names.value(number), .count(exchange.declareCount), .count(exchange.bindingCount),
                .count(exchange.publishCount), .bytes(exchange.byteCount),
                .count(exchange.returnCount), .count(exchange.deliveryCount))
        }
        return table
    }

    private func queueTable(_ names: NameTable) -> StatisticsTable {
        var table = StatisticsTable(
            "amqp.queues", "AMQP 0-9-1 queues",
            columns: [
                StatisticsColumn("queue", "queue", .text),
                StatisticsColumn("declares", "declares", .count),
                StatisticsColumn("bindings", "bindings", .count),
                StatisticsColumn("consumers", "consumers", .count),
                StatisticsColumn("gets", "gets", .count),
                StatisticsColumn("empty", "gets of nothing", .count),
                StatisticsColumn("deliveries", "deliveries", .count),
                StatisticsColumn("bytes", "bytes", .bytes),
                StatisticsColumn("redeliveries", "redeliveries", .count),
            ])
        for (number, queue) in queues.ranked(by: \.size) {
            table.append(
                names.value(number), .count(queue.declareCount), .count(queue.bindingCount),
                .count(queue.consumerCount), .count(queue.getCount), .count(queue.emptyCount),
                .count(queue.deliveryCount), .bytes(queue.byteCount),
                .count(queue.redeliveryCount))
        }
        return table
    }
}
