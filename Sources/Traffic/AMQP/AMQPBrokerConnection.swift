internal import Bytes
internal import DissectAMQP

/// One connection of ``AMQPBroker``: reads what comes, answers what the protocol answers, and tells
/// the broker what is its business.
final class AMQPBrokerConnection {
    enum Event {
        case attached(AMQPBrokerLink)
        case detached(AMQPBrokerLink)
        case published(AMQPQueue.Message, AMQPBrokerLink)
        /// A receiver has said how much credit there is.
        case granted(AMQPBrokerLink)
        case judged(AMQPQueue.Message, AMQPRecord, AMQPBrokerLink)
    }

    private enum Act { case greeting, signingIn, signedIn, open }

    /// Links of one connection; more are refused.
    static var linkCountMax: Int { 1024 }
    /// A message in several transfers.
    static var messageByteCountMax: Int { 16 << 20 }

    private(set) var isOver = false
    private let id: ConnectionID
    private let rules: AMQPBroker.Rules
    private var act = Act.greeting
    private var framer = AMQPFramer()
    private var output: [UInt8] = []
    /// What goes out before that, in writes of their own.
    private var writes: [[UInt8]] = []
    private var peerFrameByteCountMax = 512
    private var channel: UInt16?
    private var linksByHandle: [UInt32: AMQPBrokerLink] = [:]
    private var nextIncomingID: UInt32 = 0
    private var nextOutgoingID: UInt32 = 0
    private var nextDeliveryID: UInt32 = 0
    /// Deliveries of the client that are in a queue, and not settled yet.
    private var unsettled: [UInt32] = []

    init(_ id: ConnectionID, _ rules: AMQPBroker.Rules) {
        self.id = id
        self.rules = rules
    }

    var links: [AMQPBrokerLink] {
        linksByHandle.sorted { $0.key < $1.key }.map(\.value)
    }

    /// Sends what was said since the last time.
    func flush(_ actions: PeerActions) {
        endWrite()
        for write in writes { actions.send(write, on: id) }
        writes = []
    }

    private func endWrite() {
        if !output.isEmpty { writes.append(output) }
        output = []
    }

    // MARK: - Reading

    func read(_ bytes: [UInt8]) -> [Event] {
        var events: [Event] = []
        framer.append(bytes)
        do throws(FramingError) {
            while !isOver, let unit = try framer.next() {
                switch unit {
                case .header(let header): greet(header)
                case .frame(let frame):
                    take(frame, &events)
                    // Each answer is a write of its own, but for those to messages.
                    if frame.type != .transfer, frame.type != .disposition { endWrite() }
                }
            }
        } catch {
            close("amqp:connection:framing-error", error.reason)
        }
        return events
    }

    private func greet(_ header: AMQPFrame.ProtocolHeader) {
        switch (act, header) {
        case (.greeting, .sasl):
            act = .signingIn
            output += header.bytes
            endWrite()
            say(AMQPFrame(.saslMechanisms, [.saslMechanisms: ["PLAIN", "ANONYMOUS"]]))
        case (.greeting, .amqp) where rules.users == nil, (.signedIn, .amqp):
            act = .open
            output += header.bytes
            endWrite()
        default:
            // What it would have been content with, and then the end (part 2, section 2.2).
            output += AMQPFrame.ProtocolHeader.sasl.bytes
            isOver = true
        }
    }

    private func take(_ frame: AMQPFrame, _ events: inout [Event]) {
        switch frame.type {
        case .saslInit where act == .signingIn: signIn(frame)
        case nil: break
        case _ where act != .open: close("amqp:illegal-state", "a frame before its time")
        case .open: open(frame)
        case .begin: begin(frame)
        case .attach: attach(frame, &events)
        case .flow: take(flow: frame, &events)
        case .transfer: take(transfer: frame, &events)
        case .disposition: take(disposition: frame, &events)
        case .detach: detach(frame, &events)
        case .end:
            for link in links { events.append(.detached(link)) }
            linksByHandle = [:]
            channel = nil
            say(AMQPFrame(AMQPRecord(.end).padded))
        case .close:
            say(AMQPFrame(AMQPRecord(.close).padded))
            isOver = true
        default: close("amqp:not-implemented", "no such performative")
        }
    }

