public import Dissection

/// The vocabulary of AMQP 1.0: Wireshark's where it has the field.
public enum AMQPFields {
    public static var family: FieldFamily {
        FieldFamily(.amqp, AMQPField.allCases.map(\.definition))
    }
}

extension AMQPField {
    var definition: FieldDefinition {
        frameDefinition ?? linkDefinition ?? messageDefinition
    }

    private var frameDefinition: FieldDefinition? {
        switch self {
        case .amqp: .init("amqp", "Advanced Message Queuing Protocol", .layer)
        case .initProtocol: .init("amqp.init.protocol", "Protocol", .text)
        case .initID: .init("amqp.init.id", "Protocol-ID", .unsigned(bits: 8))
        case .initMajor: .init("amqp.init.version_major", "Version Major", .unsigned(bits: 8))
        case .initMinor: .init("amqp.init.version_minor", "Version Minor", .unsigned(bits: 8))
        case .initRevision:
            .init("amqp.init.version_revision", "Version-Revision", .unsigned(bits: 8))
        case .length: .init("amqp.length", "Length", .unsigned(bits: 32))
        case .doff: .init("amqp.doff", "Doff", .unsigned(bits: 8))
        case .type: .init("amqp.type", "Type", .unsigned(bits: 8), names: AMQPWords.frameType)
        case .channel: .init("amqp.channel", "Channel", .unsigned(bits: 16))
        case .performative:
            .init(
                "amqp.performative", "Performative", .unsigned(bits: 8),
                names: AMQPWords.performative
            ).title
        case .saslMethod:
            .init(
                "amqp.sasl.method", "SASL Method", .unsigned(bits: 8), names: AMQPWords.saslMethod
            ).title
        case .arguments: .init("amqp.method.arguments", "Arguments", .label)
        case .list: .init("amqp.list", "list-item", .label)
        case .fieldName: .init("amqp.field.name", "Name of a value in a table", .text).hidden
        case .fieldBoolean: .init("amqp.field.boolean", "Value in a table", .boolean).hidden
        case .fieldInteger:
            .init("amqp.field.integer", "Value in a table", .signed(bits: 64)).hidden
        case .fieldDouble: .init("amqp.field.double", "Value in a table", .text).hidden
        case .fieldString: .init("amqp.field.string", "Value in a table", .text).hidden
        case .containerID: .init("amqp.performative.arguments.containerId", "Container-Id", .text)
        case .hostname: .init("amqp.performative.arguments.hostname", "Hostname", .text)
        case .maxFrameSize:
            .init("amqp.performative.arguments.maxFrameSize", "Max-Frame-Size", .unsigned(bits: 32))
        case .channelMax:
            .init("amqp.performative.arguments.channelMax", "Channel-Max", .unsigned(bits: 16))
        case .idleTimeout:
            .init("amqp.performative.arguments.idleTimeout", "Idle-Timeout", .unsigned(bits: 32))
        case .outgoingLocales:
            .init("amqp.performative.arguments.outgoingLocales", "Outgoing-Locales", .label)
        case .outgoingLocalesSym:
            .init("amqp.performative.arguments.outgoingLocales_sym", "Outgoing-Locales", .text)
        case .incomingLocales:
            .init("amqp.performative.arguments.incomingLocales", "Incoming-Locales", .label)
        case .incomingLocalesSym:
            .init("amqp.performative.arguments.incomingLocales_sym", "Incoming-Locales", .text)
        case .offeredCapabilities:
            .init("amqp.arguments.offeredCapabilities", "Offered-Capabilities", .label)
        case .offeredCapabilitiesSym:
            .init("amqp.arguments.offeredCapabilities_sym", "Offered-Capabilities", .text)
        case .desiredCapabilities:
            .init("amqp.performative.arguments.desiredCapabilities", "Desired-Capabilities", .label)
        case .desiredCapabilitiesSym:
            .init(
                "amqp.performative.arguments.desiredCapabilities_sym", "Desired-Capabilities", .text
            )
        case .peerProperties: .init("amqp.performative.arguments.properties", "Properties", .label)
        case .remoteChannel:
            .init(
                "amqp.performative.arguments.remoteChannel", "Remote-Channel", .unsigned(bits: 16))
        case .nextOutgoingID:
            .init(
                "amqp.performative.arguments.nextOutgoingId", "Next-Outgoing-Id",
                .unsigned(bits: 32))
        case .incomingWindow:
            .init(
                "amqp.performative.arguments.incomingWindow", "Incoming-Window", .unsigned(bits: 32)
            )
        case .outgoingWindow:
            .init(
                "amqp.performative.arguments.outgoingWindow", "Outgoing-Window", .unsigned(bits: 32)
            )
        case .handleMax:
            .init("amqp.performative.arguments.handleMax", "Handle-Max", .unsigned(bits: 32))
        case .linkName: .init("amqp.performative.arguments.name", "Name", .text)
        case .handle: .init("amqp.performative.arguments.handle", "Handle", .unsigned(bits: 32))
        case .role:
            .init("amqp.performative.arguments.role", "Role", .boolean, names: AMQPWords.role)
        case .sndSettleMode:
            .init(
                "amqp.performative.arguments.sndSettleMode", "Send-Settle-Mode", .unsigned(bits: 8),
                names: AMQPWords.senderSettleMode)
        case .rcvSettleMode:
            .init(
                "amqp.performative.arguments.rcvSettleMode", "Receive-Settle-Mode",
                .unsigned(bits: 8), names: AMQPWords.receiverSettleMode)
        case .source: .init("amqp.performative.arguments.source", "Source", .label)
        case .sourceString: .init("amqp.performative.arguments.source.string", "Source", .text)
        case .target: .init("amqp.performative.arguments.target", "Target", .label)
        case .targetString: .init("amqp.performative.arguments.target.string", "Target", .text)
        case .unsettled: .init("amqp.performative.arguments.unsettled", "Unsettled", .label)
        case .incompleteUnsettled:
            .init(
                "amqp.performative.arguments.incompleteUnsettled", "Incomplete-Unsettled", .boolean)
        case .initDeliveryCount:
            .init(
                "amqp.performative.arguments.initDeliveryCount", "Initial-Delivery-Count",
                .unsigned(bits: 32))
        case .maxMessageSize:
            .init(
                "amqp.performative.arguments.maxMessageSize", "Max-Message-Size",
                .unsigned(bits: 64))
        default: nil
        }
    }

