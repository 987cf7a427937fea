internal import Dissection

/// An argument of a method: the number of each is its place in the tables of methods.
public enum AMQP091Argument: UInt8, BitwiseCopyable, Sendable {
    case none
    case versionMajor, versionMinor, serverProperties, clientProperties, mechanisms, locales
    case mechanism, response, locale, challenge
    case channelMax, frameMax, heartbeat
    case virtualHost, capabilities, insist, host, knownHosts
    case replyCode, replyText, classID, methodID, reason, newSecret, updateReason
    case outOfBand, channelID, active
    case realm, accessExclusive, accessPassive, accessActive, write, read
    case ticket, exchange, type, arguments
    case passive, durable, exclusive, autoDelete, exchangeAutoDelete, internalUse, nowait
    case destination, source, routingKey, bindingKey, queue, ifUnused, ifEmpty
    case messageCount, consumerCount
    case prefetchSize, prefetchCount, consumeRate, global
    case consumerTag, noLocal, noAck, filter
    case mandatory, immediate, deliveryTag, redelivered, multiple, requeue, clusterID
    case identifier, contentSize, stagedSize, dtxIdentifier, metaData

    /// How an argument is written.
    enum Kind: BitwiseCopyable {
        case octet, short, long, longlong, shortString, longString, table
        /// Bits in a row share octets, the first one lowest.
        case bit
    }

    var kind: Kind {
        switch self {
        case .none, .versionMajor, .versionMinor: .octet
        case .channelMax, .heartbeat, .replyCode, .classID, .methodID, .ticket, .prefetchCount:
            .short
        case .frameMax, .messageCount, .consumerCount, .prefetchSize, .consumeRate: .long
        case .deliveryTag, .contentSize, .stagedSize: .longlong
        case .mechanisms, .locales, .response, .challenge, .channelID, .newSecret: .longString
        case .serverProperties, .clientProperties, .arguments, .filter, .metaData: .table
        case .insist, .active, .accessExclusive, .accessPassive, .accessActive, .write, .read,
            .passive, .durable, .exclusive, .autoDelete, .exchangeAutoDelete, .internalUse,
            .nowait, .ifUnused, .ifEmpty, .global, .noLocal, .noAck, .mandatory, .immediate,
            .redelivered, .multiple, .requeue:
            .bit
        default: .shortString
        }
    }

    /// What stands in front of the argument in an info column.
    var label: StaticString {
        switch self {
        case .virtualHost: "vhost="
        case .replyText: "reply="
        case .exchange: "x="
        case .queue: "q="
        case .routingKey: "rk="
        case .bindingKey: "bk="
        case .destination: "dx="
        case .source: "sx="
        default: ""
        }
    }
}
