internal import Bytes
internal import Dissection

/// What `--info rich` tells besides tshark's words.
extension Message {
    /// The first word of a frame.
    mutating func appendRich(_ kind: AMQPFrameKind, isCut: Bool) {
        switch kind.kind {
        case .empty: info.append("(empty)")
        case .broken: break
        case .known(let composite):
            info.append(composite.summary)
            // Without the blank behind it.
            info.truncate(to: info.count - 1)
        case .unknown(let isSASL):
            info.append(isSASL ? "<invalid SASL method>" : "<invalid AMQP performative>")
        case .otherType: info.append("<unknown frame type>")
        }
        if isCut {
            info.append(" [Packet size limited during capture]")
        } else if kind.isMalformed {
            info.append(" [Malformed Packet]")
        }
    }

    /// What the frame says, and what is known of its link and its delivery.
    mutating func appendRich(
        _ type: AMQPComposite, _ facts: AMQPFacts, _ findings: AMQPFindings,
        _ context: AMQPFrameContext, _ source: borrowing AMQPSource
    ) {
        if type.isSASL { return appendRichSASL(type, facts, source) }
        if type != .open, type != .close {
            appendRich(" ch=", UInt64(context.header.channel))
        }
        switch type {
        case .open: appendRichOpen(facts, source)
        case .begin: appendRichBegin(facts)
        case .attach: appendRichAttach(facts, source)
        case .flow: appendRichFlow(facts, findings)
        case .transfer: appendRichTransfer(facts, findings, source)
        case .disposition: appendRichDisposition(facts, findings, source)
        case .detach:
            appendRich(findings.link, facts.number(0))
            if facts.flag(1) { info.append(" closed") }
        default: break
        }
        appendRichError(facts, source)
    }

    private mutating func appendRichSASL(
        _ type: AMQPComposite, _ facts: AMQPFacts, _ source: borrowing AMQPSource
    ) {
        let first = facts.arguments[0]
        switch type {
        case .saslMechanisms:
            var input = source.cursor
            appendRichSymbols(first, &input, source)
        case .saslInit:
            if let name = first.text { appendRich(" [", source[name], "]") }
            if let host = facts.arguments[2].text { appendRich(" host=[", source[host], "]") }
        case .saslOutcome:
            guard let code = first.number else { return }
            info.append(" ")
            if let word = AMQPWords.word(code, in: AMQPWords.saslCode) {
                info.append(word)
            } else {
                info.append(decimal: code)
            }
        default:
            if let bytes = first.binary { appendRich(" size=", UInt64(bytes.count)) }
        }
    }

    /// The mechanisms that a server offers: a symbol, or an array of them.
    private mutating func appendRichSymbols(
        _ element: AMQPElement, _ input: inout ByteCursor, _ source: borrowing AMQPSource
    ) {
        if let name = element.text { return appendRich(" [", source[name], "]") }
        guard element.constructor.isArray else { return }
        let end = min(element.content.end, source.end)
        do throws(ParseError) {
            try input.skip(element.content.offset - source.base)
            var template = try input.readAMQPTemplate(limit: end)
            info.append(" [")
            for index in 0..<min(element.count, 16) where template.constructor.isText {
                try input.readAMQPContent(of: &template, limit: end)
                if index > 0 { info.append(" ") }
                info.append(untrusted: source[template.content])
            }
        } catch {}
        info.append("]")
    }

    private mutating func appendRichOpen(_ facts: AMQPFacts, _ source: borrowing AMQPSource) {
        if let name = facts.arguments[0].text { appendRich(" [", source[name], "]") }
        if let host = facts.arguments[1].text { appendRich(" host=[", source[host], "]") }
        appendRich(" max-frame=", facts.number(2))
        appendRich(" channel-max=", facts.number(3))
        appendRich(" idle=", facts.number(4))
    }

    private mutating func appendRichBegin(_ facts: AMQPFacts) {
        appendRich(" remote-ch=", facts.number(0))
        appendRich(" in-window=", facts.number(2))
        appendRich(" out-window=", facts.number(3))
        appendRich(" handle-max=", facts.number(4))
    }

    private mutating func appendRichAttach(_ facts: AMQPFacts, _ source: borrowing AMQPSource) {
        if let name = facts.arguments[0].text { appendRich(" link=[", source[name], "]") }
        appendRich(" handle=", facts.number(1))
        info.append(facts.flag(2) ? " receiver" : " sender")
        if let address = facts.sourceAddress { appendRich(" from=[", source[address], "]") }
        if let address = facts.targetAddress { appendRich(" to=[", source[address], "]") }
        if facts.isCoordinator { info.append(" coordinator") }
        if let mode = facts.number(3),
            let word = AMQPWords.word(mode, in: AMQPWords.senderSettleMode)
        {
            info.append(" ")
            info.append(word)
        }
        if facts.number(4) == 1 { info.append(" second") }
    }

