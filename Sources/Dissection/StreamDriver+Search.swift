internal import Bytes

extension StreamDriver {
    /// Looks for a place in the pending bytes where messages begin.  Returns whether there is one.
    mutating func search(
        _ delivery: Delivery, _ message: inout Message, to sink: inout some MessageSink
    ) -> Bool {
        let half = delivery.sender.index
        var pending = message.store.take(&halves[half].pending)
        let count = pending.count
        var candidate = 0
        var isFound = false
        while candidate < count {
            let verdict = confirm(pending, at: candidate, delivery)
            isFound = verdict == .begins
            if verdict == .mayBegin, count - candidate <= registry.limits.searchByteCountMax {
                break
            }
            if isFound { break }
            candidate += 1
        }
        if candidate > 0 {
            let range = StreamRange(offset: halves[half].offset, count: candidate)
            sink.skip(range, of: route.stream, from: delivery.sender, .unsynchronized)
            pending.removeFirst(candidate)
            halves[half].offset += candidate
        }
        message.store.put(pending, into: &halves[half].pending)
        halves[half].messageStart = halves[half].offset
        if isFound { halves[half].state = .reading }
        return isFound
    }

    private enum Verdict { case begins, mayBegin, doesNotBegin }

    /// Whether messages begin at a place: two in a row do, or one that ends with the write.
    private func confirm(
        _ pending: borrowing [UInt8], at candidate: Int, _ delivery: Delivery
    ) -> Verdict {
        var next = candidate
        for _ in 0..<2 {
            let rest = pending.rawSpan.extracting(droppingFirst: next)
            var cursor = ByteCursor(rest)
            switch dissector.framing(&cursor, from: delivery.sender) {
            case .impossible: return .doesNotBegin
            case .needMore: return .mayBegin
            case .message(let count):
                guard count <= registry.limits.searchByteCountMax else { return .doesNotBegin }
                guard count <= rest.byteCount else { return .mayBegin }
                next += count
                let isAtEnd = next == pending.count
                if isAtEnd { return delivery.end.contains(.pushed) ? .begins : .mayBegin }
            }
        }
        return .begins
    }
}
