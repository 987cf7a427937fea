internal import Packets

extension ConnectionTable {
    /// Judges a segment by those of its connection that came before it.
    ///
    /// - Parameter report: a new one.  Filled in where it is, since one that is returned is copied
    ///   at once, in other pieces than it was written in, and the processor has to wait for that.
    public mutating func observe(
        _ segment: TCPSegment, _ ticket: FlowTicket, into report: inout TCPReport
    ) {
        let number = find(ticket, time: segment.time)
        report.side = ticket.side
        report.connection = number
        let rest = Int(connections[number].rest)
        if rest >= 0, !segment.flags.contains(.syn) {
            Self.observe(segment, &connections[number], &rests[rest], into: &report)
        } else {
            observeOpening(segment, number, into: &report)
        }
        if details != nil { observeDetails(segment, number, report) }
    }

    /// A segment in the middle of a connection.
    @inline(__always)
    private static func observe(
        _ segment: TCPSegment, _ connection: inout Connection, _ rest: inout ConnectionRest,
        into report: inout TCPReport
    ) {
        connection.isRecent = true
        report.stream = connection.stream
        let isNew = !connection.opener.hasBase
        if report.side == connection.openerSide {
            judge(
                segment, &connection.opener, &rest.responder, connection.roundTrip, [], true,
                into: &report)
        } else {
            judge(
                segment, &rest.responder, &connection.opener, connection.roundTrip, [], true,
                into: &report)
        }
        if segment.flags.contains(.ack) { connection.noteAck(at: segment.time) }
        connection.completeness.follow(segment, isNew: isNew)
    }

    /// A segment that opens a connection, or of one that has only one half so far.
    @inline(never)
    private mutating func observeOpening(
        _ segment: TCPSegment, _ number: Int, into report: inout TCPReport
    ) {
        let isNew = !connections[number].opener.hasBase
        let earlier =
            segment.flags.contains(.syn) && !isNew
            ? observeSyn(segment, number, report.side) : []
        if connections[number].isHalfOpen,
            report.side != connections[number].openerSide || !segment.isBareSyn
        {
            complete(number)
        }
        connections[number].isRecent = true
        report.stream = connections[number].stream
        judge(segment, number, earlier, into: &report)
        follow(segment, number, report.side, isNew: isNew)
    }

    /// The number of the connection of a packet that another one only quotes.
    public mutating func stream(of ticket: FlowTicket, time: Int64) -> UInt32 {
        connections[find(ticket, time: time)].stream
    }

    /// - Parameter flagsCount: whether what the flags say of the connection is to be noted.
    mutating func judge(
        _ segment: TCPSegment, _ number: Int, _ earlier: TCPFindings, flagsCount: Bool = true,
        into report: inout TCPReport
    ) {
        let rest = Int(connections[number].rest)
        guard rest >= 0 else {
            var nobody = TCPHalf()
            Self.judge(
                segment, &connections[number].opener, &nobody, 0, earlier, flagsCount,
                into: &report)
            return
        }
        let roundTrip = connections[number].roundTrip
        if report.side == connections[number].openerSide {
            Self.judge(
                segment, &connections[number].opener, &rests[rest].responder, roundTrip, earlier,
                flagsCount, into: &report)
        } else {
            Self.judge(
                segment, &rests[rest].responder, &connections[number].opener, roundTrip, earlier,
                flagsCount, into: &report)
        }
    }

    private static func judge(
        _ segment: TCPSegment, _ sender: inout TCPHalf, _ receiver: inout TCPHalf,
        _ roundTrip: Int64, _ earlier: TCPFindings, _ flagsCount: Bool,
        into report: inout TCPReport
    ) {
        TCPAnalysis.observe(
            segment, sender: &sender, receiver: &receiver, roundTrip: roundTrip, earlier: earlier,
            into: &report)
        report.sequence = segment.sequence &- sender.base
        report.acknowledgmentBase = receiver.base
        report.acknowledgment = segment.acknowledgment &- receiver.base
        report.windowScale = sender.scale
        report.window =
            segment.flags.contains(.syn) ? segment.window : segment.window &<< sender.scale.bits
        if flagsCount { noteFlags(segment, &sender, &receiver) }
    }

