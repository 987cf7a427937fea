internal import Packets

extension ConnectionTable {
    /// Judges a segment whose header is not whole.  What its numbers say counts like that of any
    /// other, and its payload, if it has one, is missing from the stream.
    ///
    /// - Returns: a report whose numbers are not relative when the segment's length is not known.
    @inline(never)
    public mutating func observe(_ broken: BrokenSegment, _ ticket: FlowTicket) -> TCPReport {
        let segment = broken.segment
        let number = find(ticket, time: segment.time)
        var report = TCPReport()
        report.side = ticket.side
        let isNew = !connections[number].opener.hasBase
        let isSyn = segment.flags.contains(.syn)
        let earlier = isSyn && !isNew ? observeSyn(segment, number, ticket.side) : []
        if connections[number].isHalfOpen { complete(number) }
        connections[number].isRecent = true
        report.connection = number
        report.stream = connections[number].stream
        if broken.isMeasured {
            judge(segment, number, earlier, flagsCount: !broken.isTooShort, into: &report)
        } else {
            report.findings = earlier
            report.sequence = segment.sequence
            report.acknowledgment = segment.acknowledgment
            noteUnmeasured(broken, number, into: &report)
        }
        if !broken.isTooShort { follow(segment, number, report.side, isNew: isNew) }
        if details != nil {
            observeDetails(segment, number, report, isMeasured: broken.isMeasured)
        }
        return report
    }

    private mutating func noteUnmeasured(
        _ broken: BrokenSegment, _ number: Int, into report: inout TCPReport
    ) {
        report.window = broken.segment.window
        let rest = Int(connections[number].rest)
        var (sender, receiver) = (connections[number].opener, rests[rest].responder)
        let isOpener = report.side == connections[number].openerSide
        if !isOpener { swap(&sender, &receiver) }
        report.windowScale = sender.scale
        report.acknowledgmentBase = receiver.base
        guard !broken.isTooShort else { return }
        Self.noteFlags(broken.segment, &sender, &receiver)
        if !isOpener { swap(&sender, &receiver) }
        connections[number].opener = sender
        rests[rest].responder = receiver
    }
}
