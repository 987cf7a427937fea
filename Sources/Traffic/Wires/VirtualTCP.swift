internal import Packets

/// One end of a TCP connection on the virtual network: what RFC 9293 asks of a well-behaved one,
/// as far as it shows in a capture.
///
/// It does nothing by itself: told of segments, of its peer's wishes, and of time, it collects
/// segments to send, notices for its peer, and says until when it waits.
final class VirtualTCP {
    enum State { case closed, synSent, synReceived, established }

    enum Notice {
        case connected
        case received([UInt8])
        case ended(ConnectionEnd)
        case drained
    }

    /// A full frame's worth is allowed in flight ten times at first (RFC 6928).
    static var segmentsInFlightFirst: Int { 10 }
    /// Less than the window, so that it never is full.
    static var flightByteCountMax: Int { 48 << 10 }
    /// Times a segment is sent again before the connection is given up.
    static var trialCountMax: Int { 10 }
    static var delayedAcknowledgment: Int64 { 40_000_000 }
    static var firstTimeout: Int64 { 200_000_000 }
    static var firstTimeoutOfSYN: Int64 { 1_000_000_000 }

    let local: Endpoint
    let remote: Endpoint
    /// The sequence number of the SYN.
    let initialSequence: UInt32
    /// The same of the other end, as soon as it is there.
    var remoteSequence: UInt32 = 0
    /// Most bytes of payload of a segment.
    let segmentByteCountMax: Int
    private(set) var state = State.closed

    // What the wire collects after each call.
    private var segments: [VirtualSegment] = []
    private var notices: [Notice] = []
    /// When ``timeCame(_:)`` is to be called; nil: nothing to wait for.
    var deadline: Int64? {
        guard let retransmitAt, let acknowledgeAt else { return retransmitAt ?? acknowledgeAt }
        return min(retransmitAt, acknowledgeAt)
    }
    /// For the wire: when it looks at the deadline next.
    var looksAt: Int64?

    // Sending.
    private var unsent: [[UInt8]] = []
    private var inFlight: [VirtualSegment] = []
    private var sendNext = 0
    private var unacknowledged = 0
    private var wantsToFinish = false
    private var hasSentFIN = false
    private var flightMax: Int
    private var duplicateCount = 0
    /// Lost segments are sent again until all is acknowledged up to here.
    private var recoverUpTo: Int?
    private var trialCount = 0
    private var retransmitAt: Int64?

    // Receiving.
    private var reassembly = VirtualReassembly()
    private var recentClock: UInt32 = 0
    private var acknowledgeAt: Int64?
    private var unacknowledgedSegmentCount = 0
    private var hasAcknowledgedData = false

    private let clockBase: UInt32
    /// Cuts a stream into pieces of 1 to so many bytes.
    private let cut: Int?
    private var random: RandomSource

    init(
        local: Endpoint, remote: Endpoint, segmentByteCountMax: Int, cut: Int?,
        random: RandomSource
    ) {
        var random = random
        self.local = local
        self.remote = remote
        self.segmentByteCountMax = segmentByteCountMax
        self.cut = cut
        initialSequence = UInt32(truncatingIfNeeded: random.next())
        clockBase = UInt32(truncatingIfNeeded: random.next())
        flightMax = min(
            Self.flightByteCountMax, Self.segmentsInFlightFirst * segmentByteCountMax)
        self.random = random
    }

    func takeSegments() -> [VirtualSegment] {
        defer { segments = [] }
        return segments
    }

    func takeNotices() -> [Notice] {
        defer { notices = [] }
        return notices
    }

    // MARK: - What its peer wants

    func open(_ now: Int64) {
        state = .synSent
        emit(VirtualSegment(flags: .syn, offset: 0, acknowledged: 0), now)
    }

    func send(_ bytes: [UInt8], _ now: Int64) {
        guard state != .closed, !wantsToFinish else { return }
        unsent.append(bytes)
        transmit(now)
    }

    func close(_ now: Int64) {
        guard state != .closed, !wantsToFinish else { return }
        wantsToFinish = true
        transmit(now)
    }

    func abort(_ now: Int64) {
        guard state != .closed else { return }
        put(
            VirtualSegment(flags: [.rst, .ack], offset: sendNext, acknowledged: reassembly.next),
            now)
        vanish()
    }

    // MARK: - What comes

    func receive(_ segment: VirtualSegment, _ now: Int64) {
        if segment.flags.contains(.rst) { return receiveReset() }
        switch state {
        case .closed:
            guard segment.flags.contains(.syn), !segment.flags.contains(.ack) else { return }
            state = .synReceived
            reassembly.next = 1
            recentClock = segment.clock
            emit(VirtualSegment(flags: [.syn, .ack], offset: 0, acknowledged: 1), now)
            return
        case .synSent:
            guard segment.flags.contains(.syn), segment.flags.contains(.ack) else { return }
            reassembly.next = 1
            recentClock = segment.clock
            state = .established
            acknowledge(upTo: segment.acknowledged, isBare: false, now)
            sendAcknowledgment(now)
            notices.append(.connected)
            return
        case .synReceived, .established: break
        }
        guard !segment.flags.contains(.syn) else { return sendAcknowledgment(now) }
        if segment.offset <= reassembly.next { recentClock = segment.clock }
        let isBare = segment.payload.isEmpty && !segment.flags.contains(.fin)
        if state == .synReceived, segment.acknowledged >= 1 {
            state = .established
            notices.append(.connected)
        }
        acknowledge(upTo: segment.acknowledged, isBare: isBare, now)
        if !isBare { take(segment, now) }
        transmit(now)
    }

