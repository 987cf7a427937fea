internal import Bytes
internal import Dissection

/// Who has subscribed on a channel, by the tags that both ends agreed on.
struct AMQP091Consumers {
    static var countMax: Int { 1024 }

    struct Consumer {
        var tag: [UInt8]
        var queue: [UInt8]
        var isUnacknowledged: Bool
    }

    private var consumers: [Consumer] = []
    /// Those who have asked and not been told their tags, the first one first.
    private var asking: [Consumer] = []
    private var latest = 0
    /// Whether some were forgotten, or came before the capture.
    var isIncomplete = false

    mutating func ask(
        _ tag: RawSpan, _ queue: RawSpan, isUnacknowledged: Bool, isNowait: Bool
    ) {
        var consumer = Consumer(tag: [], queue: [], isUnacknowledged: isUnacknowledged)
        consumer.tag.append(tag, xor: 0, phase: 0)
        consumer.queue.append(queue, xor: 0, phase: 0)
        if isNowait { return add(consumer) }
        if asking.count < Self.countMax { asking.append(consumer) } else { isIncomplete = true }
    }

    /// The answer to the oldest question: it has the tag.
    mutating func confirm(_ tag: RawSpan) {
        guard !asking.isEmpty else {
            isIncomplete = true
            return
        }
        var consumer = asking.removeFirst()
        consumer.tag = []
        consumer.tag.append(tag, xor: 0, phase: 0)
        add(consumer)
    }

    mutating func cancel(_ tag: RawSpan) {
        guard let index = index(of: tag) else { return }
        consumers.remove(at: index)
        latest = 0
    }

    mutating func find(_ tag: RawSpan) -> Consumer? {
        guard let index = index(of: tag) else { return nil }
        latest = index
        return consumers[index]
    }

    private mutating func add(_ consumer: Consumer) {
        guard consumers.count < Self.countMax else {
            isIncomplete = true
            return
        }
        consumers.append(consumer)
    }

    private func index(of tag: RawSpan) -> Int? {
        if latest < consumers.count, consumers[latest].tag.equals(tag) { return latest }
        for index in consumers.indices where consumers[index].tag.equals(tag) { return index }
        return nil
    }
}

extension [UInt8] {
    fileprivate func equals(_ other: RawSpan) -> Bool {
        guard count == other.byteCount else { return false }
        for index in indices where self[index] != other.byte(at: index) { return false }
        return true
    }
}
