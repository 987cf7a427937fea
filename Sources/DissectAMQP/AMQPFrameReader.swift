internal import Bytes
internal import Dissection

/// Reads the body of a frame for whoever looks at fields, notes or the long info column.
struct AMQPFrameReader {
    let state: AMQPConnection
    let context: AMQPFrameContext
    let type: AMQPComposite
    /// How many sections with a body were read.
    var bodyCount = 0

    mutating func read(
        _ kind: AMQPFrameKind, _ source: borrowing AMQPSource, into message: inout Message
    ) {
        var input = source.cursor
        state.walk.begin()
        state.walk.facts.type = type
        if message.depth >= .fields {
            message.add(
                type.isSASL ? AMQPField.saslMethod.id : AMQPField.performative.id,
                .number(UInt64(type.rawValue)))
        }
        let offset = context.header.bodyOffset ?? AMQPFrameHeader.byteCount
        readArguments(from: offset, &input, source, into: &message)
        let facts = state.walk.facts
        if context.isCut, type == .transfer { return }
        var findings = state.observe(type, facts, context, source, &message.notes)
        if type == .transfer {
            let rest = StreamRange(offset: input.offset, count: input.remaining)
            readPayload(rest, facts, &findings, source, into: &message)
        } else if input.remaining > 0, !context.isCut {
            let rest = StreamRange(offset: input.offset, count: input.remaining)
            message.notes.append(Note("amqp.trailing-bytes", .warning, at: rest))
        }
        if message.depth >= .fields { addFindings(findings, to: &message) }
        if message.isRich, message.wantsSummary {
            message.appendRich(type, state.walk.facts, findings, context, source)
        }
    }

    private mutating func readArguments(
        from offset: Int, _ input: inout ByteCursor, _ source: borrowing AMQPSource,
        into message: inout Message
    ) {
        do throws(ParseError) {
            try input.skip(offset)
            let list = try input.readAMQPElement(limit: source.end)
            guard list.constructor.isList else {
                let place = StreamRange(offset: list.offset, count: input.offset - list.offset)
                message.notes.append(Note("amqp.not-a-list", .error, at: place))
                return
            }
            if message.depth >= .fields {
                state.walk.add(.arguments, .present, nesting: 0, to: &message)
            }
            state.walk.enter(
                list, .arguments(type), as: .arguments, nesting: 0, limit: source.end, &input,
                source, into: &message)
            state.walk.run(&input, source, into: &message)
        } catch {
            if !context.isCut { state.walk.note(error, source, into: &message) }
        }
    }

    private mutating func readPayload(
        _ range: StreamRange, _ facts: AMQPFacts, _ findings: inout AMQPFindings,
        _ source: borrowing AMQPSource, into message: inout Message
    ) {
        let payload = state.transfer(
            facts, context, source[range], keeps: message.depth >= .fields, &findings,
            &message.notes)
        switch payload {
        case .whole:
            let part = AMQPSource(source[range], at: range.offset, frame: context.place)
            var input = part.cursor
            readSections(&input, part, into: &message)
        case .assembled(let bytes, let isWhole):
            guard message.depth >= .fields else { return }
            let start = message.decoded.count
            message.decoded += bytes
            let part = AMQPSource(
                bytes.rawSpan, at: start, frame: context.place, isDecoded: true)
            var input = part.cursor
            let noteCount = message.notes.count
            readSections(&input, part, into: &message)
            guard !isWhole else { return }
            // What does not fit is only not here.
            message.notes.removeSubrange(noteCount...)
            message.notes.append(Note("amqp.message-not-kept", .info, at: context.place))
        case .part, .none: break
        }
    }

    private func addFindings(_ findings: AMQPFindings, to message: inout Message) {
        if let link = findings.link, !link.name.isEmpty {
            message.add(.linkNameKnown, decoded: link.name)
            if !link.source.isEmpty { message.add(.linkSource, decoded: link.source) }
            if !link.target.isEmpty { message.add(.linkTarget, decoded: link.target) }
        }
        if type == .flow || type == .transfer, let credit = findings.link?.credit {
            message.add(AMQPField.linkCreditLeft.id, .signed(Int64(credit)))
        }
        if let packet = findings.firstPacket {
            if findings.transferCount > 1 {
                message.add(AMQPField.deliveryFirstIn.id, .number(UInt64(packet)))
            }
            message.add(AMQPField.deliverySize.id, .number(UInt64(findings.byteCount)))
            message.add(AMQPField.deliveryTransfers.id, .number(UInt64(findings.transferCount)))
        }
        guard type == .disposition else { return }
        message.add(AMQPField.deliveryCountInRange.id, .number(UInt64(findings.disposedCount)))
        for packet in findings.packets {
            message.add(AMQPField.messageIn.id, .number(UInt64(packet)))
        }
        for packet in findings.answers {
            message.add(AMQPField.ackIn.id, .number(UInt64(packet)))
        }
    }
}

extension Message {
    mutating func add(_ field: AMQPField, decoded bytes: [UInt8]) {
        let range = StreamRange(offset: decoded.count, count: bytes.count)
        decoded += bytes
        add(field.id, .decoded(range))
    }
}
