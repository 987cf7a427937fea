internal import Flows

/// What the server of a protocol is called that has no name of its own.
enum ServerRole {
    static func find(_ protocolName: StaticString) -> (name: StaticString, Participant.Rank)? {
        for index in roles.indices where protocolName.begins(with: roles[index].name) {
            return (roles[index].role, index < roles.count - carrierCount ? .role : .carrier)
        }
        return nil
    }

    /// How many at the end may carry others.
    private static var carrierCount: Int { 1 }

    /// The longer of two names that begin alike is in front.
    private static var roles: InlineArray<8, (name: StaticString, role: StaticString)> {
        [
            ("MQTT-SN", "gateway"), ("MQTT", "broker"), ("AMQP", "broker"),
            ("XMPP", "XMPP server"), ("CHAT", "chat server"), ("IASCHAT", "chat server"),
            ("DNS", "DNS server"), ("HTTP", "web server"),
        ]
    }
}

extension StaticString {
    fileprivate func begins(with other: StaticString) -> Bool {
        guard utf8CodeUnitCount >= other.utf8CodeUnitCount else { return false }
        return (0..<other.utf8CodeUnitCount).allSatisfy { index in
            unsafe utf8Start[index] == other.utf8Start[index]
        }
    }
}

extension TCPFindings {
    /// What was sent once more.
    static var retransmissions: TCPFindings {
        [.retransmission, .fastRetransmission, .spuriousRetransmission]
    }

    /// What a ladder draws.
    static var drawn: TCPFindings { retransmissions.union(.previousNotCaptured) }
}
