internal import Bytes
internal import Dissection

/// What the two ends of a connection have agreed on, and what they have said so far.
///
/// Kept only where somebody looks at fields or notes.  What it finds is about the traffic, and
/// never stops the dissector.
final class AMQPConnection {
    /// How many channels of one end are known at once.
    static var channelCountMax: Int { 4096 }
    /// How much partial messages and open deliveries of all connections of a run may take together.
    static var keptByteCountMax: Int { 64 << 20 }

    /// What is known of one end.
    struct End {
        var isOpen = false
        var isClosed = false
        /// The largest frame that it accepts.
        var frameByteCountMax = Int.max
        var channelMax: UInt16 = .max
        var sessions: [UInt16: AMQPSession] = [:]
    }

    var walk = AMQPWalk()
    private var client = End()
    private var server = End()
    /// Whether every frame was seen, so that what is not known is wrong.
    private(set) var isWhole = true
    /// How much that is by now.
    let kept: OpenCount

    init(kept: OpenCount, isWhole: Bool) {
        self.kept = kept
        self.isWhole = isWhole
    }

    subscript(end: Endpoint) -> End {
        get { end == .client ? client : server }
        _modify {
            if end == .client { yield &client } else { yield &server }
        }
    }

    func loseTrack(of sender: Endpoint) {
        isWhole = false
        for session in self[sender].sessions.values { session.loseTrack(of: sender) }
    }
}

// MARK: - Sessions and links

extension AMQPConnection {
    /// The session of a channel, one that was never begun too: its begin may have been missed.
    func session(_ channel: UInt16, of end: Endpoint) -> AMQPSession? {
        if let known = self[end].sessions[channel] { return known }
        guard self[end].sessions.count < Self.channelCountMax else { return nil }
        // Both ends count their channels up from zero, so the same number is the likeliest.
        let other = self[end.other].sessions[channel]
        if let other, other.channels[end.half] == nil, other.isImplicit {
            other.channels[end.half] = channel
            self[end].sessions[channel] = other
            return other
        }
        let made = AMQPSession(isImplicit: true, kept: kept)
        made.channels[end.half] = channel
        self[end].sessions[channel] = made
        return made
    }

    /// Begins a session, or answers the other end's begin.  Returns the rule that it breaks.
    func begin(_ channel: UInt16, of end: Endpoint, answering remote: UInt16?) -> StaticString? {
        let isAgain = self[end].sessions[channel].map { !$0.isImplicit } ?? false
        guard isAgain || self[end].sessions.count < Self.channelCountMax else {
            return "amqp.too-many-channels"
        }
        if let remote, let other = self[end.other].sessions[remote] {
            other.channels[end.half] = channel
            self[end].sessions[channel] = other
            return isAgain ? "amqp.channel-in-use" : nil
        }
        let made = AMQPSession(isImplicit: false, kept: kept)
        made.channels[end.half] = channel
        self[end].sessions[channel] = made
        if isAgain { return "amqp.channel-in-use" }
        return remote != nil && isWhole ? "amqp.remote-channel-unknown" : nil
    }

    func end(_ channel: UInt16, of end: Endpoint) { self[end].sessions[channel] = nil }

    /// The link of a handle, one that was never attached too.
    func link(
        _ handle: UInt32, in session: AMQPSession, of end: Endpoint, sender: Endpoint
    ) -> AMQPLink? {
        session.link(handle, of: end) ?? session.assume(handle, of: end, sender: sender)
    }
}
