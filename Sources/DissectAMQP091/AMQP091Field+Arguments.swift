internal import Dissection

extension AMQP091Field {
    /// The arguments of methods.
    var argumentDefinition: FieldDefinition? {
        switch self {
        case .versionMajor:
            .init("amqp.method.arguments.version_major", "Version-Major", .unsigned(bits: 8))
        case .versionMinor:
            .init("amqp.method.arguments.version_minor", "Version-Minor", .unsigned(bits: 8))
        case .serverProperties:
            .init("amqp.method.arguments.server_properties", "Server-Properties", .label)
        case .clientProperties:
            .init("amqp.method.arguments.client_properties", "Client-Properties", .label)
        case .mechanisms: .init("amqp.method.arguments.mechanisms", "Mechanisms", .bytes)
        case .locales: .init("amqp.method.arguments.locales", "Locales", .bytes)
        case .mechanism: .init("amqp.method.arguments.mechanism", "Mechanism", .text)
        case .response: .init("amqp.method.arguments.response", "Response", .bytes).secret
        case .locale: .init("amqp.method.arguments.locale", "Locale", .text)
        case .challenge: .init("amqp.method.arguments.challenge", "Challenge", .bytes).secret
        case .channelMax:
            .init("amqp.method.arguments.channel_max", "Channel-Max", .unsigned(bits: 16))
        case .frameMax: .init("amqp.method.arguments.frame_max", "Frame-Max", .unsigned(bits: 32))
        case .heartbeat: .init("amqp.method.arguments.heartbeat", "Heartbeat", .unsigned(bits: 16))
        case .virtualHost: .init("amqp.method.arguments.virtual_host", "Virtual-Host", .text)
        case .capabilities: .init("amqp.method.arguments.capabilities", "Capabilities", .text)
        case .insist: .init("amqp.method.arguments.insist", "Insist", .boolean)
        case .host: .init("amqp.method.arguments.host", "Host", .text)
        case .knownHosts: .init("amqp.method.arguments.known_hosts", "Known-Hosts", .text)
        case .replyCode:
            .init(
                "amqp.method.arguments.reply_code", "Reply-Code", .unsigned(bits: 16),
                names: AMQP091Words.replyCodes)
        case .replyText: .init("amqp.method.arguments.reply_text", "Reply-Text", .text)
        case .classID: .init("amqp.method.arguments.class_id", "Class-Id", .unsigned(bits: 16))
        case .methodID: .init("amqp.method.arguments.method_id", "Method-Id", .unsigned(bits: 16))
        case .reason: .init("amqp.method.arguments.reason", "Reason", .text)
        case .newSecret: .init("amqp.method.arguments.new_secret", "New-Secret", .bytes).secret
        case .outOfBand: .init("amqp.method.arguments.out_of_band", "Out-Of-Band", .text)
        case .channelID: .init("amqp.method.arguments.channel_id", "Channel-Id", .bytes)
        case .active: .init("amqp.method.arguments.active", "Active", .boolean)
        case .realm: .init("amqp.method.arguments.realm", "Realm", .text)
        case .exclusive: .init("amqp.method.arguments.exclusive", "Exclusive", .boolean)
        case .passive: .init("amqp.method.arguments.passive", "Passive", .boolean)
        case .write: .init("amqp.method.arguments.write", "Write", .boolean)
        case .read: .init("amqp.method.arguments.read", "Read", .boolean)
        case .ticket: .init("amqp.method.arguments.ticket", "Ticket", .unsigned(bits: 16))
        case .exchange: .init("amqp.method.arguments.exchange", "Exchange", .text)
        case .exchangeType: .init("amqp.method.arguments.type", "Type", .text)
        case .durable: .init("amqp.method.arguments.durable", "Durable", .boolean)
        case .autoDelete: .init("amqp.method.arguments.auto_delete", "Auto-Delete", .boolean)
        case .internalUse: .init("amqp.method.arguments.internal", "Internal", .boolean)
        case .nowait: .init("amqp.method.arguments.nowait", "Nowait", .boolean)
        case .table: .init("amqp.method.arguments.arguments", "Arguments", .label)
        case .destination: .init("amqp.method.arguments.destination", "Destination", .text)
        case .source: .init("amqp.method.arguments.source", "Source", .text)
        case .routingKey: .init("amqp.method.arguments.routing_key", "Routing-Key", .text)
        case .ifUnused: .init("amqp.method.arguments.if_unused", "If-Unused", .boolean)
        case .queue: .init("amqp.method.arguments.queue", "Queue", .text)
        case .messageCount:
            .init("amqp.method.arguments.message_count", "Message-Count", .unsigned(bits: 32))
        case .consumerCount:
            .init("amqp.method.arguments.consumer_count", "Consumer-Count", .unsigned(bits: 32))
        case .ifEmpty: .init("amqp.method.arguments.if_empty", "If-Empty", .boolean)
        case .prefetchSize:
            .init("amqp.method.arguments.prefetch_size", "Prefetch-Size", .unsigned(bits: 32))
        case .prefetchCount:
            .init("amqp.method.arguments.prefetch_count", "Prefetch-Count", .unsigned(bits: 16))
        case .global: .init("amqp.method.arguments.global", "Global", .boolean)
        case .consumerTag: .init("amqp.method.arguments.consumer_tag", "Consumer-Tag", .text)
        case .noLocal: .init("amqp.method.arguments.no_local", "No-Local", .boolean)
        case .noAck: .init("amqp.method.arguments.no_ack", "No-Ack", .boolean)
        case .filter: .init("amqp.method.arguments.filter", "Filter", .label)
        case .publishNumber:
            .init("amqp.method.arguments.publish_number", "Publish-Number", .unsigned(bits: 64))
        case .mandatory: .init("amqp.method.arguments.mandatory", "Mandatory", .boolean)
        case .immediate: .init("amqp.method.arguments.immediate", "Immediate", .boolean)
        case .deliveryTag:
            .init("amqp.method.arguments.delivery_tag", "Delivery-Tag", .unsigned(bits: 64))
        case .redelivered: .init("amqp.method.arguments.redelivered", "Redelivered", .boolean)
        case .clusterID: .init("amqp.method.arguments.cluster_id", "Cluster-Id", .text)
        case .multiple: .init("amqp.method.arguments.multiple", "Multiple", .boolean)
        case .requeue: .init("amqp.method.arguments.requeue", "Requeue", .boolean)
        case .identifier: .init("amqp.method.arguments.identifier", "Identifier", .text)
        case .contentSize:
            .init("amqp.method.arguments.content_size", "Content-Size", .unsigned(bits: 64))
        case .stagedSize:
            .init("amqp.method.arguments.staged_size", "Staged-Size", .unsigned(bits: 64))
        case .consumeRate:
            .init("amqp.method.arguments.consume_rate", "Consume-Rate", .unsigned(bits: 32))
        case .dtxIdentifier: .init("amqp.method.arguments.dtx_identifier", "Dtx-Identifier", .text)
        case .metaData: .init("amqp.method.arguments.meta_data", "Meta-Data", .label)
        default: nil
        }
    }