    @inline(__always)
    static func noteFlags(
        _ segment: TCPSegment, _ sender: inout TCPHalf, _ receiver: inout TCPHalf
    ) {
        if segment.flags.contains(.syn) {
            noteSyn(segment, &sender, &receiver)
        } else if segment.flags.contains(.ack), sender.awaitsFirstAck {
            sender.awaitsFirstAck = false
        }
    }

    /// What a SYN says of its sender: where its stream begins, and how its windows are to be read.
    @inline(never)
    private static func noteSyn(
        _ segment: TCPSegment, _ sender: inout TCPHalf, _ receiver: inout TCPHalf
    ) {
        if !sender.hasDelivered, sender.hasBase {
            sender.delivered = segment.sequence &- sender.base &+ 1
            sender.hasDelivered = true
        }
        sender.awaitsFirstAck = true
        if let shift = segment.windowScale { sender.scale = .shift(shift) }
        guard segment.isScaleKnown else { return }
        if sender.scale == .unknown {
            sender.scale = .unused
            receiver.scale = .unused
        } else if segment.flags.contains(.ack), receiver.scale == .unused {
            sender.scale = .unused
        }
    }
}

// MARK: - For fields

extension ConnectionTable {
    @inline(never)
    mutating func observeDetails(
        _ segment: TCPSegment, _ number: Int, _ report: TCPReport, isMeasured: Bool = true
    ) {
        let connection = connections[number]
        details?.observe(
            number, segment, report, roundTrip: connection.roundTrip,
            completeness: connection.completeness, isMeasured: isMeasured)
    }

    /// What only fields tell of the segment observed last.
    public var lastDetails: TCPDetails { details?.current ?? TCPDetails() }
}

// MARK: - The connection's life

extension ConnectionTable {
    /// Tells a new connection between the same ends from a SYN that is sent again.
    @inline(never)
    mutating func observeSyn(
        _ segment: TCPSegment, _ number: Int, _ side: Side
    ) -> TCPFindings {
        let isOpener = side == connections[number].openerSide
        let rest = Int(connections[number].rest)
        guard isOpener || rest >= 0 else { return [] }
        let sender = isOpener ? connections[number].opener : rests[rest].responder
        guard sender.hasBase else { return [] }
        let isOther = segment.sequence != sender.base
        if segment.flags.contains(.ack) {
            guard isOther else { return [] }
            withHalf(number, side) { $0.base = segment.sequence }
            return .portsReused
        }
        if isOther {
            beginAgain(number, side: side, time: segment.time)
            connections[number].completeness = .syn
            return .portsReused
        }
        // A reset may have had any sequence number: what was next before it counts.
        withHalf(number, side) { $0.next = $0.contiguous }
        return []
    }

    mutating func withHalf(_ number: Int, _ side: Side, _ change: (inout TCPHalf) -> Void) {
        let rest = Int(connections[number].rest)
        if side == connections[number].openerSide {
            change(&connections[number].opener)
        } else if rest >= 0 {
            change(&rests[rest].responder)
        }
    }

    mutating func follow(_ segment: TCPSegment, _ number: Int, _ side: Side, isNew: Bool) {
        let flags = segment.flags
        if flags.contains(.syn) {
            let isAnswer = flags.contains(.ack)
            if !isAnswer { connections[number].noteSyn(at: segment.time) }
            connections[number].serverPort =
                connections[number].key.port(isAnswer ? side : side.other)
        } else if flags.contains(.ack), !connections[number].isHalfOpen {
            connections[number].noteAck(at: segment.time)
        }
        connections[number].completeness.follow(segment, isNew: isNew)
    }
}
