internal import Bytes
public import Dissection
internal import Packets

extension ConnectionTable {
    /// Takes a segment's payload to whoever reads the stream, and reports the messages it
    /// completes.
    ///
    /// - Parameter place: where ``observe(_:_:into:)`` has just found the segment to belong.
    public mutating func receive(
        _ payload: RawSpan, _ segment: TCPSegment, _ place: SegmentPlace,
        into message: inout Message, to sink: inout some MessageSink
    ) -> StreamOutcome {
        if !orphans.isEmpty { discardOrphans(&message) }
        let number = place.connection
        let rest = Int(connections[number].rest)
        if rest >= 0, let reader = connections[number].streams.number,
            segment.flags.isDisjoint(with: .synOrRst), payload.byteCount == Int(segment.length)
        {
            let isOpener = place.side == connections[number].openerSide
            let outcome =
                isOpener
                ? streams[reader].receiveNext(
                    payload, at: place.sequence, isPushed: segment.endsWrite,
                    half: &connections[number].opener, side: place.side, into: &message, to: &sink)
                : streams[reader].receiveNext(
                    payload, at: place.sequence, isPushed: segment.endsWrite,
                    half: &rests[rest].responder, side: place.side, into: &message, to: &sink)
            if let outcome, outcome != .unread { return outcome }
            if outcome == .unread { return passUnread(payload, segment, place, &message) }
        }
        return receiveWithCare(payload, segment, place, into: &message, to: &sink)
    }

    /// The same where something may be odd.
    @inline(never)
    private mutating func receiveWithCare(
        _ payload: RawSpan, _ segment: TCPSegment, _ place: SegmentPlace,
        into message: inout Message, to sink: inout some MessageSink
    ) -> StreamOutcome {
        guard !segment.flags.contains(.rst) else { return .none }
        let number = place.connection
        if connections[number].isHalfOpen { complete(number) }
        if connections[number].streams == .undecided { decide(number) }
        if let reader = connections[number].streams.number {
            let content = StreamPayload(
                payload, missingByteCount: Int(segment.length) - payload.byteCount,
                isPushed: segment.endsWrite)
            let sequence = place.sequence &+ (segment.flags.contains(.syn) ? 1 : 0)
            let outcome = give(content, at: sequence, to: reader, place, into: &message, &sink)
            if let outcome, outcome != .unread { return outcome }
        }
        return passUnread(payload, segment, place, keepsAll: message.followsStreams, &message)
    }

    /// Counts a payload that nobody read, and gives up who reads no more.
    private mutating func passUnread(
        _ payload: RawSpan, _ segment: TCPSegment, _ place: SegmentPlace, keepsAll: Bool = false,
        _ message: inout Message
    ) -> StreamOutcome {
        let number = place.connection
        if !keepsAll, let reader = connections[number].streams.number, streams[reader].isGivenUp() {
            connections[number].streams = .none
            var ended = streams.remove(reader)
            ended.discard(&message)
        }
        // Wireshark puts no stream together from segments that the capture cut.
        guard payload.byteCount == Int(segment.length) else { return .unread }
        let sequence = place.sequence &+ (segment.flags.contains(.syn) ? 1 : 0)
        return pass(sequence, segment.length, number, place.side)
    }

    private mutating func give(
        _ content: StreamPayload, at sequence: UInt32, to reader: Int,
        _ place: SegmentPlace, into message: inout Message, _ sink: inout some MessageSink
    ) -> StreamOutcome? {
        let number = place.connection
        let rest = Int(connections[number].rest)
        if place.side == connections[number].openerSide {
            let peerAck = Self.acknowledged(connections[number].opener, rests[rest].responder)
            return streams[reader].receive(
                content, at: sequence, half: &connections[number].opener, side: place.side,
                peerAck: peerAck, heldBytes, into: &message, to: &sink)
        }
        let peerAck = Self.acknowledged(rests[rest].responder, connections[number].opener)
        return streams[reader].receive(
            content, at: sequence, half: &rests[rest].responder, side: place.side,
            peerAck: peerAck, heldBytes, into: &message, to: &sink)
    }

    /// Takes a payload that cannot be trusted to whoever reads the stream, for whole messages in it
    /// alone: the stream goes on without it.
    @inline(never)
    public mutating func receiveAlone(
        _ payload: RawSpan, _ segment: TCPSegment, _ place: SegmentPlace,
        into message: inout Message, to sink: inout some MessageSink
    ) -> StreamOutcome {
        let connection = connections[place.connection]
        let (lower, upper) = (connection.key.port(.lower), connection.key.port(.upper))
        guard !segment.flags.contains(.rst), registry.knowsStream(lower, upper) else {
            return .unread
        }
        var driver = makeDriver(connection)
        let sender: Endpoint = place.side == clientSide(connection) ? .client : .server
        driver.receive(payload, from: sender, end: .pushed, into: &message, to: &sink)
        driver.discard(&message)
        return message.messageCount > 0 ? .none : .unread
    }