    /// The properties of contents.
    var propertyDefinition: FieldDefinition? {
        switch self {
        case .contentType:
            .init("amqp.method.properties.content_type", "Content-Type", .text).part(
                of: "amqp.header.properties")
        case .contentEncoding:
            .init("amqp.method.properties.content_encoding", "Content-Encoding", .text).part(
                of: "amqp.header.properties")
        case .headers:
            .init("amqp.method.properties.headers", "Headers", .label).part(
                of: "amqp.header.properties")
        case .deliveryMode:
            .init("amqp.method.properties.delivery_mode", "Delivery-Mode", .unsigned(bits: 8)).part(
                of: "amqp.header.properties")
        case .priority:
            .init("amqp.method.properties.priority", "Priority", .unsigned(bits: 8)).part(
                of: "amqp.header.properties")
        case .correlationID:
            .init("amqp.method.properties.correlation_id", "Correlation-Id", .text).part(
                of: "amqp.header.properties")
        case .replyTo:
            .init("amqp.method.properties.reply_to", "Reply-To", .text).part(
                of: "amqp.header.properties")
        case .expiration:
            .init("amqp.method.properties.expiration", "Expiration", .text).part(
                of: "amqp.header.properties")
        case .messageID:
            .init("amqp.method.properties.message_id", "Message-Id", .text).part(
                of: "amqp.header.properties")
        case .timestamp:
            .init("amqp.method.properties.timestamp", "Timestamp", .time).part(
                of: "amqp.header.properties")
        case .messageType:
            .init("amqp.method.properties.type", "Type", .text).part(of: "amqp.header.properties")
        case .userID:
            .init("amqp.method.properties.user_id", "User-Id", .text).part(
                of: "amqp.header.properties")
        case .appID:
            .init("amqp.method.properties.app_id", "App-Id", .text).part(
                of: "amqp.header.properties")
        case .propertyClusterID:
            .init("amqp.method.properties.cluster_id", "Cluster-Id", .text).part(
                of: "amqp.header.properties")
        case .filename:
            .init("amqp.method.properties.filename", "Filename", .text).part(
                of: "amqp.header.properties")
        case .proxyName:
            .init("amqp.method.properties.proxy_name", "Proxy-Name", .text).part(
                of: "amqp.header.properties")
        case .dataName:
            .init("amqp.method.properties.data_name", "Data-Name", .text).part(
                of: "amqp.header.properties")
        case .propertyDurable:
            .init("amqp.method.properties.durable", "Durable", .unsigned(bits: 8)).part(
                of: "amqp.header.properties")
        case .broadcast:
            .init("amqp.method.properties.broadcast", "Broadcast", .unsigned(bits: 8)).part(
                of: "amqp.header.properties")
        default: nil
        }
    }
}
