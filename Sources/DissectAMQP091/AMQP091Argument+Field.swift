extension AMQP091Argument {
    var field: AMQP091Field {
        switch self {
        case .none, .versionMajor: .versionMajor
        case .versionMinor: .versionMinor
        case .serverProperties: .serverProperties
        case .clientProperties: .clientProperties
        case .mechanisms: .mechanisms
        case .locales: .locales
        case .mechanism: .mechanism
        case .response: .response
        case .locale: .locale
        case .challenge: .challenge
        case .channelMax: .channelMax
        case .frameMax: .frameMax
        case .heartbeat: .heartbeat
        case .virtualHost: .virtualHost
        case .capabilities: .capabilities
        case .insist: .insist
        case .host: .host
        case .knownHosts: .knownHosts
        case .replyCode: .replyCode
        case .replyText: .replyText
        case .classID: .classID
        case .methodID: .methodID
        case .reason, .updateReason: .reason
        case .newSecret: .newSecret
        case .outOfBand: .outOfBand
        case .channelID: .channelID
        case .active, .accessActive: .active
        case .realm: .realm
        case .accessExclusive, .exclusive: .exclusive
        case .accessPassive, .passive: .passive
        case .write: .write
        case .read: .read
        case .ticket: .ticket
        case .exchange: .exchange
        case .type: .exchangeType
        case .arguments: .table
        case .durable: .durable
        case .autoDelete, .exchangeAutoDelete: .autoDelete
        case .internalUse: .internalUse
        case .nowait: .nowait
        case .destination: .destination
        case .source: .source
        case .routingKey, .bindingKey: .routingKey
        case .queue: .queue
        case .ifUnused: .ifUnused
        case .ifEmpty: .ifEmpty
        case .messageCount: .messageCount
        case .consumerCount: .consumerCount
        case .prefetchSize: .prefetchSize
        case .prefetchCount: .prefetchCount
        case .consumeRate: .consumeRate
        case .global: .global
        case .consumerTag: .consumerTag
        case .noLocal: .noLocal
        case .noAck: .noAck
        case .filter: .filter
        case .mandatory: .mandatory
        case .immediate: .immediate
        case .deliveryTag: .deliveryTag
        case .redelivered: .redelivered
        case .multiple: .multiple
        case .requeue: .requeue
        case .clusterID: .clusterID
        case .identifier: .identifier
        case .contentSize: .contentSize
        case .stagedSize: .stagedSize
        case .dtxIdentifier: .dtxIdentifier
        case .metaData: .metaData
        }
    }
}

extension AMQP091Field {
    /// The field of a method's number, with the words of its class.
    static func method(of classID: UInt16) -> AMQP091Field {
        switch classID {
        case AMQP091Class.connection: .connectionMethod
        case AMQP091Class.channel: .channelMethod
        case AMQP091Class.access: .accessMethod
        case AMQP091Class.exchange: .exchangeMethod
        case AMQP091Class.queue: .queueMethod
        case AMQP091Class.basic: .basicMethod
        case AMQP091Class.file: .fileMethod
        case AMQP091Class.stream: .streamMethod
        case AMQP091Class.tx: .txMethod
        case AMQP091Class.dtx: .dtxMethod
        case AMQP091Class.tunnel: .tunnelMethod
        case AMQP091Class.confirm: .confirmMethod
        default: .unknownMethod
        }
    }

    /// What tshark's expert says of a method that the class does not have.
    static func unknownMethod(of classID: UInt16) -> AMQP091Field {
        switch classID {
        case AMQP091Class.connection: .unknownConnectionMethod
        case AMQP091Class.channel: .unknownChannelMethod
        case AMQP091Class.access: .unknownAccessMethod
        case AMQP091Class.exchange: .unknownExchangeMethod
        case AMQP091Class.queue: .unknownQueueMethod
        case AMQP091Class.basic: .unknownBasicMethod
        case AMQP091Class.file: .unknownFileMethod
        case AMQP091Class.stream: .unknownStreamMethod
        case AMQP091Class.tx: .unknownTxMethod
        case AMQP091Class.dtx: .unknownDtxMethod
        case AMQP091Class.tunnel: .unknownTunnelMethod
        case AMQP091Class.confirm: .unknownConfirmMethod
        default: .unknownMethodClass
        }
    }
}
