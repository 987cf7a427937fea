internal import Bytes
internal import Dissection

/// What `--info rich` tells besides tshark's words, each with a blank behind as those have.
extension Message {
    /// How many bytes of a payload are shown.
    static var payloadShownMax: Int { 48 }

    mutating func appendRich(_ label: StaticString, _ number: UInt64) {
        info.append(label)
        info.append(decimal: number)
        info.append(" ")
    }

    /// Flags that are set, by name.
    mutating func appendRich(flag argument: AMQP091Argument) {
        let name: StaticString =
            switch argument {
            case .mandatory: "mandatory "
            case .immediate: "immediate "
            case .redelivered: "redelivered "
            case .multiple: "multiple "
            case .requeue: "requeue "
            case .noAck: "no-ack "
            case .noLocal: "no-local "
            case .exclusive: "exclusive "
            case .passive: "passive "
            case .durable: "durable "
            case .autoDelete, .exchangeAutoDelete: "auto-delete "
            case .internalUse: "internal "
            case .nowait: "no-wait "
            case .ifUnused: "if-unused "
            case .ifEmpty: "if-empty "
            case .global: "global "
            case .active: "active "
            default: ""
            }
        info.append(name)
    }

    mutating func appendRich(number: UInt64, of argument: AMQP091Argument) {
        switch argument {
        case .deliveryTag: appendRich("delivery-tag=", number)
        case .messageCount: appendRich("messages=", number)
        case .consumerCount: appendRich("consumers=", number)
        case .prefetchCount: appendRich("prefetch=", number)
        case .prefetchSize where number > 0: appendRich("prefetch-size=", number)
        case .channelMax: appendRich("channel-max=", number)
        case .frameMax: appendRich("frame-max=", number)
        case .heartbeat: appendRich("heartbeat=", number)
        case .replyCode: appendRich("code=", number)
        default: break
        }
    }

    mutating func appendRich(text: RawSpan, of argument: AMQP091Argument) {
        let label: StaticString =
            switch argument {
            case .consumerTag: "consumer-tag="
            case .mechanism: "mechanism="
            case .type: "type="
            case .replyText: "reply="
            case .exchange: "x="
            case .routingKey: "rk="
            case .reason, .updateReason: "reason="
            default: ""
            }
        guard label.utf8CodeUnitCount > 0 else { return }
        info.append(label)
        info.append(untrusted: text)
        info.append(" ")
    }

    mutating func appendRich(text: RawSpan, of property: AMQP091Property) {
        let label: StaticString =
            switch property {
            case .correlationID: "correlation-id="
            case .replyTo: "reply-to="
            case .messageID: "message-id="
            case .expiration: "expiration="
            default: ""
            }
        guard label.utf8CodeUnitCount > 0 else { return }
        info.append(label)
        info.append(untrusted: text)
        info.append(" ")
    }

    mutating func appendRich(_ value: UInt8, of property: AMQP091Property) {
        switch property {
        case .deliveryMode where value == 2: info.append("persistent ")
        case .priority: appendRich("priority=", UInt64(value))
        default: break
        }
    }

    /// Writes how long a payload is, and how it begins.
    mutating func appendRich(payload: RawSpan, count: Int) {
        info.append("size=")
        info.append(decimal: UInt64(clamping: count))
        if payload.byteCount > 0 {
            var shown = min(payload.byteCount, Self.payloadShownMax)
            // Not in the middle of a character of UTF-8.
            while shown > 0, shown < payload.byteCount, payload.byte(at: shown) & 0xC0 == 0x80,
                shown > Self.payloadShownMax - 4
            {
                shown -= 1
            }
            info.append(" \"")
            append(secret: payload.extracting(first: shown), byteCount: count)
            info.append(shown < count && !isRedacted ? "…\"" : "\"")
        }
        info.append(" ")
    }
}