    private mutating func appendRichFlow(_ facts: AMQPFacts, _ findings: AMQPFindings) {
        if facts.number(4) != nil { appendRich(findings.link, facts.number(4)) }
        appendRich(" credit=", facts.number(6))
        appendRich(" count=", facts.number(5))
        if let available = facts.number(7), available > 0 { appendRich(" available=", available) }
        appendRich(" in-window=", facts.number(1))
        if facts.flag(8) { info.append(" drain") }
        if facts.flag(9) { info.append(" echo") }
    }

    private mutating func appendRichTransfer(
        _ facts: AMQPFacts, _ findings: AMQPFindings, _ source: borrowing AMQPSource
    ) {
        appendRich(findings.link, facts.number(0))
        appendRich(" id=", facts.number(1) ?? findings.deliveryID.map { UInt64($0) })
        if let tag = facts.arguments[2].binary {
            info.append(" tag=")
            let bytes = source[tag]
            for index in 0..<min(bytes.byteCount, 16) {
                var digits = info.writer(room: 2)
                digits.append(hexadecimalByte: bytes.byte(at: index))
                info.commit(digits.count)
            }
            if bytes.byteCount > 16 { info.append("…") }
        }
        if facts.flag(4) { info.append(" settled") }
        appendRichState(facts, source)
        if facts.flag(9) { info.append(" aborted") }
        appendRich(" size=", UInt64(findings.byteCount))
        if findings.transferCount > 1 {
            appendRich(" in ", UInt64(findings.transferCount))
            info.append(" transfers")
        }
        if facts.flag(5) { info.append(" more") }
        if let credit = findings.link?.credit, credit >= 0 {
            appendRich(" credit-left=", UInt64(credit))
        }
    }

    private mutating func appendRichDisposition(
        _ facts: AMQPFacts, _ findings: AMQPFindings, _ source: borrowing AMQPSource
    ) {
        info.append(facts.flag(0) ? " receiver" : " sender")
        appendRich(" id=", facts.number(1))
        if let last = facts.number(2), last != facts.number(1) { appendRich("-", last) }
        if facts.flag(3) { info.append(" settled") }
        appendRichState(facts, source)
        if facts.flag(5) { info.append(" batchable") }
        if let packet = findings.packets.first, packet != 0 {
            appendRich(" sent in ", UInt64(packet))
            if findings.packets.count > 1 { info.append("…") }
        }
    }
}

// MARK: - Parts

extension Message {
    private mutating func appendRich(_ label: StaticString, _ number: UInt64?) {
        guard let number else { return }
        info.append(label)
        info.append(decimal: number)
    }

    private mutating func appendRich(_ label: StaticString, _ text: RawSpan, _ end: StaticString) {
        info.append(label)
        info.append(untrusted: text.start(count: AMQPLink.textByteCountMax))
        info.append(end)
    }

    private mutating func appendRich(_ label: StaticString, _ text: [UInt8]) {
        info.append(label)
        info.append(untrusted: text.rawSpan)
        info.append("]")
    }

    /// The link of a frame: its name if that is known, and its handle; and the address that its
    /// messages come from or go to.
    private mutating func appendRich(_ link: AMQPLink?, _ handle: UInt64?) {
        if let link, !link.name.isEmpty {
            appendRich(" link=[", link.name)
        }
        appendRich(" handle=", handle)
        guard let link else { return }
        if !link.source.isEmpty { appendRich(" from=[", link.source) }
        if !link.target.isEmpty { appendRich(" to=[", link.target) }
    }

    private mutating func appendRichState(_ facts: AMQPFacts, _ source: borrowing AMQPSource) {
        guard let state = facts.state else { return }
        info.append(" ")
        info.append(state.richWord)
        if let transaction = facts.transaction {
            info.append(" tx=")
            let bytes = source[transaction]
            for index in 0..<min(bytes.byteCount, 16) {
                var digits = info.writer(room: 2)
                digits.append(hexadecimalByte: bytes.byte(at: index))
                info.commit(digits.count)
            }
        }
        guard let outcome = facts.outcome else { return }
        info.append(" ")
        info.append(outcome.richWord)
    }

    private mutating func appendRichError(_ facts: AMQPFacts, _ source: borrowing AMQPSource) {
        guard let condition = facts.errorCondition else { return }
        appendRich(" error=[", source[condition], "]")
        guard let description = facts.errorDescription else { return }
        appendRich(" \"", source[description], "\"")
    }
}

extension AMQPComposite {
    fileprivate var richWord: StaticString {
        switch self {
        case .received: "received"
        case .accepted: "accepted"
        case .rejected: "rejected"
        case .released: "released"
        case .modified: "modified"
        case .declared: "declared"
        case .transactionalState: "transactional"
        default: "?"
        }
    }
}
