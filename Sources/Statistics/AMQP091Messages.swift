internal import Dissection

/// Messages of AMQP 0-9-1 that are confirmed or acknowledged, and after how long.
struct AMQP091Messages {
    private static let labels = [
        "published, confirmed by the broker", "delivered, acknowledged by the client",
    ]

    private var messages = NumberedDeliveries(kindCount: 2)
    private var publishCount = 0
    private var deliveryCount = 0
    private var redeliveryCount = 0
    private var returnCount = 0
    private var rejectCount = 0

    mutating func take(_ frame: AMQP091FrameFacts, _ method: AMQP091FrameFacts.Method) {
        switch method {
        case .publish:
            publishCount += 1
            if let number = frame.publishNumber, frame.isWaiting {
                messages.open(0, number, on: frame.channelKey(.client), at: frame.time)
            }
        case .returned: returnCount += 1
        case .deliver, .getOk:
            deliveryCount += 1
            if frame.isRedelivered { redeliveryCount += 1 }
            if let tag = frame.deliveryTag, frame.isWaiting {
                messages.open(1, tag, on: frame.channelKey(.server), at: frame.time)
            }
        case .ack: settle(frame, isRefusal: false)
        case .nack, .reject: settle(frame, isRefusal: true)
        default: break
        }
    }

    /// A number answers for itself, or for all before it too; 0 for all there are.
    private mutating func settle(_ frame: AMQP091FrameFacts, isRefusal: Bool) {
        guard let tag = frame.deliveryTag else { return }
        let sender = frame.sender.other
        let first = frame.isMultiple ? 0 : tag
        let last = frame.isMultiple && tag == 0 ? UInt64.max : tag
        let count = messages.close(
            sender == .client ? 0 : 1, first...last, on: frame.channelKey(sender), at: frame.time,
            isRefusal: isRefusal)
        if isRefusal { rejectCount += count }
    }

    func table() -> StatisticsTable {
        var table = messages.trips.table(
            "amqp.acknowledgements", "AMQP 0-9-1 confirms and acknowledgements", Self.labels)
        guard publishCount + deliveryCount > 0 else { return table }
        table.remarks.append(
            "\(publishCount) published, \(returnCount) of them returned; \(deliveryCount) "
                + "delivered, \(redeliveryCount) of them once more.")
        return table
    }

    var latencies: [(name: String, latencies: LatencyHistogram)] {
        zip(Self.labels, messages.trips.kinds.map(\.latencies)).map { ($0, $1) }
    }
}
