/// The arguments of all types that are lists: parts 2, 3, 4 and 5 of the specification.
enum AMQPArguments {
    /// For each number of a type its arguments.
    static let lists: [[AMQPArgument]] = {
        var lists = [[AMQPArgument]](repeating: [], count: 256)
        for type in AMQPComposite.allCases { lists[Int(type.rawValue)] = list(of: type) }
        return lists
    }()

    private static func list(of type: AMQPComposite) -> [AMQPArgument] {
        transport(type) ?? terminus(type) ?? state(type) ?? security(type) ?? section(type) ?? []
    }

    private static func transport(_ type: AMQPComposite) -> [AMQPArgument]? {
        switch type {
        case .open:
            [
                .init(.containerID, .string, isMandatory: true), .init(.hostname, .string),
                .init(.maxFrameSize, .unsigned(32)), .init(.channelMax, .unsigned(16)),
                .init(.idleTimeout, .unsigned(32)), .init(.outgoingLocales, .symbols),
                .init(.incomingLocales, .symbols), .init(.offeredCapabilities, .symbols),
                .init(.desiredCapabilities, .symbols), .init(.peerProperties, .map),
            ]
        case .begin:
            [
                .init(.remoteChannel, .unsigned(16)),
                .init(.nextOutgoingID, .unsigned(32), isMandatory: true),
                .init(.incomingWindow, .unsigned(32), isMandatory: true),
                .init(.outgoingWindow, .unsigned(32), isMandatory: true),
                .init(.handleMax, .unsigned(32)), .init(.offeredCapabilities, .symbols),
                .init(.desiredCapabilities, .symbols), .init(.peerProperties, .map),
            ]
        case .attach:
            [
                .init(.linkName, .string, isMandatory: true),
                .init(.handle, .unsigned(32), isMandatory: true),
                .init(.role, .boolean, isMandatory: true), .init(.sndSettleMode, .unsigned(8)),
                .init(.rcvSettleMode, .unsigned(8)), .init(.source, .address),
                .init(.target, .address), .init(.unsettled, .map),
                .init(.incompleteUnsettled, .boolean), .init(.initDeliveryCount, .unsigned(32)),
                .init(.maxMessageSize, .unsigned(64)), .init(.offeredCapabilities, .symbols),
                .init(.desiredCapabilities, .symbols), .init(.peerProperties, .map),
            ]
        case .flow:
            [
                .init(.nextIncomingID, .unsigned(32)),
                .init(.incomingWindow, .unsigned(32), isMandatory: true),
                .init(.nextOutgoingID, .unsigned(32), isMandatory: true),
                .init(.outgoingWindow, .unsigned(32), isMandatory: true),
                .init(.handle, .unsigned(32)), .init(.deliveryCount, .unsigned(32)),
                .init(.linkCredit, .unsigned(32)), .init(.available, .unsigned(32)),
                .init(.drain, .boolean), .init(.echo, .boolean), .init(.peerProperties, .map),
            ]
        case .transfer:
            [
                .init(.handle, .unsigned(32), isMandatory: true),
                .init(.deliveryID, .unsigned(32)), .init(.deliveryTag, .binary),
                .init(.messageFormat, .unsigned(32)), .init(.settled, .boolean),
                .init(.more, .boolean), .init(.rcvSettleMode, .unsigned(8)), .init(.state, .any),
                .init(.resume, .boolean), .init(.aborted, .boolean), .init(.batchable, .boolean),
            ]
        case .disposition:
            [
                .init(.role, .boolean, isMandatory: true),
                .init(.first, .unsigned(32), isMandatory: true), .init(.last, .unsigned(32)),
                .init(.settled, .boolean), .init(.state, .any), .init(.batchable, .boolean),
            ]
        case .detach:
            [
                .init(.handle, .unsigned(32), isMandatory: true), .init(.closed, .boolean),
                .init(.error, .any),
            ]
        case .end, .close: [.init(.error, .any)]
        case .error:
            [
                .init(.errorCondition, .symbol, isMandatory: true),
                .init(.errorDescription, .string), .init(.errorInfo, .map),
            ]
        default: nil
        }
    }

    private static func terminus(_ type: AMQPComposite) -> [AMQPArgument]? {
        let first: [AMQPArgument] = [
            .init(.address, .address), .init(.terminusDurable, .unsigned(32)),
            .init(.expiryPolicy, .symbol), .init(.timeout, .unsigned(32)),
            .init(.dynamic, .boolean), .init(.dynamicNodeProperties, .map),
        ]
        switch type {
        case .source:
            return first + [
                .init(.distributionMode, .symbol), .init(.filter, .map),
                .init(.defaultOutcome, .any), .init(.outcomes, .symbols),
                .init(.capabilities, .symbols),
            ]
        case .target: return first + [.init(.capabilities, .symbols)]
        case .coordinator: return [.init(.capabilities, .symbols)]
        default: return nil
        }
    }

    private static func state(_ type: AMQPComposite) -> [AMQPArgument]? {
        switch type {
        case .received:
            [
                .init(.sectionNumber, .unsigned(32), isMandatory: true),
                .init(.sectionOffset, .unsigned(64), isMandatory: true),
            ]
        case .rejected: [.init(.error, .any)]
        case .modified:
            [
                .init(.deliveryFailed, .boolean), .init(.undeliverableHere, .boolean),
                .init(.messageAnnotations, .map),
            ]
        case .declare: [.init(.globalID, .any)]
        case .discharge: [.init(.txnID, .binary, isMandatory: true), .init(.fail, .boolean)]
        case .declared: [.init(.txnID, .binary, isMandatory: true)]
        case .transactionalState:
            [.init(.txnID, .binary, isMandatory: true), .init(.outcome, .any)]
        default: nil
        }
    }

    private static func security(_ type: AMQPComposite) -> [AMQPArgument]? {
        switch type {
        case .saslMechanisms: [.init(.saslMechanisms, .symbols, isMandatory: true)]
        case .saslInit:
            [
                .init(.saslMechanism, .symbol, isMandatory: true),
                .init(.saslInitResponse, .binary), .init(.hostname, .string),
            ]
        case .saslChallenge: [.init(.saslChallenge, .binary, isMandatory: true)]
        case .saslResponse: [.init(.saslResponse, .binary, isMandatory: true)]
        case .saslOutcome:
            [
                .init(.saslCode, .unsigned(8), isMandatory: true),
                .init(.saslAddData, .binary),
            ]
        default: nil
        }
    }

    private static func section(_ type: AMQPComposite) -> [AMQPArgument]? {
        switch type {
        case .header:
            [
                .init(.durable, .boolean), .init(.priority, .unsigned(8)),
                .init(.ttl, .unsigned(32)), .init(.firstAcquirer, .boolean),
                .init(.deliveryCount, .unsigned(32)),
            ]
        case .properties:
            [
                .init(.messageID, .identifier), .init(.userID, .binary), .init(.to, .address),
                .init(.subject, .string), .init(.replyTo, .address),
                .init(.correlationID, .identifier), .init(.contentType, .symbol),
                .init(.contentEncoding, .symbol), .init(.expiryTime, .time),
                .init(.creationTime, .time), .init(.groupID, .string),
                .init(.groupSequence, .unsigned(32)), .init(.replyToGroupID, .string),
            ]
        default: nil
        }
    }
}