    /// Tells whoever reads the sender's stream that it ends with this segment, if all bytes before
    /// are there: what ends with its stream belongs to this packet.
    public mutating func close(
        _ segment: TCPSegment, _ place: SegmentPlace,
        into message: inout Message, to sink: inout some MessageSink
    ) {
        let number = place.connection
        guard !connections[number].isHalfOpen else { return }
        let rest = Int(connections[number].rest)
        guard let reader = connections[number].streams.number else { return }
        let isOpener = place.side == connections[number].openerSide
        let delivered =
            isOpener ? connections[number].opener.delivered : rests[rest].responder.delivered
        guard delivered == place.sequence &+ segment.length else { return }
        streams[reader].finish(place.side, into: &message, to: &sink)
    }

    /// Reports what the connections hold back when the capture ends.
    public mutating func finish(into message: inout Message, to sink: inout some MessageSink) {
        discardOrphans(&message)
        for number in 0..<connections.numberEnd where connections.contains(number) {
            guard let reader = connections[number].streams.number else { continue }
            sink.beginEnd(of: connections[number].stream)
            streams[reader].finish(into: &message, to: &sink)
        }
    }

    /// Which end of its connection sent a segment, as ``MessageSink``s are told.
    public mutating func sender(of place: SegmentPlace) -> Endpoint {
        place.side == clientSide(connections[place.connection]) ? .client : .server
    }

    /// Up to where the receiver has acknowledged the sender's stream.
    private static func acknowledged(
        _ sender: borrowing TCPHalf, _ receiver: borrowing TCPHalf
    ) -> UInt32? {
        receiver.lastAck == 0 ? nil : receiver.lastAck &- sender.base
    }
}

// MARK: - What the list says of streams that nobody reads

extension ConnectionTable {
    /// Only counts the bytes: whether one is missing before a segment is said in the list.
    @inline(__always)
    private mutating func pass(
        _ sequence: UInt32, _ length: UInt32, _ number: Int, _ side: Side
    ) -> StreamOutcome {
        if side == connections[number].openerSide {
            if Self.pass(sequence, length, &connections[number].opener) { return .unread }
        } else {
            if Self.pass(sequence, length, &rests[Int(connections[number].rest)].responder) {
                return .unread
            }
        }
        return passOutOfPlace(sequence, length, number, side)
    }

    @inline(__always)
    private static func pass(_ sequence: UInt32, _ length: UInt32, _ half: inout TCPHalf) -> Bool {
        if half.hasDelivered, half.hasGaps || sequence != half.delivered { return false }
        half.delivered = sequence &+ length
        // Wireshark's word for "not known" is 0, and a stream may get there.
        half.hasDelivered = half.delivered != 0
        return true
    }

    @inline(never)
    private mutating func passOutOfPlace(
        _ sequence: UInt32, _ length: UInt32, _ number: Int, _ side: Side
    ) -> StreamOutcome {
        var gaps = self.gaps[number] ?? GapMaps()
        var outcome = StreamOutcome.none
        withHalf(number, side) { half in
            let end = sequence &+ length
            if sequence.isAfter(half.delivered) {
                gaps[side].add(sequence, end)
                outcome = .segment
            } else if end.isAfter(half.delivered) {
                half.delivered = gaps[side].advance(from: end)
                outcome = .unread
            }
            half.hasGaps = !gaps[side].isEmpty
        }
        self.gaps[number] = gaps.isEmpty ? nil : gaps
        return outcome
    }
}

// MARK: - Who reads

extension ConnectionTable {
    /// Finds out whether anybody reads a connection: asked once, at its first payload.
    @inline(never)
    private mutating func decide(_ number: Int) {
        connections[number].streams = .none
        let connection = connections[number]
        let (lower, upper) = (connection.key.port(.lower), connection.key.port(.upper))
        guard registry.knowsStream(lower, upper) else { return }
        connections[number].streams = StreamsPlace(
            streams.insert(
                OrderedStreams(
                    makeDriver(connection), client: clientSide(connection))))
    }

    private func makeDriver(_ connection: Connection) -> StreamDriver {
        let client = clientSide(connection)
        return StreamDriver(
            registry: registry, serverPort: connection.key.port(client.other),
            clientPort: connection.key.port(client), isServerKnown: connection.serverPort != 0)
    }

    /// Who opened the connection: who sent a SYN, else the side whose port is no protocol's, else
    /// the one with the higher port.
    private func clientSide(_ connection: Connection) -> Side {
        let (lower, upper) = (connection.key.port(.lower), connection.key.port(.upper))
        if lower == upper { return connection.openerSide }
        if connection.serverPort == upper { return .lower }
        guard connection.serverPort == 0 else { return .upper }
        return registry.knowsStream(at: upper) && !registry.knowsStream(at: lower)
            ? .lower : .upper
    }
}
