internal import Bytes
internal import Dissection

/// The two streams of a connection that somebody reads, in order: four cache lines, all of which
/// are touched for each payload, so that nothing is in here that few connections need.
///
/// All is `mutating`, also what changes nothing: a value of this size that is borrowed is copied for
/// each call (Swift 6.3).
struct OrderedStreams: ~Copyable {
    /// The relative number of the next byte to be read, by sender, and whether it is known.  Not
    /// what the list goes by, ``TCPHalf/delivered``: holes are given up here, so that reading can
    /// go on.
    private var nextNumbers: InlineArray<2, UInt32> = [0, 0]
    private var areNextKnown: InlineArray<2, Bool> = [false, false]
    /// The side that opened the connection, as far as can be told.
    private let clientSide: Side
    /// What came too early, while something is missing before it.
    private var held: HeldSegments?
    private var driver: StreamDriver

    init(_ driver: consuming StreamDriver, client: Side) {
        self.driver = driver
        clientSide = client
    }

    /// What has come too early on either side.  An object because few connections have one.
    private final class HeldSegments {
        var ofClient: StreamAssembler?
        var ofServer: StreamAssembler?
    }

    /// Takes a segment's payload where nothing is odd: the bytes that come next, whole, behind the
    /// end of a message.  Nearly every segment is like that.
    ///
    /// - Returns: no outcome when it is not like that, and nothing was done.
    @inline(__always)
    mutating func receiveNext(
        _ payload: RawSpan, at sequence: UInt32, isPushed: Bool, half: inout TCPHalf, side: Side,
        into message: inout Message, to sink: inout some MessageSink
    ) -> StreamOutcome? {
        let sender: Endpoint = side == clientSide ? .client : .server
        let place = sender.index
        guard areNextKnown[place], nextNumbers[place] == sequence, held == nil,
            !message.followsStreams
        else { return nil }
        let isBetween = driver.receiveBetweenMessages(
            payload, from: sender, end: isPushed ? .pushed : [], into: &message, to: &sink)
        guard let isBetween else { return nil }
        nextNumbers[place] = sequence &+ UInt32(truncatingIfNeeded: payload.byteCount)
        guard isBetween else { return note(outcome(sender), &half, sender, at: sequence) }
        half.delivered = nextNumbers[place]
        half.hasDelivered = true
        return StreamOutcome.none
    }

    /// Takes a segment's payload, and reports the messages it completes.
    ///
    /// - Parameters:
    ///   - sequence: relative, of the payload's first byte.
    ///   - half: the sender's, which knows where its stream begins, and moves on with what is read.
    ///   - peerAck: up to where the receiver has acknowledged, relative like `sequence`.
    ///   - total: counts what all connections hold back.
    /// - Returns: no outcome when nobody reads what this side sends; `.unread` also of bytes that
    ///   only tshark does not know how to read.
    @inline(never)
    mutating func receive(
        _ payload: StreamPayload, at sequence: UInt32, half: inout TCPHalf, side: Side,
        peerAck: UInt32?, _ total: HeldBytes, into message: inout Message,
        to sink: inout some MessageSink
    ) -> StreamOutcome? {
        let sender: Endpoint = side == clientSide ? .client : .server
        guard message.followsStreams || driver.standing(of: sender) != .abandoned else {
            return nil
        }
        let next = begin(sender, half, at: sequence)
        let ahead = Int(Int32(bitPattern: sequence &- next))
        let outcome =
            ahead == 0 && !isHolding(sender)
            ? read(payload, from: 0, sender, into: &message, to: &sink)
            : receiveOutOfPlace(payload, ahead, sender, peerAck, total, into: &message, to: &sink)
        return note(outcome, &half, sender, at: sequence)
    }

    private mutating func note(
        _ outcome: StreamOutcome, _ half: inout TCPHalf, _ sender: Endpoint, at sequence: UInt32
    ) -> StreamOutcome {
        if outcome != .unread {
            half.delivered = next(sender) ?? sequence
            half.hasDelivered = true
        }
        return outcome
    }

    /// Where the sender's stream is to be read on.
    private mutating func begin(
        _ sender: Endpoint, _ half: borrowing TCPHalf, at sequence: UInt32
    ) -> UInt32 {
        if let next = next(sender) { return next }
        let next = half.hasDelivered ? half.delivered : sequence
        setNext(next, sender)
        if !half.hasDelivered { driver.joinMidstream(sender) }
        return next
    }