    private func receiveReset() {
        guard state != .closed else { return }
        let isRefused = state == .synSent
        vanish()
        notices.append(.ended(isRefused ? .refused : .reset))
    }

    /// The other end has got our stream up to a place.
    private func acknowledge(upTo place: Int, isBare: Bool, _ now: Int64) {
        if place > unacknowledged {
            unacknowledged = place
            inFlight.removeAll { $0.end <= place }
            flightMax = min(Self.flightByteCountMax, flightMax + segmentByteCountMax)
            duplicateCount = 0
            trialCount = 0
            restartTimer(now)
            if let end = recoverUpTo {
                if place >= end { recoverUpTo = nil } else { sendAgain(now) }
            }
            if inFlight.isEmpty, unsent.isEmpty, !hasSentFIN, state == .established {
                notices.append(.drained)
            }
        } else if isBare, place == unacknowledged, !inFlight.isEmpty {
            duplicateCount += 1
            guard duplicateCount == 3, recoverUpTo == nil else { return }
            recoverUpTo = sendNext
            sendAgain(now)
        }
    }

    /// Takes what is new of a segment, and what waited for it.
    private func take(_ segment: VirtualSegment, _ now: Int64) {
        let hadEnded = reassembly.hasEnded
        var pieces: [[UInt8]] = []
        let outcome = reassembly.take(segment, into: &pieces)
        notices += pieces.map { .received($0) }
        if reassembly.hasEnded, !hadEnded { notices.append(.ended(.finished)) }
        guard case .next(let filledGap) = outcome else { return sendAcknowledgment(now) }
        unacknowledgedSegmentCount += 1
        let isBulk =
            unacknowledgedSegmentCount >= 2 && segment.payload.count >= segmentByteCountMax
        // The first answer comes at once, later ones may ride on data (RFC 9293, 3.8.6.3).
        if filledGap || reassembly.hasEnded || !hasAcknowledgedData || isBulk {
            sendAcknowledgment(now)
        } else if acknowledgeAt == nil {
            acknowledgeAt = now + Self.delayedAcknowledgment
        }
        hasAcknowledgedData = true
    }

    // MARK: - Time

    func timeCame(_ now: Int64) {
        if let time = acknowledgeAt, time <= now { sendAcknowledgment(now) }
        guard let time = retransmitAt, time <= now else { return }
        trialCount += 1
        guard trialCount <= Self.trialCountMax else {
            vanish()
            notices.append(.ended(.reset))
            return
        }
        recoverUpTo = sendNext
        sendAgain(now)
        restartTimer(now)
    }

    // MARK: - What goes out

    /// Sends what may be sent.
    private func transmit(_ now: Int64) {
        guard state == .established else { return }
        while !unsent.isEmpty, sendNext - unacknowledged < flightMax {
            let write = unsent[0]
            let room = min(segmentByteCountMax, flightMax - (sendNext - unacknowledged))
            var count = min(room, write.count)
            if let cut { count = min(count, random.number(in: 1...max(1, cut))) }
            let isLast = count == write.count
            if isLast { unsent.removeFirst() } else { unsent[0].removeFirst(count) }
            emit(
                VirtualSegment(
                    flags: isLast ? .pshAck : .ack, offset: sendNext, acknowledged: reassembly.next,
                    payload: Array(write.prefix(count))), now)
        }
        guard wantsToFinish, !hasSentFIN, unsent.isEmpty else { return }
        hasSentFIN = true
        emit(
            VirtualSegment(flags: [.fin, .ack], offset: sendNext, acknowledged: reassembly.next),
            now)
    }

    /// Sends what takes room in the stream, and sees to it that it arrives.
    private func emit(_ segment: VirtualSegment, _ now: Int64) {
        inFlight.append(segment)
        sendNext = segment.end
        put(segment, now)
        if retransmitAt == nil { restartTimer(now) }
    }

    private func sendAgain(_ now: Int64) {
        guard var segment = inFlight.first else { return }
        segment.acknowledged = reassembly.next
        put(segment, now)
    }

    private func sendAcknowledgment(_ now: Int64) {
        put(VirtualSegment(flags: .ack, offset: sendNext, acknowledged: reassembly.next), now)
    }

    private func put(_ segment: VirtualSegment, _ now: Int64) {
        var segment = segment
        segment.clock = clockBase &+ UInt32(truncatingIfNeeded: now / 1_000_000)
        if segment.flags.contains(.ack) {
            segment.echo = recentClock
            acknowledgeAt = nil
            unacknowledgedSegmentCount = 0
            segment.selective = reassembly.selective
        }
        segments.append(segment)
    }

    private func restartTimer(_ now: Int64) {
        let isSYN = inFlight.first?.flags.contains(.syn) ?? false
        let first = isSYN ? Self.firstTimeoutOfSYN : Self.firstTimeout
        retransmitAt = inFlight.isEmpty ? nil : now + first << Int64(min(trialCount, 6))
    }

    private func vanish() {
        state = .closed
        inFlight = []
        unsent = []
        retransmitAt = nil
        acknowledgeAt = nil
    }
}
