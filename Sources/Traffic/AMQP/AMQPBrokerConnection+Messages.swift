internal import Bytes
internal import DissectAMQP

/// Messages that come, and those that go.
extension AMQPBrokerConnection {
    func take(transfer frame: AMQPFrame, _ events: inout [Event]) {
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

    func take(disposition frame: AMQPFrame, _ events: inout [Event]) {
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
