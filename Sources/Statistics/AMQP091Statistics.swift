internal import Dissection
internal import Printing

/// Statistics of AMQP 0-9-1: methods, exchanges, queues, confirms and acknowledgements, errors.
struct AMQP091Statistics: StatisticsTally {
    enum Field: UInt8, StatisticsFieldName {
        case frameType, channel, classID, method, exchange, queue, consumerQueue, routingKey
        case destination, source, deliveryTag, multiple, redelivered, publishNumber, waiting
        case bodySize, replyCode, replyText

        var name: String {
            switch self {
            case .frameType: "amqp.type"
            case .channel: "amqp.channel"
            case .classID: "amqp.method.class"
            case .method: "amqp.method.method"
            case .exchange: "amqp.method.arguments.exchange"
            case .queue: "amqp.method.arguments.queue"
            case .consumerQueue: "amqp.consumer.queue"
            case .routingKey: "amqp.method.arguments.routing_key"
            case .destination: "amqp.method.arguments.destination"
            case .source: "amqp.method.arguments.source"
            case .deliveryTag: "amqp.method.arguments.delivery_tag"
            case .multiple: "amqp.method.arguments.multiple"
            case .redelivered: "amqp.method.arguments.redelivered"
            case .publishNumber: "amqp.method.arguments.publish_number"
            case .waiting: "amqp.unsettled"
            case .bodySize: "amqp.header.body-size"
            case .replyCode: "amqp.method.arguments.reply_code"
            case .replyText: "amqp.method.arguments.reply_text"
            }
        }
    }

    /// Methods that are told apart, by class and number; others are counted together.
    private static var methodCountMax: Int { 1024 }

    let table: FieldTable
    let names = NameTable()
    private(set) var methods = NumberTable<Int>(countMax: methodCountMax, blank: 0)
    private(set) var otherMethodCount = 0
    /// Content headers, bodies and heartbeats, by the type of the frame.
    private(set) var frameCounts = [Int](repeating: 0, count: 256)
    private(set) var entities = AMQP091Entities()
    private(set) var messages = AMQP091Messages()
    private(set) var errors = AMQP091Errors()
    private(set) var publishRate = TimeSeries()
    private(set) var deliveryRate = TimeSeries()

    init(_ table: FieldTable) { self.table = table }

    func use(of field: Field) -> StatisticsField.Use {
        switch field {
        case .exchange, .queue, .consumerQueue, .destination, .source, .replyText, .routingKey:
            .name(names)
        default: .number
        }
    }

    mutating func take(_ message: StatisticsMessage, of packet: inout StatisticsPacket) {
        let frame = packet.read(message, as: AMQP091FrameFacts.self)
        if let method = frame.method {
            count(method)
            entities.take(frame, method)
            messages.take(frame, method)
            errors.take(frame, method)
            if method == .publish { publishRate.add(1, at: frame.timeSinceFirst) }
            if method == .deliver || method == .getOk {
                deliveryRate.add(1, at: frame.timeSinceFirst)
            }
        } else if frame.isOwn {
            frameCounts[frame.frameType] += 1
            if let size = frame.bodySize { entities.takeBody(size, frame) }
        }
    }

    private mutating func count(_ method: AMQP091FrameFacts.Method) {
        let known = methods[method.key] ?? 0
        if !methods.set(method.key, known + 1) { otherMethodCount += 1 }
    }
}

/// What statistics look at of a frame of AMQP 0-9-1.
struct AMQP091FrameFacts: MessageFacts {
    /// A method by its class and number.
    struct Method: Equatable {
        let key: UInt64

        init(_ classID: UInt64, _ method: UInt64) {
            key = (classID & 0xFFFF) << 16 | method & 0xFFFF
        }

        static let exchangeDeclare = Method(40, 10)
        static let exchangeBind = Method(40, 30)
        static let queueDeclare = Method(50, 10)
        static let queueDeclareOk = Method(50, 11)
        static let queueBind = Method(50, 20)
        static let consume = Method(60, 20)
        static let publish = Method(60, 40)
        static let returned = Method(60, 50)
        static let deliver = Method(60, 60)
        static let get = Method(60, 70)
        static let getOk = Method(60, 71)
        static let getEmpty = Method(60, 72)
        static let ack = Method(60, 80)
        static let reject = Method(60, 90)
        static let nack = Method(60, 120)
        static let connectionClose = Method(10, 50)
        static let channelClose = Method(20, 40)
    }

    let origin: MessageOrigin
    var frameType = 0
    var channel: UInt64 = 0
    private var classID: UInt64?
    private var number: UInt64?
    var exchange: Int?
    var queue: Int?
    var consumerQueue: Int?
    var routingKey: Int?
    var destination: Int?
    var source: Int?
    var deliveryTag: UInt64?
    var isMultiple = false
    var isRedelivered = false
    var publishNumber: UInt64?
    /// Whether it is said how many wait with it.
    var isWaiting = false
    var bodySize: Int?
    var replyCode: Int?
    var replyText: Int?

    init(_ origin: MessageOrigin) { self.origin = origin }

    var method: Method? {
        guard let classID, let number else { return nil }
        return Method(classID, number)
    }

    /// Whether it is a frame of this version: content headers are known by their field, heartbeats
    /// by a number that version 1.0 has not got.
    var isOwn: Bool { bodySize != nil || frameType == 3 || frameType == 8 }

    /// A channel of a connection, as the messages of one end are numbered there.
    func channelKey(_ sender: Endpoint) -> UInt64 {
        conversation << 17 | UInt64(sender.index) << 16 | channel
    }

    mutating func read(_ field: AMQP091Statistics.Field, _ value: UInt64) {
        let name = Int(clamping: value)
        switch field {
        case .frameType: frameType = Int(value & 0xFF)
        case .channel: channel = value & 0xFFFF
        case .classID: classID = value
        case .method: number = value
        case .exchange: exchange = name
        case .queue: queue = name
        case .consumerQueue: consumerQueue = name
        case .routingKey: routingKey = name
        case .destination: destination = name
        case .source: source = name
        case .deliveryTag: deliveryTag = value
        case .multiple: isMultiple = value != 0
        case .redelivered: isRedelivered = value != 0
        case .publishNumber: publishNumber = value
        case .waiting: isWaiting = true
        case .bodySize: bodySize = name
        case .replyCode: replyCode = name
        case .replyText: replyText = name
        }
    }
}
