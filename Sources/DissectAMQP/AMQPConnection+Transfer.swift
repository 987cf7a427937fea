internal import Bytes
internal import Dissection

extension AMQPConnection {
    /// Follows a transfer: which delivery it is part of, and what there is of that now.
    ///
    /// - Parameter keeps: whether anybody will look at the message.
    func transfer(
        _ facts: AMQPFacts, _ context: AMQPFrameContext, _ payload: RawSpan, keeps: Bool,
        _ findings: inout AMQPFindings, _ notes: inout [Note]
    ) -> AMQPPayload {
        guard let session = knownSession(context, &notes), let handle = facts.number32(0) else {
            return facts.flag(5) ? .part : .whole
        }
        let known = knownLink(handle, in: session, context, sender: context.sender, &notes)
        guard let link = known else { return facts.flag(5) ? .part : .whole }
        findings.link = link
        checkSender(link, context, &notes)
        let id = facts.number32(1)
        if let partial = link.partial, let id, partial.id != nil, partial.id != id {
            note("amqp.delivery-mixed", context, UInt64(id), &notes)
            link.partial = nil
        }
        if let partial = link.partial {
            return goOn(partial, link, facts, payload, keeps: keeps, &findings)
        }
        // The rest of a delivery whose beginning was missed has no id, or one that was given out.
        guard let id else {
            guard isWhole else { return .part }
            note("amqp.delivery-id-missing", context, nil, &notes, .error)
            return facts.flag(5) ? .part : .whole
        }
        begin(id, of: link, in: session, facts, context, &notes)
        findings.deliveryID = id
        findings.firstPacket = context.packet
        findings.byteCount = payload.byteCount
        findings.transferCount = 1
        if facts.flag(9) { return .none }
        guard facts.flag(5) else { return .whole }
        let partial = AMQPPartialDelivery(id: id, packet: context.packet, kept: kept)
        partial.add(payload, keeps: keeps)
        link.partial = partial
        return .part
    }

    private func begin(
        _ id: UInt32, of link: AMQPLink, in session: AMQPSession, _ facts: AMQPFacts,
        _ context: AMQPFrameContext, _ notes: inout [Note]
    ) {
        if facts.arguments[2].binary == nil, isWhole {
            note("amqp.delivery-tag-missing", context, nil, &notes, .error)
        }
        let deliveries = session.deliveries[context.sender.half]
        let expected = deliveries.nextID
        let isStarted = deliveries.isStarted
        let isNext = deliveries.append(id, packet: context.packet, isSettled: facts.flag(4))
        if !isNext, isStarted, isWhole {
            note("amqp.delivery-id-order", context, UInt64(expected), &notes)
        }
        if !link.send(), isWhole { note("amqp.no-credit", context, nil, &notes) }
    }

    private func goOn(
        _ partial: AMQPPartialDelivery, _ link: AMQPLink, _ facts: AMQPFacts, _ payload: RawSpan,
        keeps: Bool, _ findings: inout AMQPFindings
    ) -> AMQPPayload {
        partial.add(payload, keeps: keeps)
        findings.deliveryID = partial.id
        findings.firstPacket = partial.packet
        findings.byteCount = partial.byteCount
        findings.transferCount = partial.transferCount
        if facts.flag(9) {
            link.partial = nil
            return .none
        }
        guard !facts.flag(5) else { return .part }
        link.partial = nil
        return .assembled(partial.bytes, isWhole: partial.isWhole)
    }

    private func checkSender(
        _ link: AMQPLink, _ context: AMQPFrameContext, _ notes: inout [Note]
    ) {
        guard link.sender != context.sender, isWhole, !link.isImplicit else { return }
        note("amqp.wrong-role", context, nil, &notes, .error)
    }
}