    /// - Returns: whether the user may come in.
    private func admits(_ frame: AMQPFrame) -> Bool {
        guard let users = rules.users else { return true }
        guard frame[.saslMechanism].text == "PLAIN" else { return false }
        let parts = (frame[.saslInitResponse].binary ?? [])
            .split(separator: 0, maxSplits: 2, omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
        return parts.count == 3 && users[parts[1]] == parts[2]
    }

    private func signIn(_ frame: AMQPFrame) {
        let isWelcome = admits(frame)
        say(AMQPFrame(AMQPRecord(.saslOutcome, [.saslCode: isWelcome ? 0 : 1]).padded))
        act = .signedIn
        isOver = !isWelcome
    }

    private func open(_ frame: AMQPFrame) {
        peerFrameByteCountMax = max(
            512, Int(clamping: frame[.maxFrameSize].number ?? UInt64(UInt32.max)))
        say(
            AMQPFrame(
                AMQPRecord(
                    .open,
                    [
                        .containerID: "broker@earshot",
                        .maxFrameSize: .uint(UInt32(rules.frameByteCountMax)),
                        .channelMax: 32_767, .idleTimeout: 60_000,
                        .peerProperties: .symbols([
                            "product": "Earshot", "platform": "Swift",
                            "information": "plays the server's part of a scenario",
                        ]),
                    ]
                ).padded))
    }

    private func begin(_ frame: AMQPFrame) {
        guard channel == nil else {
            return close("amqp:not-allowed", "one session is all that this broker has")
        }
        channel = frame.channel
        nextIncomingID = UInt32(truncatingIfNeeded: frame[.nextOutgoingID].number ?? 0)
        say(
            AMQPFrame(
                AMQPRecord(
                    .begin,
                    [
                        .remoteChannel: .ushort(frame.channel), .nextOutgoingID: 0,
                        .incomingWindow: 65_535, .outgoingWindow: 65_535,
                        .handleMax: .uint(.max),
                    ]
                ).padded))
    }

    // MARK: - Writing

    private func say(_ frame: AMQPFrame) { output += frame.bytes }

    func close(_ condition: String, _ description: String) {
        say(
            AMQPFrame(
                .close,
                [
                    .error: .record(
                        .error,
                        [
                            .errorCondition: .symbol(condition),
                            .errorDescription: .string(description),
                        ])
                ]))
        isOver = true
    }
}

// MARK: - Links

extension AMQPBrokerConnection {
    private static let outcomes: [AMQPComposite] = [.accepted, .rejected, .released, .modified]

    private func attach(_ frame: AMQPFrame, _ events: inout [Event]) {
        guard let handle = frame[.handle].number, let name = frame[.linkName].text,
            linksByHandle.count < Self.linkCountMax
        else { return close("amqp:resource-limit-exceeded", "no more links") }
        let isFromClient = frame[.role].flag != true
        let terminus = frame[isFromClient ? .target : .source].record
        let address = terminus?[.address].text ?? ""
        guard rules.queues?.contains(address) ?? true else {
            return refuse(frame, "there is no queue \(address)")
        }
        let link = AMQPBrokerLink(
            name, handle: UInt32(truncatingIfNeeded: handle), address: address,
            isFromClient: isFromClient, number: id.number << 16 | linksByHandle.count,
            credit: isFromClient ? rules.credit : 0, self)
        linksByHandle[link.handle] = link
        var source = frame[.source].record ?? AMQPRecord(.source)
        if !isFromClient {
            source[.outcomes] = .array(Self.outcomes.map { .symbol("\($0.symbol)") })
        }
        let answer = answer(attach: frame, source: source.value, target: frame[.target])
        say(AMQPFrame(answer.padded))
        if isFromClient { say(flow(link, available: nil)) }
        events.append(.attached(link))
    }

    private func answer(
        attach frame: AMQPFrame, source: AMQPValue, target: AMQPValue
    ) -> AMQPRecord {
        let isFromClient = frame[.role].flag != true
        return AMQPRecord(
            .attach,
            [
                .linkName: frame[.linkName], .handle: frame[.handle],
                .role: .boolean(isFromClient), .sndSettleMode: frame[.sndSettleMode],
                .rcvSettleMode: 0, .source: source, .target: target,
                .initDeliveryCount: isFromClient ? .null : 0,
            ])
    }

    /// A link is refused by attaching nothing, and detaching that (part 2, section 2.6.3).
    private func refuse(_ frame: AMQPFrame, _ reason: String) {
        let isFromClient = frame[.role].flag != true
        say(
            AMQPFrame(
                answer(
                    attach: frame, source: isFromClient ? frame[.source] : .null,
                    target: isFromClient ? .null : frame[.target])))
        say(
            AMQPFrame(
                .detach,
                [
                    .handle: frame[.handle], .closed: true,
                    .error: .record(
                        .error,
                        [
                            .errorCondition: "amqp:not-found", .errorDescription: .string(reason),
                        ]),
                ]))
    }

    private func detach(_ frame: AMQPFrame, _ events: inout [Event]) {
        guard let link = link(frame) else { return }
        linksByHandle[link.handle] = nil
        say(AMQPFrame(AMQPRecord(.detach, [.handle: frame[.handle], .closed: true]).padded))
        events.append(.detached(link))
    }

    private func link(_ frame: AMQPFrame) -> AMQPBrokerLink? {
        frame[.handle].number.flatMap { linksByHandle[UInt32(truncatingIfNeeded: $0)] }
    }

    private func take(flow frame: AMQPFrame, _ events: inout [Event]) {
        guard let link = link(frame) else { return }
        guard !link.isFromClient else {
            link.deliveryCount = UInt32(truncatingIfNeeded: frame[.deliveryCount].number ?? 0)
            return
        }
        let granted = UInt32(truncatingIfNeeded: frame[.linkCredit].number ?? 0)
        let count = UInt32(truncatingIfNeeded: frame[.deliveryCount].number ?? 0)
        // What is on its way is to be taken off (part 2, section 2.6.7).
        let credit = count &+ granted &- link.deliveryCount
        link.credit = credit > UInt32(Int32.max) ? 0 : credit
        events.append(.granted(link))
    }