    private mutating func receiveOutOfPlace(
        _ payload: StreamPayload, _ ahead: Int, _ sender: Endpoint, _ peerAck: UInt32?,
        _ total: HeldBytes, into message: inout Message, to sink: inout some MessageSink
    ) -> StreamOutcome {
        if ahead <= 0 {
            guard -ahead < payload.byteCount else {
                // tshark shows it as part of the message that is not whole yet, again.
                let isPart = -ahead <= driver.unfinishedByteCount(from: sender)
                return asTshark(isPart ? .segment : .none, sender)
            }
            // Where it overlaps what is held, that came first and counts.
            let isApart = payload.byteCount + ahead <= hole(sender)
            if !isHolding(sender) || isApart {
                let isKnown = -ahead > driver.unfinishedByteCount(from: sender)
                let outcome = read(payload, from: -ahead, sender, into: &message, to: &sink)
                // tshark does not say of a segment that it waits when it began with bytes of
                // messages that were read.
                return isKnown && outcome == .segment ? .none : outcome
            }
        }
        let outcome = hold(payload, ahead, sender, peerAck, total, into: &message, to: &sink)
        return asTshark(outcome, sender)
    }

    /// Has the dissector's state fetched from memory.
    @inline(__always)
    mutating func prefetchDissector() { driver.prefetchDissector() }

    /// Whether nobody reads the streams any more.
    mutating func isGivenUp() -> Bool { driver.isGivenUp && held == nil }

    /// Gives back what the run keeps for the connection.
    mutating func discard(_ message: inout Message) { driver.discard(&message) }

    /// One side has sent all it will.
    mutating func finish(_ side: Side, into message: inout Message, to sink: inout some MessageSink)
    {
        driver.finish(side == clientSide ? .client : .server, into: &message, to: &sink)
    }

    /// What is left when the connection ends: holes are given up, and half messages reported.
    mutating func finish(into message: inout Message, to sink: inout some MessageSink) {
        for sender in [Endpoint.client, .server] {
            while isHolding(sender) {
                giveUpHole(sender, into: &message, to: &sink)
            }
            driver.finish(sender, into: &message, to: &sink)
        }
    }
}

/// The bytes of a segment, and how many more it had on the wire.
struct StreamPayload: ~Escapable {
    let bytes: RawSpan
    let missingByteCount: Int
    let isPushed: Bool

    var byteCount: Int { bytes.byteCount + missingByteCount }

    @_lifetime(copy bytes)
    init(_ bytes: RawSpan, missingByteCount: Int, isPushed: Bool) {
        self.bytes = bytes
        self.missingByteCount = missingByteCount
        self.isPushed = isPushed
    }
}

/// What became of a segment's payload, as far as the list says it.
@frozen
public enum StreamOutcome: Sendable {
    /// Nothing to be said.
    case none
    /// The payload is new, and nobody reads it, as far as tshark knows.
    case unread
    /// The segment waits for others: "TCP segment of a reassembled PDU".
    case segment
}

// MARK: - In order

extension OrderedStreams {
    private mutating func read(
        _ payload: StreamPayload, from start: Int, _ sender: Endpoint,
        into message: inout Message, to sink: inout some MessageSink
    ) -> StreamOutcome {
        let end: DeliveryEnd = payload.isPushed && payload.missingByteCount == 0 ? .pushed : []
        if start < payload.bytes.byteCount {
            let fresh = payload.bytes.extracting(start..<payload.bytes.byteCount)
            deliver(fresh, sender, end, into: &message, to: &sink)
        }
        let missing = payload.byteCount - max(start, payload.bytes.byteCount)
        if missing > 0 {
            lose(missing, sender, isCut: true, into: &message, to: &sink)
        }
        moveOn(by: payload.byteCount - start, sender)
        deliverHeld(sender, into: &message, to: &sink)
        return outcome(sender)
    }

    /// What a segment that was next did to its stream.
    private mutating func outcome(_ sender: Endpoint) -> StreamOutcome {
        switch driver.standing(of: sender) {
        case .insideMessage: .segment
        // Read by nobody, by nobody yet, or by nobody that tshark knows.
        case .abandoned, .undecided, .insideOwnMessage: .unread
        default: .none
        }
    }

    private mutating func asTshark(_ outcome: StreamOutcome, _ sender: Endpoint) -> StreamOutcome {
        switch driver.standing(of: sender) {
        case .abandoned, .undecided, .insideOwnMessage: .unread
        default: outcome
        }
    }

    private mutating func next(_ sender: Endpoint) -> UInt32? {
        areNextKnown[sender.index] ? nextNumbers[sender.index] : nil
    }

    private mutating func setNext(_ next: UInt32, _ sender: Endpoint) {
        nextNumbers[sender.index] = next
        areNextKnown[sender.index] = true
    }

    private mutating func count(_ byteCount: Int, _ sender: Endpoint) {
        setNext((next(sender) ?? 0) &+ UInt32(truncatingIfNeeded: byteCount), sender)
    }

    private mutating func moveOn(by byteCount: Int, _ sender: Endpoint) {
        count(byteCount, sender)
        guard let held = assembler(sender) else { return }
        held.advance(to: held.next + byteCount)
        if !held.isHolding { set(nil, sender) }
    }