    private var linkDefinition: FieldDefinition? {
        switch self {
        case .nextIncomingID:
            .init(
                "amqp.performative.arguments.nextIncomingId", "Next-Incoming-Id",
                .unsigned(bits: 32))
        case .deliveryCount:
            .init(
                "amqp.performative.arguments.deliveryCount", "Delivery-Count", .unsigned(bits: 32))
        case .linkCredit:
            .init("amqp.performative.arguments.linkCredit", "Link-Credit", .unsigned(bits: 32))
        case .available:
            .init("amqp.performative.arguments.available", "Available", .unsigned(bits: 32))
        case .drain: .init("amqp.performative.arguments.drain", "Drain", .boolean)
        case .echo: .init("amqp.performative.arguments.echo", "Echo", .boolean)
        case .deliveryID:
            .init("amqp.performative.arguments.deliveryId", "Delivery-Id", .unsigned(bits: 32))
        case .deliveryTag: .init("amqp.performative.arguments.deliveryTag", "Delivery-Tag", .bytes)
        case .messageFormat:
            .init(
                "amqp.performative.arguments.messageFormat", "Message-Format", .unsigned(bits: 32))
        case .settled: .init("amqp.performative.arguments.settled", "Settled", .boolean)
        case .more: .init("amqp.performative.arguments.more", "More", .boolean)
        case .state: .init("amqp.performative.arguments.state", "State", .label)
        case .resume: .init("amqp.performative.arguments.resume", "Resume", .boolean)
        case .aborted: .init("amqp.performative.arguments.aborted", "Aborted", .boolean)
        case .batchable: .init("amqp.performative.arguments.batchable", "Batchable", .boolean)
        case .first: .init("amqp.performative.arguments.first", "First", .unsigned(bits: 32))
        case .last: .init("amqp.performative.arguments.last", "Last", .unsigned(bits: 32))
        case .closed: .init("amqp.performative.arguments.closed", "Closed", .boolean)
        case .error: .init("amqp.performative.arguments.error", "Error", .label)
        case .errorCondition: .init("amqp.error.condition", "Condition", .text)
        case .errorDescription: .init("amqp.error.description", "Description", .text)
        case .errorInfo: .init("amqp.error.info", "Info", .label)
        case .address: .init("amqp.performative.arguments.address", "Address", .label)
        case .addressString: .init("amqp.performative.arguments.address.string", "Address", .text)
        case .terminusDurable:
            .init(
                "amqp.performative.arguments.terminusDurable", "Terminus-Durable",
                .unsigned(bits: 8), names: AMQPWords.terminusDurability)
        case .expiryPolicy: .init("amqp.properties.expiryPolicy", "Expiry-Policy", .text)
        case .timeout: .init("amqp.properties.timeout", "Timeout", .unsigned(bits: 8))
        case .dynamic: .init("amqp.properties.dynamic", "Dynamic", .boolean)
        case .dynamicNodeProperties:
            .init("amqp.properties.dynamicNodeProperties", "Dynamic-Node-Properties", .label)
        case .distributionMode:
            .init("amqp.properties.distributionMode", "Distribution-Mode", .text)
        case .filter: .init("amqp.properties.filter", "Filter", .label)
        case .defaultOutcome: .init("amqp.properties.defaultOutcome", "Default-Outcome", .label)
        case .outcomes: .init("amqp.properties.outcomes", "Outcomes", .label)
        case .outcomesSym: .init("amqp.properties.outcomes_sym", "Outcomes", .text)
        case .capabilities: .init("amqp.properties.capabilities", "Capabilities", .label)
        case .capabilitiesSym: .init("amqp.properties.capabilities_sym", "Capabilities", .text)
        case .deleteOnClose: .init("amqp.lifetime-policy.deleteOnClose", "Delete-On-Close", .label)
        case .deleteOnNoLinks:
            .init("amqp.lifetime-policy.deleteOnNoLinks", "Delete-On-No-Links", .label)
        case .deleteOnNoMessages:
            .init("amqp.lifetime-policy.deleteOnNoMessages", "Delete-On-No-Messages", .label)
        case .deleteOnNoLinksOrMessages:
            .init(
                "amqp.lifetime-policy.deleteOnNoLinksOrMessages", "Delete-On-No-Links-Or-Messages",
                .label)
        case .received: .init("amqp.delivery-state.received", "Received", .label)
        case .sectionNumber:
            .init("amqp.received.sectionNumber", "Section-Number", .unsigned(bits: 8))
        case .sectionOffset:
            .init("amqp.received.sectionOffset", "Section-Offset", .unsigned(bits: 8))
        case .accepted: .init("amqp.delivery-state.accepted", "Accepted", .label)
        case .rejected: .init("amqp.delivery-state.rejected", "Rejected", .label)
        case .released: .init("amqp.delivery-state.released", "Released", .label)
        case .modified: .init("amqp.delivery-state.modified", "Modified", .label)
        case .deliveryFailed: .init("amqp.modified.deliveryFailed", "Delivery-Failed", .boolean)
        case .undeliverableHere:
            .init("amqp.modified.undeliverableHere", "Undeliverable-Here", .boolean)
        case .txCoordinator: .init("amqp.tx.coordinator", "Coordinator", .label)
        case .txDeclare: .init("amqp.tx.declare", "Declare", .label)
        case .globalID: .init("amqp.tx.arguments.globalId", "Global-Id", .label)
        case .txDischarge: .init("amqp.tx.discharge", "Discharge", .label)
        case .txnID: .init("amqp.tx.arguments.txnId", "Txn-Id", .bytes)
        case .fail: .init("amqp.tx.arguments.fail", "Fail", .boolean)
        case .txDeclared: .init("amqp.tx.declared", "Declared", .label)
        case .txTransactionalState:
            .init("amqp.tx.transactionalState", "Transactional-State", .label)
        case .outcome: .init("amqp.tx.arguments.outcome", "Outcome", .label)
        case .saslMechanisms: .init("amqp.sasl.mechanisms", "Mechanisms", .label)
        case .saslMechanismsSym: .init("amqp.sasl.mechanisms_sym", "Mechanisms", .text)
        case .saslMechanism: .init("amqp.sasl.mechanism", "Mechanism", .text)
        case .saslInitResponse: .init("amqp.sasl.initResponse", "Init-Response", .bytes).secret
        case .saslChallenge: .init("amqp.sasl.challenge", "Challenge", .bytes).secret
        case .saslResponse: .init("amqp.sasl.response", "Response", .bytes).secret
        case .saslCode:
            .init("amqp.sasl.saslCode", "Code", .unsigned(bits: 8), names: AMQPWords.saslCode)
        case .saslAddData: .init("amqp.sasl.addData", "Additional-Data", .bytes).secret
        default: nil
        }
    }

