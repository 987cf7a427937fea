internal import Bytes

/// The types of the specification that have a descriptor, by its number.
public enum AMQPComposite: UInt8, CaseIterable, BitwiseCopyable, Sendable {
    case open = 0x10
    case begin, attach, flow, transfer, disposition, detach, end, close
    case error = 0x1D
    case received = 0x23
    case accepted, rejected, released, modified, source, target
    case deleteOnClose = 0x2B
    case deleteOnNoLinks, deleteOnNoMessages, deleteOnNoLinksOrMessages
    case coordinator = 0x30
    case declare, discharge, declared, transactionalState
    case saslMechanisms = 0x40
    case saslInit, saslChallenge, saslResponse, saslOutcome
    case header = 0x70
    case deliveryAnnotations, messageAnnotations, properties, applicationProperties
    case data, sequence, value, footer

    /// Section 2.7: what a frame of type AMQP does.
    var isPerformative: Bool { rawValue <= Self.close.rawValue }

    var isSASL: Bool { (Self.saslMechanisms.rawValue...Self.saslOutcome.rawValue) ~= rawValue }

    /// A part of a message (part 3, section 3.2).
    var isSection: Bool { rawValue >= Self.header.rawValue }

    /// What becomes of a delivery.
    var isDeliveryState: Bool {
        switch self {
        case .received, .accepted, .rejected, .released, .modified: true
        case .declared, .transactionalState: true
        default: false
        }
    }

    /// Whether the value is a list with a place for each argument.
    var isList: Bool {
        switch self {
        case .deliveryAnnotations, .messageAnnotations, .applicationProperties, .data, .sequence,
            .value, .footer:
            false
        default: true
        }
    }

    /// The type with a name such as `amqp:open:list`.
    init?(symbol: RawSpan) {
        for candidate in Self.allCases where symbol.equals(candidate.symbol) {
            self = candidate
            return
        }
        return nil
    }

    /// The name that may stand in place of the number.
    public var symbol: StaticString {
        switch self {
        case .open: "amqp:open:list"
        case .begin: "amqp:begin:list"
        case .attach: "amqp:attach:list"
        case .flow: "amqp:flow:list"
        case .transfer: "amqp:transfer:list"
        case .disposition: "amqp:disposition:list"
        case .detach: "amqp:detach:list"
        case .end: "amqp:end:list"
        case .close: "amqp:close:list"
        case .error: "amqp:error:list"
        case .received: "amqp:received:list"
        case .accepted: "amqp:accepted:list"
        case .rejected: "amqp:rejected:list"
        case .released: "amqp:released:list"
        case .modified: "amqp:modified:list"
        case .source: "amqp:source:list"
        case .target: "amqp:target:list"
        case .deleteOnClose: "amqp:delete-on-close:list"
        case .deleteOnNoLinks: "amqp:delete-on-no-links:list"
        case .deleteOnNoMessages: "amqp:delete-on-no-messages:list"
        case .deleteOnNoLinksOrMessages: "amqp:delete-on-no-links-or-messages:list"
        case .coordinator: "amqp:coordinator:list"
        case .declare: "amqp:declare:list"
        case .discharge: "amqp:discharge:list"
        case .declared: "amqp:declared:list"
        case .transactionalState: "amqp:transactional-state:list"
        case .saslMechanisms: "amqp:sasl-mechanisms:list"
        case .saslInit: "amqp:sasl-init:list"
        case .saslChallenge: "amqp:sasl-challenge:list"
        case .saslResponse: "amqp:sasl-response:list"
        case .saslOutcome: "amqp:sasl-outcome:list"
        case .header: "amqp:header:list"
        case .deliveryAnnotations: "amqp:delivery-annotations:map"
        case .messageAnnotations: "amqp:message-annotations:map"
        case .properties: "amqp:properties:list"
        case .applicationProperties: "amqp:application-properties:map"
        case .data: "amqp:data:binary"
        case .sequence: "amqp:amqp-sequence:list"
        case .value: "amqp:amqp-value:*"
        case .footer: "amqp:footer:map"
        }
    }
}

extension RawSpan {
    func equals(_ text: StaticString) -> Bool {
        guard byteCount == text.utf8CodeUnitCount else { return false }
        for index in 0..<byteCount where unsafe byte(at: index) != text.utf8Start[index] {
            return false
        }
        return true
    }
}
