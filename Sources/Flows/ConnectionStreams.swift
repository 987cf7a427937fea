internal import Bytes
internal import Dissection

/// The streams of a connection that somebody reads, as an object.
///
/// An object because few connections of a large capture have it at the same time, and because the
/// drivers inside are large.  What is inside is a value: an object's parts are asked for one by one
/// whether somebody else is using them, and once a segment is enough of that.
final class ConnectionStreams {
    private var streams: OrderedStreams

    init(_ driver: consuming StreamDriver, client: Side, total: HeldBytes) {
        streams = OrderedStreams(driver, client: client, total: total)
    }

    /// See ``OrderedStreams``.
    ///
    /// - Returns: no outcome when nobody reads what this side sends, and whether nobody reads
    ///   either side any more.
    func receive(
        _ payload: StreamPayload, at sequence: UInt32, half: inout TCPHalf, side: Side,
        peerAck: UInt32?, into message: inout Message, to sink: inout some MessageSink
    ) -> (outcome: StreamOutcome?, isGivenUp: Bool) {
        streams.takeSegment(
            payload, at: sequence, half: &half, side: side, peerAck: peerAck, into: &message,
            to: &sink)
    }

    /// Gives back what the run keeps for the connection.
    func discard(_ message: inout Message) { streams.discard(&message) }

    func finish(_ side: Side, into message: inout Message, to sink: inout some MessageSink) {
        streams.finish(side, into: &message, to: &sink)
    }

    func finish(into message: inout Message, to sink: inout some MessageSink) {
        streams.finish(into: &message, to: &sink)
    }
}

extension OrderedStreams {
    fileprivate mutating func takeSegment(
        _ payload: StreamPayload, at sequence: UInt32, half: inout TCPHalf, side: Side,
        peerAck: UInt32?, into message: inout Message, to sink: inout some MessageSink
    ) -> (outcome: StreamOutcome?, isGivenUp: Bool) {
        guard mayRead(side) else { return (nil, isGivenUp()) }
        let outcome = receive(
            payload, at: sequence, half: &half, side: side, peerAck: peerAck, into: &message,
            to: &sink)
        return (outcome, outcome == .unread && isGivenUp())
    }
}
