internal import Packets

/// The segments of one direction that were not acknowledged yet.
struct SentSegments {
    private struct Sent {
        var number: UInt32
        var sequence: UInt32
        var end: UInt32
        var time: Int64
    }

    /// Oldest first.
    private var sent: [Sent] = []
    /// Whether each begins where the one before it ends, as in all but a few flights: then the
    /// first and the last tell what all of them would.
    private var isInRow = true
    /// The highest number seen, and which packet brought it: what a retransmission is measured
    /// from when the segment it repeats is not known.
    private var next: (end: UInt32, number: UInt32, time: Int64)?
    /// Whether the bytes in flight can be told: not between a lost segment and an acknowledgment.
    private var isFlightKnown = true
    private var byteCountSincePush: UInt32 = 0
    private var wasPushedLast = false
    /// Bytes that the sender's last segment acknowledged selectively.
    private var sackedByteCount: UInt32 = 0

    /// Beyond this, segments are not remembered.
    static var countMax: Int { 10_000 }

    static func observe(
        _ segment: TCPSegment, _ sender: inout SentSegments, _ receiver: inout SentSegments,
        _ findings: TCPFindings, into details: inout TCPDetails
    ) {
        if segment.flags.contains(.ack) { receiver.isFlightKnown = true }
        if findings.contains(.previousNotCaptured) { sender.isFlightKnown = false }
        if findings.contains(.retransmission) { sender.measureDelay(segment, into: &details) }
        sender.remember(segment, isProbe: findings.contains(.zeroWindowProbe))
        receiver.acknowledge(segment, into: &details)
        if segment.length > 0, sender.isFlightKnown, !sender.sent.isEmpty {
            sender.measureFlight(segment, sacked: receiver.sackedByteCount, into: &details)
        }
        sender.sackedByteCount = segment.sackedByteCount
    }

    private func measureDelay(_ segment: TCPSegment, into details: inout TCPDetails) {
        if let next {
            details.retransmittedAfter = segment.time &- next.time
            details.retransmittedNumber = next.number
        }
        // Wireshark takes the oldest of all, whichever was sent again.
        guard let oldest = sent.first else { return }
        details.retransmittedAfter = segment.time &- oldest.time
        details.retransmittedNumber = oldest.number
    }

    private mutating func remember(_ segment: TCPSegment, isProbe: Bool) {
        let end = segment.sequence &+ segment.length &+ segment.flagLength
        if segment.occupies, sent.count < Self.countMax {
            let joins = sent.last.map { $0.end == segment.sequence } ?? true
            isInRow = joins && (isInRow || sent.isEmpty)
            sent.append(
                Sent(
                    number: segment.number, sequence: segment.sequence, end: end,
                    time: segment.time))
        }
        if !isProbe, next.map({ end.isAfter($0.end) }) ?? true {
            next = (end, segment.number, segment.time)
        }
    }

    private mutating func acknowledge(_ segment: TCPSegment, into details: inout TCPDetails) {
        let ack = segment.acknowledgment
        guard let first = sent.first, let last = sent.last else { return }
        // A row is far shorter than half of all numbers, so that those behind the acknowledgment
        // are its end, if its last segment is.
        if isInRow, last.end.isAfter(ack) {
            let count = first.end.isAfter(ack) ? 0 : countAcknowledged(ack)
            acknowledge(max(0, count - 1)..<(count + 1), segment, into: &details)
            return sent.removeFirst(count)
        }
        acknowledge(sent.indices, segment, into: &details)
        sent.removeAll { !$0.end.isAfter(ack) }
    }

    /// How many segments of a row end where the acknowledgment is, or before.
    private func countAcknowledged(_ ack: UInt32) -> Int {
        var (low, high) = (0, sent.count)
        while low < high {
            let middle = (low + high) / 2
            if sent[middle].end.isAfter(ack) { high = middle } else { low = middle + 1 }
        }
        return low
    }

    private mutating func acknowledge(
        _ places: Range<Int>, _ segment: TCPSegment, into details: inout TCPDetails
    ) {
        let ack = segment.acknowledgment
        for index in places.reversed() {
            if sent[index].end == ack {
                details.acknowledgedNumber = sent[index].number
                details.acknowledgedAfter = segment.time &- sent[index].time
            } else if ack.isAfter(sent[index].sequence), sent[index].end.isAfter(ack) {
                sent[index].sequence = ack
            }
        }
    }

    private mutating func measureFlight(
        _ segment: TCPSegment, sacked: UInt32, into details: inout TCPDetails
    ) {
        guard let first = sent.first else { return }
        details.isFlightKnown = true
        var (low, high) = (first.sequence, first.end)
        if isInRow, let last = sent.last { high = last.end }
        for one in isInRow ? [] : sent {
            if one.sequence.isBefore(low) { low = one.sequence }
            if one.end.isAfter(high) { high = one.end }
        }
        let inFlight = high &- low &- sacked
        if inFlight > 0, inFlight < 2_000_000_000 {
            details.bytesInFlight = inFlight &- segment.flagLength
        }
        let isPushed = segment.flags.contains(.psh)
        if wasPushedLast {
            byteCountSincePush = segment.length
        } else {
            byteCountSincePush &+= segment.length
        }
        wasPushedLast = isPushed
        details.bytesSincePush = byteCountSincePush
    }
}
