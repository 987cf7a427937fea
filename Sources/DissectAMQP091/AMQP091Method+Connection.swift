/// Connections and channels, and what is declared on them (the XML of the specification, with
/// RabbitMQ's extensions).
extension AMQP091Method {
    static func connection(_ methodID: UInt16) -> AMQP091Method? {
        switch methodID {
        case 10:
            AMQP091Method(
                "Start", .versionMajor, .versionMinor, .serverProperties, .mechanisms, .locales)
        case 11:
            AMQP091Method("Start-Ok", .clientProperties, .mechanism, .response, .locale)
        case 20:
            AMQP091Method("Secure", .challenge)
        case 21:
            AMQP091Method("Secure-Ok", .response)
        case 30:
            AMQP091Method("Tune", .channelMax, .frameMax, .heartbeat)
        case 31:
            AMQP091Method("Tune-Ok", .channelMax, .frameMax, .heartbeat)
        case 40:
            AMQP091Method("Open", .virtualHost, .capabilities, .insist, shown: 0..<1)
        case 41:
            AMQP091Method("Open-Ok", .knownHosts)
        case 42:
            AMQP091Method("Redirect", .host, .knownHosts)
        case 50:
            AMQP091Method("Close", .replyCode, .replyText, .classID, .methodID, shown: 1..<2)
        case 51:
            AMQP091Method("Close-Ok")
        case 60:
            AMQP091Method("Blocked", .reason)
        case 61:
            AMQP091Method("Unblocked")
        case 70:
            AMQP091Method("Update-Secret", .newSecret, .updateReason)
        case 71:
            AMQP091Method("Update-Secret-Ok")
        default: nil
        }
    }

    static func channel(_ methodID: UInt16) -> AMQP091Method? {
        switch methodID {
        case 10:
            AMQP091Method("Open", .outOfBand)
        case 11:
            AMQP091Method("Open-Ok", .channelID)
        case 20:
            AMQP091Method("Flow", .active)
        case 21:
            AMQP091Method("Flow-Ok", .active)
        case 40:
            AMQP091Method("Close", .replyCode, .replyText, .classID, .methodID, shown: 1..<2)
        case 41:
            AMQP091Method("Close-Ok")
        case 50:
            AMQP091Method("Resume", .channelID)
        case 60:
            AMQP091Method("Ping")
        case 70:
            AMQP091Method("Pong")
        case 80:
            AMQP091Method("Ok")
        default: nil
        }
    }

    static func access(_ methodID: UInt16) -> AMQP091Method? {
        switch methodID {
        case 10:
            AMQP091Method(
                "Request", .realm, .accessExclusive, .accessPassive, .accessActive, .write, .read)
        case 11:
            AMQP091Method("Request-Ok", .ticket)
        default: nil
        }
    }

    static func exchange(_ methodID: UInt16) -> AMQP091Method? {
        switch methodID {
        case 10:
            AMQP091Method(
                "Declare", .ticket, .exchange, .type, .passive, .durable, .exchangeAutoDelete,
                .internalUse, .nowait, .arguments, shown: 1..<2)
        case 11:
            AMQP091Method("Declare-Ok")
        case 20:
            AMQP091Method("Delete", .ticket, .exchange, .ifUnused, .nowait, shown: 1..<2)
        case 21:
            AMQP091Method("Delete-Ok")
        case 30:
            AMQP091Method(
                "Bind", .ticket, .destination, .source, .bindingKey, .nowait, .arguments,
                shown: 1..<4)
        case 31:
            AMQP091Method("Bind-Ok")
        case 40:
            AMQP091Method(
                "Unbind", .ticket, .destination, .source, .bindingKey, .nowait, .arguments,
                shown: 1..<4)
        case 51:
            AMQP091Method("Unbind-Ok")
        default: nil
        }
    }

    static func queue(_ methodID: UInt16) -> AMQP091Method? {
        switch methodID {
        case 10:
            AMQP091Method(
                "Declare", .ticket, .queue, .passive, .durable, .exclusive, .autoDelete, .nowait,
                .arguments, shown: 1..<2)
        case 11:
            AMQP091Method("Declare-Ok", .queue, .messageCount, .consumerCount, shown: 0..<1)
        case 20:
            AMQP091Method(
                "Bind", .ticket, .queue, .exchange, .bindingKey, .nowait, .arguments, shown: 1..<4)
        case 21:
            AMQP091Method("Bind-Ok")
        case 30:
            AMQP091Method("Purge", .ticket, .queue, .nowait, shown: 1..<2)
        case 31:
            AMQP091Method("Purge-Ok", .messageCount)
        case 40:
            AMQP091Method("Delete", .ticket, .queue, .ifUnused, .ifEmpty, .nowait, shown: 1..<2)
        case 41:
            AMQP091Method("Delete-Ok", .messageCount)
        case 50:
            AMQP091Method(
                "Unbind", .ticket, .queue, .exchange, .routingKey, .arguments, shown: 1..<4)
        case 51:
            AMQP091Method("Unbind-Ok")
        default: nil
        }
    }
}
