internal import Bytes
internal import Dissection

extension AMQPFrameReader {
    /// The parts of a message (part 3, section 3.2), one behind the other.
    mutating func readSections(
        _ input: inout ByteCursor, _ source: borrowing AMQPSource, into message: inout Message
    ) {
        var last: AMQPComposite?
        while !input.isAtEnd {
            let start = input.offset
            do throws(ParseError) {
                let element = try input.readAMQPElement(limit: source.end)
                let section = element.descriptor.composite(in: source.bytes, at: source.base)
                guard let section, section.isSection else {
                    let place = StreamRange(offset: start, count: input.offset - start)
                    state.walk.note(
                        "amqp.section-unknown", .error, at: place, .none, source, into: &message)
                    let end = min(element.content.end, source.end)
                    if element.constructor.isCompound { state.walk.skip(&input, to: end) }
                    continue
                }
                if let last, last.rawValue > section.rawValue {
                    let place = StreamRange(offset: start, count: input.offset - start)
                    state.walk.note(
                        "amqp.section-order", .warning, at: place, .none, source, into: &message)
                }
                last = section
                read(section, element, &input, source, into: &message)
            } catch {
                return noteBroken(error, source, into: &message)
            }
        }
    }

    private mutating func read(
        _ section: AMQPComposite, _ element: AMQPElement, _ input: inout ByteCursor,
        _ source: borrowing AMQPSource, into message: inout Message
    ) {
        guard let label = section.label else { return }
        let constructor = element.constructor
        if message.isRedacted, section == .value || section == .sequence {
            let end = min(element.content.end, source.end)
            message.add(label.id, .redacted(byteCount: end - element.offset))
            if constructor.isCompound { state.walk.skip(&input, to: end) }
            return
        }
        if section.isList, constructor.isList {
            state.walk.addLabel(label, .absent, nesting: 0, source, to: &message)
            state.walk.enter(
                element, .arguments(section), as: label, nesting: 0, limit: source.end, &input,
                source, into: &message)
        } else if section == .data, constructor.isBinary {
            if state.walk.canAdd(message) {
                state.walk.add(.data, source.bytes(element.content), nesting: 0, to: &message)
            }
            carry(element.content, source, into: &message)
        } else {
            if section == .value, let text = element.text {
                carry(text, source, into: &message)
            }
            if !section.permits(constructor) {
                let place = StreamRange(
                    offset: element.offset, count: input.offset - element.offset)
                state.walk.note(
                    "amqp.field-type", .error, at: place,
                    .words(Note.Words(label.definition.label)), source, into: &message)
            }
            readValue(element, as: label, &input, source, into: &message)
        }
        state.walk.run(&input, source, into: &message)
    }

    /// A section that runs over the message's end is what tshark calls malformed, too.
    private mutating func noteBroken(
        _ error: ParseError, _ source: borrowing AMQPSource, into message: inout Message
    ) {
        let count = message.notes.count
        state.walk.note(error, source, into: &message)
        guard case .truncated = error, message.notes.count > count else { return }
        message.notes[count].standing = .malformed
    }

    /// Hands over a body whose type its properties tell.  One in several sections stays in pieces.
    private mutating func carry(
        _ range: StreamRange, _ source: borrowing AMQPSource, into message: inout Message
    ) {
        defer { bodyCount += 1 }
        guard message.depth >= .fields, bodyCount == 0, let place = state.walk.facts.contentType
        else {
            message.payload = nil
            return
        }
        let type = MediaType(source[place])
        guard type != .other else { return }
        message.payload = Payload(type, source.bytes(range), isUnnamed: true)
    }

    /// The value of a section that is no list of arguments.
    private mutating func readValue(
        _ element: AMQPElement, as label: AMQPField, _ input: inout ByteCursor,
        _ source: borrowing AMQPSource, into message: inout Message
    ) {
        var value = element
        // The section's own descriptor is not shown.
        value.descriptor = element.innerDescriptor
        if value.descriptor.isPresent, element.constructor.isCompound {
            let inner = value.descriptor.composite(in: source.bytes, at: source.base)
            if inner != nil {
                state.walk.addLabel(label, .absent, nesting: 0, source, to: &message)
                return state.walk.enter(
                    value, label, nesting: 1, limit: source.end, &input, source, into: &message)
            }
        }
        if label == .value { state.walk.addContent(of: element, source, to: &message) }
        if label != .data {
            state.walk.addLabel(label, value, nesting: 0, source, to: &message)
        }
        state.walk.enter(
            value, as: label, nesting: 0, limit: source.end, &input, source, into: &message)
    }
}

extension AMQPComposite {
    /// Whether a section may be a value like this.
    fileprivate func permits(_ constructor: AMQPConstructor) -> Bool {
        switch self {
        case .header, .properties, .sequence: constructor.isList
        case .data: constructor.isBinary
        case .value: true
        default: constructor.isMap
        }
    }
}
