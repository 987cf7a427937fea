/// Which method a frame is of: the numbers of its class and its own.
public struct AMQP091MethodNumber: Hashable, Sendable {
    public let classID: UInt16
    public let methodID: UInt16

    public init(_ classID: UInt16, _ methodID: UInt16) {
        self.classID = classID
        self.methodID = methodID
    }
}

extension AMQP091MethodNumber: CustomStringConvertible {
    /// As in an info column: `Basic.Publish`.
    public var description: String {
        guard let title = AMQP091Class.title(classID),
            let method = AMQP091Method.find(classID, methodID)
        else { return "method \(methodID) of class \(classID)" }
        return "\(title).\(method.name)"
    }
}

/// Those of AMQP 0-9-1, with RabbitMQ's extensions.
extension AMQP091MethodNumber {
    public static let connectionStart = Self(AMQP091Class.connection, 10)
    public static let connectionStartOk = Self(AMQP091Class.connection, 11)
    public static let connectionSecure = Self(AMQP091Class.connection, 20)
    public static let connectionSecureOk = Self(AMQP091Class.connection, 21)
    public static let connectionTune = Self(AMQP091Class.connection, 30)
    public static let connectionTuneOk = Self(AMQP091Class.connection, 31)
    public static let connectionOpen = Self(AMQP091Class.connection, 40)
    public static let connectionOpenOk = Self(AMQP091Class.connection, 41)
    public static let connectionClose = Self(AMQP091Class.connection, 50)
    public static let connectionCloseOk = Self(AMQP091Class.connection, 51)
    public static let connectionBlocked = Self(AMQP091Class.connection, 60)
    public static let connectionUnblocked = Self(AMQP091Class.connection, 61)

    public static let channelOpen = Self(AMQP091Class.channel, 10)
    public static let channelOpenOk = Self(AMQP091Class.channel, 11)
    public static let channelFlow = Self(AMQP091Class.channel, 20)
    public static let channelFlowOk = Self(AMQP091Class.channel, 21)
    public static let channelClose = Self(AMQP091Class.channel, 40)
    public static let channelCloseOk = Self(AMQP091Class.channel, 41)

    public static let exchangeDeclare = Self(AMQP091Class.exchange, 10)
    public static let exchangeDeclareOk = Self(AMQP091Class.exchange, 11)
    public static let exchangeDelete = Self(AMQP091Class.exchange, 20)
    public static let exchangeDeleteOk = Self(AMQP091Class.exchange, 21)

    public static let queueDeclare = Self(AMQP091Class.queue, 10)
    public static let queueDeclareOk = Self(AMQP091Class.queue, 11)
    public static let queueBind = Self(AMQP091Class.queue, 20)
    public static let queueBindOk = Self(AMQP091Class.queue, 21)
    public static let queuePurge = Self(AMQP091Class.queue, 30)
    public static let queuePurgeOk = Self(AMQP091Class.queue, 31)
    public static let queueDelete = Self(AMQP091Class.queue, 40)
    public static let queueDeleteOk = Self(AMQP091Class.queue, 41)

    public static let basicQos = Self(AMQP091Class.basic, 10)
    public static let basicQosOk = Self(AMQP091Class.basic, 11)
    public static let basicConsume = Self(AMQP091Class.basic, 20)
    public static let basicConsumeOk = Self(AMQP091Class.basic, 21)
    public static let basicCancel = Self(AMQP091Class.basic, 30)
    public static let basicCancelOk = Self(AMQP091Class.basic, 31)
    public static let basicPublish = Self(AMQP091Class.basic, 40)
    public static let basicReturn = Self(AMQP091Class.basic, 50)
    public static let basicDeliver = Self(AMQP091Class.basic, 60)
    public static let basicGet = Self(AMQP091Class.basic, 70)
    public static let basicGetOk = Self(AMQP091Class.basic, 71)
    public static let basicGetEmpty = Self(AMQP091Class.basic, 72)
    public static let basicAck = Self(AMQP091Class.basic, 80)
    public static let basicReject = Self(AMQP091Class.basic, 90)
    public static let basicNack = Self(AMQP091Class.basic, 120)

    public static let confirmSelect = Self(AMQP091Class.confirm, 10)
    public static let confirmSelectOk = Self(AMQP091Class.confirm, 11)
}