    /// Says how the link stands, and how many messages wait for it.
    func answer(flow link: AMQPBrokerLink, available: Int) { say(flow(link, available: available)) }

    private func flow(_ link: AMQPBrokerLink, available: Int?) -> AMQPFrame {
        AMQPFrame(
            AMQPRecord(
                .flow,
                [
                    .nextIncomingID: .uint(nextIncomingID), .incomingWindow: 65_535,
                    .nextOutgoingID: .uint(nextOutgoingID), .outgoingWindow: 65_535,
                    .handle: .uint(link.handle), .deliveryCount: .uint(link.deliveryCount),
                    .linkCredit: .uint(link.credit),
                    .available: available.map { .uint(UInt32(clamping: $0)) } ?? .null,
                ]
            ).padded)
    }
}

// MARK: - Messages

extension AMQPBrokerConnection {
    private func take(transfer frame: AMQPFrame, _ events: inout [Event]) {
        nextIncomingID &+= 1
        guard let link = link(frame), link.isFromClient else {
            return close("amqp:session:unattached-handle", "no link to send over")
        }
        let partial = link.partialID
        guard let id = frame[.deliveryID].number.map({ UInt32(truncatingIfNeeded: $0) }) ?? partial
        else { return close("amqp:invalid-field", "a transfer without a delivery") }
        link.partial += frame.payload
        link.partialID = id
        if frame[.aborted].flag == true {
            link.partial = []
            link.partialID = nil
            return
        }
        guard link.partial.count <= Self.messageByteCountMax else {
            return close("amqp:link:message-size-exceeded", "a message too long")
        }
        guard frame[.more].flag != true else { return }
        guard link.credit > 0 else {
            return close("amqp:link:transfer-limit-exceeded", "more messages than credit")
        }
        let message = AMQPQueue.Message(content: link.partial)
        link.partial = []
        link.partialID = nil
        link.credit -= 1
        link.deliveryCount &+= 1
        if frame[.settled].flag != true { unsettled.append(id) }
        events.append(.published(message, link))
        if link.credit < rules.credit / 2 {
            link.credit = rules.credit
            say(flow(link, available: nil))
        }
    }

    /// Whether the client has sent something that is not settled.
    var hasUnsettled: Bool { !unsettled.isEmpty }

    /// Accepts some of what the client has sent.  False: there is nothing to settle.
    func settle(_ countMax: Int) -> Bool {
        guard let first = unsettled.first else { return false }
        var last = first
        var count = 1
        while count < min(countMax, unsettled.count), unsettled[count] == last &+ 1 {
            last = unsettled[count]
            count += 1
        }
        unsettled.removeFirst(count)
        say(
            AMQPFrame(
                AMQPRecord(
                    .disposition,
                    [
                        .role: .receiver, .first: .uint(first), .last: .uint(last),
                        .settled: true, .state: .record(.accepted),
                    ]
                ).padded))
        return true
    }

    /// Sends a message, in as many transfers as the client's frames need.
    func transfer(_ message: AMQPQueue.Message, over link: AMQPBrokerLink) {
        let id = nextDeliveryID
        nextDeliveryID &+= 1
        link.deliveryCount &+= 1
        link.credit -= 1
        link.keep(message, id)
        let first = AMQPFrame(
            .transfer,
            [
                .handle: .uint(link.handle), .deliveryID: .uint(id),
                .deliveryTag: .binary([24, 16, 8, 0].map { UInt8(truncatingIfNeeded: id >> $0) }),
                .messageFormat: 0, .settled: false, .more: false,
            ])
        for frame in first.cut(content(of: message), byteCountMax: peerFrameByteCountMax) {
            nextOutgoingID &+= 1
            say(frame)
        }
    }

    /// The message with a header that tells its story, if it has one.
    private func content(of message: AMQPQueue.Message) -> [UInt8] {
        guard message.isSecondHand,
            var content = try? AMQPMessageContent(reading: message.content.rawSpan)
        else { return message.content }
        var header = content.header ?? AMQPRecord(.header)
        header[.firstAcquirer] = false
        header[.deliveryCount] = .uint(message.failureCount)
        content.header = header
        return content.bytes
    }

    private func take(disposition frame: AMQPFrame, _ events: inout [Event]) {
        guard frame[.role].flag == true, let first = frame[.first].number else { return }
        let last = min(frame[.last].number ?? first, UInt64(nextDeliveryID))
        let outcome = frame[.state].record ?? AMQPRecord(.accepted)
        guard first <= last else { return }
        for id in first...last {
            for link in links {
                guard let message = link.takeUnsettled(UInt32(truncatingIfNeeded: id)) else {
                    continue
                }
                events.append(.judged(message, outcome, link))
            }
        }
    }
}
