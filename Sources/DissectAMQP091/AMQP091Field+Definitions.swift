public import Dissection

/// The fields of AMQP 0-9-1.
public enum AMQP091Fields {
    public static let family = FieldFamily(.amqp091, AMQP091Field.allCases.map(\.definition))
}

extension AMQP091Field {
    var definition: FieldDefinition {
        frameDefinition ?? argumentDefinition ?? propertyDefinition
            ?? FieldDefinition("amqp.unnamed", "A field without a definition", .label)
    }

    private var frameDefinition: FieldDefinition? {
        switch self {
        case .amqp: .init("amqp", "Advanced Message Queuing Protocol", .layer)
        case .type: .init("amqp.type", "Type", .unsigned(bits: 8), names: AMQP091Words.frameTypes)
        case .channel: .init("amqp.channel", "Channel", .unsigned(bits: 16))
        case .length: .init("amqp.length", "Length", .unsigned(bits: 32))
        case .initProtocol: .init("amqp.init.protocol", "Protocol", .text)
        case .initIDMajor: .init("amqp.init.id_major", "Protocol ID Major", .unsigned(bits: 8))
        case .initIDMinor: .init("amqp.init.id_minor", "Protocol ID Minor", .unsigned(bits: 8))
        case .initID: .init("amqp.init.id", "Protocol-ID", .unsigned(bits: 8))
        case .initVersionMajor:
            .init("amqp.init.version_major", "Version Major", .unsigned(bits: 8))
        case .initVersionMinor:
            .init("amqp.init.version_minor", "Version Minor", .unsigned(bits: 8))
        case .initVersionRevision:
            .init("amqp.init.version_revision", "Version-Revision", .unsigned(bits: 8))
        case .methodClass:
            .init("amqp.method.class", "Class", .unsigned(bits: 16), names: AMQP091Words.classes)
        case .connectionMethod:
            .init(
                "amqp.method.method", "Method", .unsigned(bits: 16),
                names: AMQP091Words.methods(of: AMQP091Class.connection)
            ).title
        case .channelMethod:
            .init(
                "amqp.method.method", "Method", .unsigned(bits: 16),
                names: AMQP091Words.methods(of: AMQP091Class.channel)
            ).again.title
        case .accessMethod:
            .init(
                "amqp.method.method", "Method", .unsigned(bits: 16),
                names: AMQP091Words.methods(of: AMQP091Class.access)
            ).again.title
        case .exchangeMethod:
            .init(
                "amqp.method.method", "Method", .unsigned(bits: 16),
                names: AMQP091Words.methods(of: AMQP091Class.exchange)
            ).again.title
        case .queueMethod:
            .init(
                "amqp.method.method", "Method", .unsigned(bits: 16),
                names: AMQP091Words.methods(of: AMQP091Class.queue)
            ).again.title
        case .basicMethod:
            .init(
                "amqp.method.method", "Method", .unsigned(bits: 16),
                names: AMQP091Words.methods(of: AMQP091Class.basic)
            ).again.title
        case .fileMethod:
            .init(
                "amqp.method.method", "Method", .unsigned(bits: 16),
                names: AMQP091Words.methods(of: AMQP091Class.file)
            ).again.title
        case .streamMethod:
            .init(
                "amqp.method.method", "Method", .unsigned(bits: 16),
                names: AMQP091Words.methods(of: AMQP091Class.stream)
            ).again.title
        case .txMethod:
            .init(
                "amqp.method.method", "Method", .unsigned(bits: 16),
                names: AMQP091Words.methods(of: AMQP091Class.tx)
            ).again.title
        case .dtxMethod:
            .init(
                "amqp.method.method", "Method", .unsigned(bits: 16),
                names: AMQP091Words.methods(of: AMQP091Class.dtx)
            ).again.title
        case .tunnelMethod:
            .init(
                "amqp.method.method", "Method", .unsigned(bits: 16),
                names: AMQP091Words.methods(of: AMQP091Class.tunnel)
            ).again.title
        case .confirmMethod:
            .init(
                "amqp.method.method", "Method", .unsigned(bits: 16),
                names: AMQP091Words.methods(of: AMQP091Class.confirm)
            ).again.title
        case .unknownMethod: .init("amqp.method.method", "Method", .unsigned(bits: 16)).again
        case .arguments: .init("amqp.method.arguments", "Arguments", .label)
        case .headerClass:
            .init("amqp.header.class", "Class ID", .unsigned(bits: 16), names: AMQP091Words.classes)
        case .headerWeight: .init("amqp.header.weight", "Weight", .unsigned(bits: 16))
        case .headerBodySize: .init("amqp.header.body-size", "Body size", .unsigned(bits: 64))
        case .headerFlags:
            .init("amqp.header.property-flags", "Property flags", .unsigned(bits: 16), .hexadecimal)
        case .properties: .init("amqp.header.properties", "Properties", .label)
        case .payload: .init("amqp.payload", "Payload", .bytes).secret
        case .messageIn: .init("amqp.message_in", "Message in frame", .frameNumber)
        case .ackIn: .init("amqp.ack_in", "Ack in frame", .frameNumber)
        case .field: .init("amqp.field", "AMQP", .label)
        case .fieldTimestamp: .init("amqp.field.timestamp", "(timestamp)", .time)
        case .fieldByteArray: .init("amqp.field.byte_array", "(byte array)", .bytes)
        case .fieldName: .init("amqp.field.name", "Name of a value in a table", .text).hidden
        case .fieldBoolean: .init("amqp.field.boolean", "Value in a table", .boolean).hidden
        case .fieldInteger:
            .init("amqp.field.integer", "Value in a table", .signed(bits: 64)).hidden
        case .fieldDouble: .init("amqp.field.double", "Value in a table", .text).hidden
        case .fieldDecimal: .init("amqp.field.decimal", "Value in a table", .text).hidden
        case .fieldString: .init("amqp.field.string", "Value in a table", .text).hidden
        case .connectionError: .init("amqp.connection.error", "Connection error", .label)
        case .channelError: .init("amqp.channel.error", "Channel error", .label)
        case .undeliverable:
            .init("amqp.message.undeliverable", "Message was not delivered", .label)
        case .badLength: .init("amqp.bad_length", "Bad frame length", .label)
        case .fieldShort:
            .init("amqp.field_short", "Field is cut off by the end of the field table", .label)
        case .unknownFrameType: .init("amqp.unknown.frame_type", "Unknown frame type", .label)
        case .unknownConnectionMethod:
            .init("amqp.unknown.method.connection", "Unknown connection method", .label)
        case .unknownChannelMethod:
            .init("amqp.unknown.method.channel", "Unknown channel method", .label)
        case .unknownAccessMethod:
            .init("amqp.unknown.method.access", "Unknown access method", .label)
        case .unknownExchangeMethod:
            .init("amqp.unknown.method.exchange", "Unknown exchange method", .label)
        case .unknownQueueMethod: .init("amqp.unknown.method.queue", "Unknown queue method", .label)
        case .unknownBasicMethod: .init("amqp.unknown.method.basic", "Unknown basic method", .label)
        case .unknownFileMethod: .init("amqp.unknown.method.file", "Unknown file method", .label)
        case .unknownStreamMethod:
            .init("amqp.unknown.method.stream", "Unknown stream method", .label)
        case .unknownTxMethod: .init("amqp.unknown.method.tx", "Unknown tx method", .label)
        case .unknownDtxMethod: .init("amqp.unknown.method.dtx", "Unknown dtx method", .label)
        case .unknownTunnelMethod:
            .init("amqp.unknown.method.tunnel", "Unknown tunnel method", .label)
        case .unknownConfirmMethod:
            .init("amqp.unknown.method.confirm", "Unknown confirm method", .label)
        case .unknownMethodClass: .init("amqp.unknown.method.class", "Unknown method class", .label)
        case .unknownHeaderClass: .init("amqp.unknown.header_class", "Unknown header class", .label)
        case .frameEnd:
            .init(
                "amqp.frame_end", "Octet at the end of a frame that is not 0xCE", .unsigned(bits: 8)
            )
        case .unsettledCount:
            .init(
                "amqp.unsettled", "Messages that wait for an acknowledgement behind this frame",
                .unsigned(bits: 32))
        case .settledCount:
            .init("amqp.settled", "Messages that the frame acknowledges", .unsigned(bits: 32))
        case .contentMethodIn:
            .init("amqp.content.method_in", "Method of the message in frame", .frameNumber)
        case .contentHeaderIn:
            .init("amqp.content.header_in", "Header of the message in frame", .frameNumber)
        case .contentBodyFrame:
            .init(
                "amqp.content.frame", "Number of the frame among those of the body",
                .unsigned(bits: 32))
        case .contentReceived:
            .init("amqp.content.received", "Bytes of the body so far", .unsigned(bits: 64))
        case .contentData:
            .init("amqp.content.data", "Body put together from several frames", .bytes).secret
        case .consumerQueue: .init("amqp.consumer.queue", "Queue of the consumer", .text)
        default: nil
        }
    }
}
