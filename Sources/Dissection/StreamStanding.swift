/// How far a direction has come, for whoever shows the packets between the messages.
public enum StreamStanding: Sendable {
    /// All bytes were read, and the next one begins a message.
    case betweenMessages
    /// A message has begun whose end has not come: tshark's "segment of a reassembled PDU".
    case insideMessage
    /// The same, of a protocol that tshark does not read: its packets are not called pieces.
    case insideOwnMessage
    /// There are bytes, and what they are is for the other direction to say.
    case waiting
    /// The protocol is not known yet.
    case undecided
    /// The place is lost, and looked for.
    case searching
    /// Nothing in it can be read.
    case abandoned
}

extension StreamDriver {
    public func standing(of sender: Endpoint) -> StreamStanding {
        let half = sender.index
        switch halves[half].state {
        case .forwarding: return inner(of: sender)?.driver.standing(of: sender) ?? .betweenMessages
        case .reading where halves[half].isFresh: return .betweenMessages
        case .reading:
            if !kind.isTsharks { return .insideOwnMessage }
            return !hasRead && dissector is UndecidedDissector ? .undecided : .insideMessage
        case .skippingBody: return .insideMessage
        case .waiting: return .waiting
        case .searching: return .searching
        case .abandoned: return .abandoned
        }
    }

    /// Whether all bytes of the sender were read by this driver, and the next one begins a message.
    @inline(__always)
    func isBetweenMessages(_ sender: Endpoint) -> Bool {
        halves[sender.index].state == .reading && halves[sender.index].isFresh
    }

    /// How many bytes of the sender's last message have come, when it is not whole yet.
    public func unfinishedByteCount(from sender: Endpoint) -> Int {
        let half = sender.index
        guard standing(of: sender) == .insideMessage else { return 0 }
        return halves[half].end - halves[half].messageStart
    }

    /// Whether it is not known yet what the connection carries.
    public var isUndecided: Bool { !hasRead && dissector is UndecidedDissector }

    /// Whether nothing of either direction can be read any more: the driver may go.
    public var isGivenUp: Bool {
        standing(of: .client) == .abandoned && standing(of: .server) == .abandoned
    }

    /// The protocol that the driver reads, as far as it is known: of the connection itself, not of
    /// what it carries.
    public var protocolName: StaticString {
        halves[0].state == .forwarding || halves[1].state == .forwarding
            ? inner?.driver.protocolName ?? name : name
    }
}