    private var messageDefinition: FieldDefinition {
        switch self {
        case .header: .init("amqp.header", "Message-Header", .label)
        case .durable: .init("amqp.message.durable", "Durable", .boolean)
        case .priority: .init("amqp.message.priority", "Priority", .unsigned(bits: 8))
        case .ttl: .init("amqp.message.ttl", "Ttl", .unsigned(bits: 8))
        case .firstAcquirer: .init("amqp.message.firstAcquirer", "First-Acquirer", .boolean)
        case .deliveryAnnotations: .init("amqp.deliveryAnnotations", "Delivery-Annotations", .label)
        case .messageAnnotations: .init("amqp.messageAnnotations", "Message-Annotations", .label)
        case .properties: .init("amqp.properties", "Message-Properties", .label)
        case .messageID: .init("amqp.message.messageId", "Message-Id", .label)
        case .messageIDUint: .init("amqp.message.messageId.uint", "Message-Id", .unsigned(bits: 8))
        case .messageIDString: .init("amqp.message.messageId.string", "Message-Id", .text)
        case .messageIDBytes: .init("amqp.message.messageId.bytes", "Message-Id", .bytes)
        case .messageIDGuid: .init("amqp.message.messageId.guid", "Message-Id", .text)
        case .userID: .init("amqp.message.userId", "User-Id", .bytes)
        case .to: .init("amqp.message.to", "To", .label)
        case .toString: .init("amqp.message.to.string", "To", .text)
        case .subject: .init("amqp.message.subject", "Subject", .text)
        case .replyTo: .init("amqp.message.replyTo", "Reply-To", .label)
        case .replyToString: .init("amqp.message.replyTo.string", "Reply-To", .text)
        case .correlationID: .init("amqp.message.correlationId", "Correlation-Id", .label)
        case .correlationIDUint:
            .init("amqp.message.correlationId.uint", "Correlation-Id", .unsigned(bits: 8))
        case .correlationIDString:
            .init("amqp.message.correlationId.string", "Correlation-Id", .text)
        case .correlationIDBytes:
            .init("amqp.message.correlationId.bytes", "Correlation-Id", .bytes)
        case .correlationIDGuid: .init("amqp.message.correlationId.guid", "Correlation-Id", .text)
        case .contentType: .init("amqp.message.contentType", "Content-Type", .text)
        case .contentEncoding: .init("amqp.message.contentEncoding", "Content-Encoding", .text)
        case .expiryTime: .init("amqp.message.expiryTime", "Expiry-Time", .time)
        case .creationTime: .init("amqp.message.creationTime", "Creation-Time", .time)
        case .groupID: .init("amqp.message.groupId", "Group-Id", .text)
        case .groupSequence:
            .init("amqp.message.groupSequence", "Group-Sequence", .unsigned(bits: 8))
        case .replyToGroupID: .init("amqp.message.replyToGroupId", "Reply-To-Group-Id", .text)
        case .applicationProperties:
            .init("amqp.applicationProperties", "Application-Properties", .label)
        case .data: .init("amqp.data", "Data", .bytes).secret
        case .sequence: .init("amqp.sequence", "AMQP-Sequence", .label)
        case .value: .init("amqp.value", "AMQP-Value", .label)
        case .valueContent:
            .init("amqp.value.content", "Text or bytes of the value", .bytes).secret.hidden
        case .footer: .init("amqp.footer", "Footer", .label)
        case .messageIn: .init("amqp.message_in", "Message in frame", .frameNumber)
        case .ackIn: .init("amqp.ack_in", "Ack in frame", .frameNumber)
        case .deliveryFirstIn:
            .init("amqp.delivery.first_in", "Delivery begins in frame", .frameNumber)
        case .deliverySize:
            .init("amqp.delivery.size", "Bytes of the delivery so far", .unsigned(bits: 64))
        case .deliveryTransfers:
            .init(
                "amqp.delivery.transfers", "Transfers of the delivery so far", .unsigned(bits: 32))
        case .deliveryCountInRange:
            .init("amqp.delivery.count", "Deliveries that this is about", .unsigned(bits: 32))
        case .linkNameKnown: .init("amqp.link.name", "Link", .text)
        case .linkSource: .init("amqp.link.source", "Link from", .text)
        case .linkTarget: .init("amqp.link.target", "Link to", .text)
        case .linkCreditLeft: .init("amqp.link.credit", "Credit left", .signed(bits: 64))
        default: .init("", "", .label)
        }
    }
}