    private mutating func deliverHeld(
        _ sender: Endpoint, into message: inout Message, to sink: inout some MessageSink
    ) {
        while let (bytes, isPushed) = takeReady(sender) {
            count(bytes.count, sender)
            deliver(bytes.rawSpan, sender, isPushed ? .pushed : [], into: &message, to: &sink)
        }
    }

    private mutating func takeReady(_ sender: Endpoint) -> (bytes: [UInt8], isPushed: Bool)? {
        guard let held = assembler(sender) else { return nil }
        let ready = held.takeReady()
        if !held.isHolding { set(nil, sender) }
        return ready
    }

    private mutating func assembler(_ sender: Endpoint) -> StreamAssembler? {
        sender == .client ? held?.ofClient : held?.ofServer
    }

    private mutating func set(_ assembler: StreamAssembler?, _ sender: Endpoint) {
        let held = self.held ?? HeldSegments()
        if sender == .client { held.ofClient = assembler } else { held.ofServer = assembler }
        self.held = held.ofClient == nil && held.ofServer == nil ? nil : held
    }

    private mutating func isHolding(_ sender: Endpoint) -> Bool { assembler(sender) != nil }

    /// How many bytes are missing before those that came too early.
    private mutating func hole(_ sender: Endpoint) -> Int { assembler(sender)?.holeByteCount ?? 0 }
}

// MARK: - To the driver

extension OrderedStreams {
    @inline(__always)
    private mutating func deliver(
        _ bytes: RawSpan, _ sender: Endpoint, _ end: DeliveryEnd, into message: inout Message,
        to sink: inout some MessageSink
    ) {
        let before = message.followsStreams && driver.hasRead ? driver.protocolName : nil
        driver.receive(bytes, from: sender, end: end, into: &message, to: &sink)
        guard message.followsStreams else { return }
        sink.follow(bytes, from: sender, before: before, reader: driver.protocolName)
    }

    private mutating func lose(
        _ byteCount: Int, _ sender: Endpoint, isCut: Bool = false, into message: inout Message,
        to sink: inout some MessageSink
    ) {
        driver.lose(
            byteCount: byteCount, from: sender, isCut: isCut, into: &message, to: &sink)
        if message.followsStreams { sink.followGap(byteCount: byteCount, from: sender) }
    }
}

// MARK: - Behind a hole

extension OrderedStreams {
    private mutating func hold(
        _ payload: StreamPayload, _ ahead: Int, _ sender: Endpoint, _ peerAck: UInt32?,
        _ total: HeldBytes, into message: inout Message, to sink: inout some MessageSink
    ) -> StreamOutcome {
        guard keep(payload, ahead, sender, total) else {
            return readInSpite(payload, ahead, sender, into: &message, to: &sink)
        }
        deliverHeld(sender, into: &message, to: &sink)
        // The receiver has the missing bytes: the capture has not, and never will.  It matters only
        // to who reads them.
        while isHolding(sender), message.followsStreams || !driver.isUndecided, let peerAck,
            let next = next(sender),
            Int(Int32(bitPattern: peerAck &- next)) >= hole(sender)
        {
            giveUpHole(sender, into: &message, to: &sink)
        }
        let isWaiting =
            isHolding(sender) || driver.standing(of: sender) == .insideMessage
        return isWaiting ? .segment : .none
    }

    private mutating func keep(
        _ payload: StreamPayload, _ ahead: Int, _ sender: Endpoint, _ total: HeldBytes
    ) -> Bool {
        let held = assembler(sender) ?? StreamAssembler(total: total)
        let isPushed = payload.isPushed && payload.missingByteCount == 0
        let isKept = held.hold(payload.bytes, at: held.next + ahead, isPushed: isPushed)
        if held.isHolding { set(held, sender) }
        return isKept
    }

    /// No more can be held: whatever is missing before the payload is given up.
    private mutating func readInSpite(
        _ payload: StreamPayload, _ ahead: Int, _ sender: Endpoint, into message: inout Message,
        to sink: inout some MessageSink
    ) -> StreamOutcome {
        let sequence = (next(sender) ?? 0) &+ UInt32(truncatingIfNeeded: ahead)
        while isHolding(sender) {
            giveUpHole(sender, into: &message, to: &sink)
        }
        let rest = Int(Int32(bitPattern: sequence &- (next(sender) ?? 0)))
        if rest > 0 {
            lose(rest, sender, into: &message, to: &sink)
            moveOn(by: rest, sender)
        }
        guard -rest < payload.byteCount else { return .segment }
        return read(payload, from: max(0, -rest), sender, into: &message, to: &sink)
    }

    private mutating func giveUpHole(
        _ sender: Endpoint, into message: inout Message, to sink: inout some MessageSink
    ) {
        let byteCount = hole(sender)
        lose(byteCount, sender, into: &message, to: &sink)
        moveOn(by: byteCount, sender)
        deliverHeld(sender, into: &message, to: &sink)
    }
}
