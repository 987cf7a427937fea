internal import Bytes
internal import Dissection

extension AMQPConnection {
    /// Follows what a frame does to the connection, its sessions and its links.
    func observe(
        _ type: AMQPComposite, _ facts: AMQPFacts, _ context: AMQPFrameContext,
        _ source: borrowing AMQPSource, _ notes: inout [Note]
    ) -> AMQPFindings {
        var findings = AMQPFindings()
        guard !type.isSASL else { return findings }
        checkOrder(type, context, &notes)
        switch type {
        case .open: open(facts, context, &notes)
        case .close: self[context.sender].isClosed = true
        case .begin: begin(facts, context, &notes)
        case .end:
            _ = knownSession(context, &notes)
            end(context.header.channel, of: context.sender)
        case .attach: findings.link = attach(facts, context, source, &notes)
        case .flow: findings.link = flow(facts, context, &notes)
        case .detach: findings.link = detach(facts, context, &notes)
        case .disposition: dispose(facts, context, &findings, &notes)
        default: break
        }
        return findings
    }

    private func checkOrder(
        _ type: AMQPComposite, _ context: AMQPFrameContext, _ notes: inout [Note]
    ) {
        let end = self[context.sender]
        if type == .open {
            if end.isOpen { note("amqp.second-open", context, nil, &notes) }
        } else if !end.isOpen, isWhole {
            note("amqp.before-open", context, nil, &notes)
        }
        if end.isClosed { note("amqp.after-close", context, nil, &notes) }
        if let limit = channelLimit(context.sender), context.header.channel > limit {
            note("amqp.channel-over-maximum", context, UInt64(limit), &notes)
        }
    }

    private func channelLimit(_ sender: Endpoint) -> UInt16? {
        self[sender.other].isOpen ? self[sender.other].channelMax : nil
    }

    private func open(
        _ facts: AMQPFacts, _ context: AMQPFrameContext, _ notes: inout [Note]
    ) {
        self[context.sender].isOpen = true
        if let number = facts.number(3) {
            self[context.sender].channelMax = UInt16(clamping: number)
        }
        if context.header.channel != 0 { note("amqp.channel-not-zero", context, nil, &notes) }
    }

    private func begin(
        _ facts: AMQPFacts, _ context: AMQPFrameContext, _ notes: inout [Note]
    ) {
        let remote = facts.number(0).map { UInt16(truncatingIfNeeded: $0) }
        let rule = begin(context.header.channel, of: context.sender, answering: remote)
        if let rule { note(rule, context, UInt64(context.header.channel), &notes) }
        guard let session = self[context.sender].sessions[context.header.channel] else { return }
        if let number = facts.number32(4) { session.handleMax[context.sender.half] = number }
    }

    /// The session of a frame's channel; a note if it was never begun.
    func knownSession(
        _ context: AMQPFrameContext, _ notes: inout [Note]
    ) -> AMQPSession? {
        let session = session(context.header.channel, of: context.sender)
        if isWhole, session?.isImplicit ?? true {
            note("amqp.channel-unknown", context, UInt64(context.header.channel), &notes)
        }
        return session
    }

    func note(
        _ rule: StaticString, _ context: AMQPFrameContext, _ number: UInt64?,
        _ notes: inout [Note], _ severity: Note.Severity = .warning
    ) {
        notes.append(
            Note(rule, severity, at: context.place, number.map { .number($0) } ?? .none))
    }
}

// MARK: - Links

extension AMQPConnection {
    private func attach(
        _ facts: AMQPFacts, _ context: AMQPFrameContext, _ source: borrowing AMQPSource,
        _ notes: inout [Note]
    ) -> AMQPLink? {
        guard let session = knownSession(context, &notes), let name = facts.arguments[0].text,
            let handle = facts.number32(1)
        else { return nil }
        let end = context.sender
        if let known = session.link(handle, of: end), !known.isImplicit {
            note("amqp.handle-in-use", context, UInt64(handle), &notes)
            session.detach(handle, of: end)
        }
        let limit = session.handleMax[end.other.half]
        if handle > limit { note("amqp.handle-over-maximum", context, UInt64(limit), &notes) }
        let sender = facts.flag(2) ? end.other : end
        let bytes = Self.copy(source[name])
        guard let link = session.attach(bytes, handle: handle, of: end, sender: sender) else {
            note("amqp.too-many-links", context, nil, &notes, .info)
            return nil
        }
        if let address = facts.sourceAddress { link.source = Self.copy(source[address]) }
        if let address = facts.targetAddress { link.target = Self.copy(source[address]) }
        if facts.isCoordinator { link.isCoordinator = true }
        if sender == end, let count = facts.number32(9) { link.setDeliveryCount(count) }
        return link
    }

    private static func copy(_ span: RawSpan) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.append(span.start(count: AMQPLink.textByteCountMax), xor: 0, phase: 0)
        return bytes
    }

    private func flow(
        _ facts: AMQPFacts, _ context: AMQPFrameContext, _ notes: inout [Note]
    ) -> AMQPLink? {
        guard let session = knownSession(context, &notes), let handle = facts.number32(4) else {
            return nil
        }
        let link = knownLink(handle, in: session, context, sender: nil, &notes)
        guard let link else { return nil }
        if link.sender == context.sender {
            if let count = facts.number32(5) { link.setDeliveryCount(count) }
        } else if let credit = facts.number32(6) {
            link.grant(credit, at: facts.number32(5))
        }
        return link
    }

    private func detach(
        _ facts: AMQPFacts, _ context: AMQPFrameContext, _ notes: inout [Note]
    ) -> AMQPLink? {
        guard let session = knownSession(context, &notes), let handle = facts.number32(0) else {
            return nil
        }
        let link = knownLink(handle, in: session, context, sender: nil, &notes)
        session.detach(handle, of: context.sender)
        return link
    }

    /// The link of a handle; a note if it was never attached.
    ///
    /// - Parameter sender: who sends over it if nothing is known of it; `nil`: then it stays unknown.
    func knownLink(
        _ handle: UInt32, in session: AMQPSession, _ context: AMQPFrameContext, sender: Endpoint?,
        _ notes: inout [Note]
    ) -> AMQPLink? {
        let end = context.sender
        let link =
            session.link(handle, of: end)
            ?? sender.flatMap { session.assume(handle, of: end, sender: $0) }
        if isWhole, !session.isImplicit, link?.isImplicit ?? true {
            note("amqp.handle-unknown", context, UInt64(handle), &notes)
        }
        return link
    }
}

// MARK: - Dispositions

extension AMQPConnection {
    private func dispose(
        _ facts: AMQPFacts, _ context: AMQPFrameContext, _ findings: inout AMQPFindings,
        _ notes: inout [Note]
    ) {
        guard let session = knownSession(context, &notes), let first = facts.number32(1) else {
            return
        }
        let last = facts.number32(2) ?? first
        if Int32(bitPattern: last &- first) < 0 {
            return note("amqp.range", context, UInt64(last), &notes, .error)
        }
        let deliverer = facts.flag(0) ? context.sender.other : context.sender
        var found = AMQPFindings()
        let range = session.deliveries[deliverer.half].dispose(
            first, last, settles: facts.flag(3), packet: context.packet
        ) { found.add($0) }
        (findings.packets, findings.answers) = (found.packets, found.answers)
        findings.disposedCount = range.count
        if range.isBeyond, isWhole, !session.isImplicit {
            note("amqp.delivery-unknown", context, UInt64(last), &notes)
        }
    }
}
