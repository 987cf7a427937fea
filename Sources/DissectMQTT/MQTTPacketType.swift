internal import Dissection

/// The kind of a control packet: the upper half of its first byte.
public enum MQTTPacketType: UInt8, CaseIterable, BitwiseCopyable, Sendable {
    case reserved
    case connect, connack, publish, puback, pubrec, pubrel, pubcomp
    case subscribe, suback, unsubscribe, unsuback
    case pingreq, pingresp, disconnect, auth

    /// What the packet is called in a one-line summary: tshark's words.
    var title: StaticString {
        switch self {
        case .reserved: "Reserved"
        case .connect: "Connect Command"
        case .connack: "Connect Ack"
        case .publish: "Publish Message"
        case .puback: "Publish Ack"
        case .pubrec: "Publish Received"
        case .pubrel: "Publish Release"
        case .pubcomp: "Publish Complete"
        case .subscribe: "Subscribe Request"
        case .suback: "Subscribe Ack"
        case .unsubscribe: "Unsubscribe Request"
        case .unsuback: "Unsubscribe Ack"
        case .pingreq: "Ping Request"
        case .pingresp: "Ping Response"
        case .disconnect: "Disconnect Req"
        case .auth: "Authentication Exchange"
        }
    }

    /// The only end that may send this type, or `nil` when both may.
    var onlySender: Endpoint? {
        switch self {
        case .connect, .subscribe, .unsubscribe, .pingreq: .client
        case .connack, .suback, .unsuback, .pingresp: .server
        default: nil
        }
    }

    /// The lower half of the first byte; `nil`: each bit means something.
    var fixedFlags: UInt8? {
        switch self {
        case .publish: nil
        case .pubrel, .subscribe, .unsubscribe: 2
        default: 0
        }
    }

    var isAcknowledgment: Bool { (Self.puback.rawValue...Self.pubcomp.rawValue).contains(rawValue) }
}
