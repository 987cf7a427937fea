internal import Dissection

/// What a method says that the session, or the rest of the frame, has to know.
struct AMQP091MethodFacts: BitwiseCopyable {
    var classID: UInt16 = 0
    var methodID: UInt16 = 0
    var deliveryTag: UInt64 = 0
    var replyCode: UInt16 = 0
    var channelMax: UInt16 = 0
    var frameMax: UInt32 = 0
    var isMultiple = false
    var isNowait = false
    var isUnacknowledged = false
    var consumerTag = StreamRange(offset: 0, count: 0)
    var queue = StreamRange(offset: 0, count: 0)

    /// Both numbers, that of the class above.
    var number: UInt32 { UInt32(classID) << 16 | UInt32(methodID) }

    mutating func set(_ argument: AMQP091Argument, _ value: UInt64) {
        switch argument {
        case .deliveryTag: deliveryTag = value
        case .replyCode: replyCode = UInt16(truncatingIfNeeded: value)
        case .channelMax: channelMax = UInt16(truncatingIfNeeded: value)
        case .frameMax: frameMax = UInt32(truncatingIfNeeded: value)
        default: break
        }
    }

    mutating func set(_ argument: AMQP091Argument, _ flag: Bool) {
        switch argument {
        case .multiple: isMultiple = flag
        case .nowait: isNowait = flag
        case .noAck: isUnacknowledged = flag
        default: break
        }
    }

    mutating func set(_ argument: AMQP091Argument, _ text: StreamRange) {
        switch argument {
        case .consumerTag: consumerTag = text
        case .queue: queue = text
        default: break
        }
    }
}
