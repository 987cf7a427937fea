internal import Dissection
internal import Printing

/// Statistics of AMQP 1.0: frames, connections, links and their credit, deliveries and outcomes.
struct AMQPStatistics: StatisticsTally {
    enum Field: UInt8, StatisticsFieldName {
        case frame, performative, saslMethod, channel, majorVersion
        case container, maxFrameSize, channelMax, idleTimeout, mechanism, saslCode
        case remoteChannel, role, sendMode, receiveMode, linkName, source, target, credit
        case delivery, transfers, settled, aborted, first, last
        case received, accepted, rejected, released, modified, condition

        var name: String {
            switch self {
            case .frame: "amqp.doff"
            case .performative: "amqp.performative"
            case .saslMethod: "amqp.sasl.method"
            case .channel: "amqp.channel"
            case .majorVersion: "amqp.init.version_major"
            case .container: "amqp.performative.arguments.containerId"
            case .maxFrameSize: "amqp.performative.arguments.maxFrameSize"
            case .channelMax: "amqp.performative.arguments.channelMax"
            case .idleTimeout: "amqp.performative.arguments.idleTimeout"
            case .mechanism: "amqp.sasl.mechanism"
            case .saslCode: "amqp.sasl.saslCode"
            case .remoteChannel: "amqp.performative.arguments.remoteChannel"
            case .role: "amqp.performative.arguments.role"
            case .sendMode: "amqp.performative.arguments.sndSettleMode"
            case .receiveMode: "amqp.performative.arguments.rcvSettleMode"
            case .linkName: "amqp.link.name"
            case .source: "amqp.link.source"
            case .target: "amqp.link.target"
            case .credit: "amqp.link.credit"
            case .delivery: "amqp.performative.arguments.deliveryId"
            case .transfers: "amqp.delivery.transfers"
            case .settled: "amqp.performative.arguments.settled"
            case .aborted: "amqp.performative.arguments.aborted"
            case .first: "amqp.performative.arguments.first"
            case .last: "amqp.performative.arguments.last"
            case .received: "amqp.delivery-state.received"
            case .accepted: "amqp.delivery-state.accepted"
            case .rejected: "amqp.delivery-state.rejected"
            case .released: "amqp.delivery-state.released"
            case .modified: "amqp.delivery-state.modified"
            case .condition: "amqp.error.condition"
            }
        }
    }

    let table: FieldTable
    let names = NameTable()
    /// By performative and SASL method; the last is for frames that have neither.
    private(set) var frameCounts = [Int](repeating: 0, count: 257)
    private(set) var frameByteCounts = [Int](repeating: 0, count: 257)
    private(set) var headerCount = 0
    private(set) var connections = AMQPConnectionTally()
    private(set) var links = AMQPLinkTally()
    private(set) var deliveries = AMQPDeliveryTally()
    private(set) var conditions = PerName(0)
    private(set) var transferRate = TimeSeries()

    init(_ table: FieldTable) { self.table = table }

    func use(of field: Field) -> StatisticsField.Use {
        switch field {
        case .container, .mechanism, .linkName, .source, .target, .condition: .name(names)
        default: .number
        }
    }

    mutating func take(_ message: StatisticsMessage, of packet: inout StatisticsPacket) {
        let frame = packet.read(message, as: AMQPFrameFacts.self)
        // The fields that AMQP 0-9-1 has too are no reason to count its frames.
        if frame.majorVersion == 1 { headerCount += 1 }
        if frame.isFrame { count(frame) }
    }

    private mutating func count(_ frame: AMQPFrameFacts) {
        let kind = frame.performative ?? frame.saslMethod ?? 256
        frameCounts[min(256, kind)] += 1
        frameByteCounts[min(256, kind)] += frame.byteCount
        if let condition = frame.condition { conditions[condition] += 1 }
        connections.take(frame)
        links.take(frame)
        deliveries.take(frame)
        if frame.performative == 20 { transferRate.add(1, at: frame.timeSinceFirst) }
    }
}

/// What statistics look at of a frame of AMQP 1.0.
struct AMQPFrameFacts: MessageFacts {
    enum State: Int, CaseIterable { case accepted, rejected, released, modified }

    let origin: MessageOrigin
    var isFrame = false
    var performative: Int?
    var saslMethod: Int?
    var majorVersion = 0
    var channel: UInt64 = 0
    var container: Int?
    var maxFrameSize: Int?
    var channelMax: Int?
    var idleTimeout: Int?
    var mechanism: Int?
    var saslCode: Int?
    var remoteChannel: UInt64?
    var isReceiver = false
    var sendMode: Int?
    var receiveMode: Int?
    var linkName: Int?
    var source: Int?
    var target: Int?
    var credit: Int?
    var delivery: UInt64?
    var transfers: Int?
    var isSettled = false
    var isAborted = false
    var first: UInt64?
    var last: UInt64?
    var state: State?
    var condition: Int?

    init(_ origin: MessageOrigin) { self.origin = origin }

    mutating func read(_ field: AMQPStatistics.Field, _ value: UInt64) {
        let number = Int(clamping: value)
        switch field {
        case .frame: isFrame = true
        case .performative: performative = number
        case .saslMethod: saslMethod = number
        case .channel: channel = value & 0xFFFF
        case .majorVersion: majorVersion = number
        case .container: container = number
        case .maxFrameSize: maxFrameSize = number
        case .channelMax: channelMax = number
        case .idleTimeout: idleTimeout = number
        case .mechanism: mechanism = number
        case .saslCode: saslCode = number
        case .remoteChannel: remoteChannel = value & 0xFFFF
        case .role: isReceiver = value != 0
        case .sendMode: sendMode = number
        case .receiveMode: receiveMode = number
        case .linkName: linkName = number
        case .source: source = number
        case .target: target = number
        case .credit: credit = Int(truncatingIfNeeded: value)
        case .delivery: delivery = value
        case .transfers: transfers = number
        case .settled: isSettled = value != 0
        case .aborted: isAborted = value != 0
        case .first: first = value
        case .last: last = value
        case .received: break
        case .accepted: state = .accepted
        case .rejected: state = .rejected
        case .released: state = .released
        case .modified: state = .modified
        case .condition: condition = condition ?? number
        }
    }
}
