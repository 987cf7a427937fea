/// Classes that messages are sent with, and those about how they are.
extension AMQP091Method {
    static func basic(_ methodID: UInt16) -> AMQP091Method? {
        switch methodID {
        case 40:
            AMQP091Method(
                "Publish", .ticket, .exchange, .routingKey, .mandatory, .immediate, shown: 1..<3)
        case 60:
            AMQP091Method(
                "Deliver", .consumerTag, .deliveryTag, .redelivered, .exchange, .routingKey,
                shown: 3..<5)
        case 80:
            AMQP091Method("Ack", .deliveryTag, .multiple)
        case 10:
            AMQP091Method("Qos", .prefetchSize, .prefetchCount, .global)
        case 11:
            AMQP091Method("Qos-Ok")
        case 20:
            AMQP091Method(
                "Consume", .ticket, .queue, .consumerTag, .noLocal, .noAck, .exclusive, .nowait,
                .filter, shown: 1..<2)
        case 21:
            AMQP091Method("Consume-Ok", .consumerTag)
        case 30:
            AMQP091Method("Cancel", .consumerTag, .nowait)
        case 31:
            AMQP091Method("Cancel-Ok", .consumerTag)
        case 50:
            AMQP091Method("Return", .replyCode, .replyText, .exchange, .routingKey)
        case 70:
            AMQP091Method("Get", .ticket, .queue, .noAck, shown: 1..<2)
        case 71:
            AMQP091Method(
                "Get-Ok", .deliveryTag, .redelivered, .exchange, .routingKey, .messageCount,
                shown: 2..<4)
        case 72:
            AMQP091Method("Get-Empty", .clusterID)
        case 90:
            AMQP091Method("Reject", .deliveryTag, .requeue)
        case 100:
            AMQP091Method("Recover-Async", .requeue)
        case 110:
            AMQP091Method("Recover", .requeue)
        case 111:
            AMQP091Method("Recover-Ok")
        case 120:
            AMQP091Method("Nack", .deliveryTag, .multiple, .requeue)
        default: nil
        }
    }

    static func confirm(_ methodID: UInt16) -> AMQP091Method? {
        switch methodID {
        case 10:
            AMQP091Method("Select", .nowait)
        case 11:
            AMQP091Method("Select-Ok")
        default: nil
        }
    }

    static func tx(_ methodID: UInt16) -> AMQP091Method? {
        switch methodID {
        case 10:
            AMQP091Method("Select")
        case 11:
            AMQP091Method("Select-Ok")
        case 20:
            AMQP091Method("Commit")
        case 21:
            AMQP091Method("Commit-Ok")
        case 30:
            AMQP091Method("Rollback")
        case 31:
            AMQP091Method("Rollback-Ok")
        default: nil
        }
    }

    static func file(_ methodID: UInt16) -> AMQP091Method? {
        switch methodID {
        case 10:
            AMQP091Method("Qos", .prefetchSize, .prefetchCount, .global)
        case 11:
            AMQP091Method("Qos-Ok")
        case 20:
            AMQP091Method(
                "Consume", .ticket, .queue, .consumerTag, .noLocal, .noAck, .exclusive, .nowait,
                .filter)
        case 21:
            AMQP091Method("Consume-Ok", .consumerTag)
        case 30:
            AMQP091Method("Cancel", .consumerTag, .nowait)
        case 31:
            AMQP091Method("Cancel-Ok", .consumerTag)
        case 40:
            AMQP091Method("Open", .identifier, .contentSize)
        case 41:
            AMQP091Method("Open-Ok", .stagedSize)
        case 50:
            AMQP091Method("Stage")
        case 60:
            AMQP091Method(
                "Publish", .ticket, .exchange, .routingKey, .mandatory, .immediate, .identifier)
        case 70:
            AMQP091Method("Return", .replyCode, .replyText, .exchange, .routingKey)
        case 80:
            AMQP091Method(
                "Deliver", .consumerTag, .deliveryTag, .redelivered, .exchange, .routingKey,
                .identifier)
        case 90:
            AMQP091Method("Ack", .deliveryTag, .multiple)
        case 100:
            AMQP091Method("Reject", .deliveryTag, .requeue)
        default: nil
        }
    }

    static func stream(_ methodID: UInt16) -> AMQP091Method? {
        switch methodID {
        case 10:
            AMQP091Method("Qos", .prefetchSize, .prefetchCount, .consumeRate, .global)
        case 11:
            AMQP091Method("Qos-Ok")
        case 20:
            AMQP091Method(
                "Consume", .ticket, .queue, .consumerTag, .noLocal, .exclusive, .nowait, .filter)
        case 21:
            AMQP091Method("Consume-Ok", .consumerTag)
        case 30:
            AMQP091Method("Cancel", .consumerTag, .nowait)
        case 31:
            AMQP091Method("Cancel-Ok", .consumerTag)
        case 40:
            AMQP091Method("Publish", .ticket, .exchange, .routingKey, .mandatory, .immediate)
        case 50:
            AMQP091Method("Return", .replyCode, .replyText, .exchange, .routingKey)
        case 60:
            AMQP091Method("Deliver", .consumerTag, .deliveryTag, .exchange, .queue)
        default: nil
        }
    }

    static func dtx(_ methodID: UInt16) -> AMQP091Method? {
        switch methodID {
        case 10:
            AMQP091Method("Select")
        case 11:
            AMQP091Method("Select-Ok")
        case 20:
            AMQP091Method("Start", .dtxIdentifier)
        case 21:
            AMQP091Method("Start-Ok")
        default: nil
        }
    }

    static func tunnel(_ methodID: UInt16) -> AMQP091Method? {
        switch methodID {
        case 10:
            AMQP091Method("Request", .metaData)
        default: nil
        }
    }
}
