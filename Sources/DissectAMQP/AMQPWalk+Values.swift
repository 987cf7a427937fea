internal import Bytes
internal import Dissection

extension AMQPWalk {
    /// Reads the next element of the innermost compound, and goes into it if it is one itself.
    mutating func readElement(
        _ input: inout ByteCursor, _ source: borrowing AMQPSource, into message: inout Message
    ) throws(ParseError) {
        let last = levels.count - 1
        let level = levels[last]
        var element = level.template
        element.offset = input.offset
        if case .array = level.kind {
            try input.readAMQPContent(of: &element, limit: level.end)
        } else {
            element = try input.readAMQPElement(limit: level.end)
        }
        levels[last].remaining -= 1
        levels[last].index += 1
        switch level.kind {
        case .arguments(let composite):
            readArgument(element, composite, &input, source, into: &message)
        case .map:
            guard level.hasKey else {
                levels[last].key = element
                levels[last].hasKey = true
                if element.constructor.isCompound { skip(&input, to: element.content.end) }
                return
            }
            levels[last].hasKey = false
            show(element, key: level.key, in: level, &input, source, into: &message)
        case .list, .array:
            show(element, key: .absent, in: level, &input, source, into: &message)
        }
    }

    /// An element of a list, a map or an array.
    private mutating func show(
        _ element: AMQPElement, key: AMQPElement, in level: Level, _ input: inout ByteCursor,
        _ source: borrowing AMQPSource, into message: inout Message
    ) {
        let nesting = level.nesting + 1
        let known = element.constructor.isList ? composite(of: element, source) : nil
        let field = known?.label ?? .list
        if canAdd(message) {
            var value = FieldValue.present
            if message.depth == .tree {
                var title: StaticString = "list-item"
                if case .array = level.kind { title = level.field.definition.label }
                let range = text.append(element, key: key, title: title, source, to: &message)
                value = range.map { .decoded($0) } ?? .present
            }
            if let name = key.text { add(.fieldName, source.text(name), nesting: 0, to: &message) }
            add(field, value, nesting: nesting, to: &message)
            addScalar(element, source, to: &message)
        }
        if let known, known.label != nil {
            enter(
                element, .arguments(known), as: field, nesting: nesting, limit: level.end, &input,
                source, into: &message)
        } else {
            enter(
                element, as: .list, nesting: nesting, limit: level.end, &input, source,
                into: &message)
        }
    }

    /// Adds an element's value alone, for filters.
    private func addScalar(
        _ element: AMQPElement, _ source: borrowing AMQPSource, to message: inout Message
    ) {
        let signed = Int64(bitPattern: element.bits)
        switch element.constructor.code {
        case 0x41, 0x42, 0x56:
            add(.fieldBoolean, .flag(element.bits != 0), nesting: 0, to: &message)
        case 0x50...0x55, 0x60, 0x61, 0x70, 0x71, 0x81:
            add(.fieldInteger, .signed(signed), nesting: 0, to: &message)
        case 0x43, 0x44: add(.fieldInteger, .signed(0), nesting: 0, to: &message)
        case 0x80 where signed >= 0:
            add(.fieldInteger, .signed(signed), nesting: 0, to: &message)
        case 0x72:
            let number = Float(bitPattern: UInt32(truncatingIfNeeded: element.bits))
            addDouble(Double(number), to: &message)
        case 0x82: addDouble(Double(bitPattern: element.bits), to: &message)
        case 0xA1, 0xA3, 0xB1, 0xB3:
            add(.fieldString, source.text(element.content), nesting: 0, to: &message)
        default: break
        }
    }

    /// Adds a body that is text or bytes, as it is, for whoever wants no more than that.
    func addContent(
        of element: AMQPElement, _ source: borrowing AMQPSource, to message: inout Message
    ) {
        switch element.constructor.code {
        case 0xA0, 0xA1, 0xA3, 0xB0, 0xB1, 0xB3:
            add(.valueContent, source.bytes(element.content), nesting: 0, to: &message)
        default: break
        }
    }

    private func addDouble(_ number: Double, to message: inout Message) {
        let text = Array("\(number)".utf8)
        let range = StreamRange(offset: message.decoded.count, count: text.count)
        message.decoded += text
        add(.fieldDouble, .decoded(range), nesting: 0, to: &message)
    }

    /// The type that a value's descriptor names, if it is one of those that are lists.
    private func composite(
        of element: AMQPElement, _ source: borrowing AMQPSource
    ) -> AMQPComposite? {
        guard element.descriptor.isPresent else { return nil }
        let found = element.descriptor.composite(in: source.bytes, at: source.base)
        return found.flatMap { $0.isList ? $0 : nil }
    }

    /// Goes into a compound of no type that is known here.
    mutating func enter(
        _ element: AMQPElement, as field: AMQPField, nesting: Int, limit: Int,
        _ input: inout ByteCursor, _ source: borrowing AMQPSource, into message: inout Message
    ) {
        guard element.constructor.isCompound else { return }
        let kind: Level.Kind =
            element.constructor.isMap ? .map : element.constructor.isArray ? .array : .list
        enter(
            element, kind, as: field, nesting: nesting, limit: limit, &input, source,
            into: &message)
    }
}

// MARK: - Arguments

extension AMQPWalk {
    private mutating func readArgument(
        _ element: AMQPElement, _ composite: AMQPComposite, _ input: inout ByteCursor,
        _ source: borrowing AMQPSource, into message: inout Message
    ) {
        let last = levels.count - 1
        let level = levels[last]
        let index = level.index - 1
        let arguments = composite.arguments
        guard index < arguments.count else {
            if index == arguments.count {
                let place = StreamRange(offset: element.offset, count: 1)
                note(
                    "amqp.too-many-arguments", .error, at: place, arguments.count + level.remaining,
                    source, into: &message)
            }
            show(element, key: .absent, in: level, &input, source, into: &message)
            return
        }
        facts.take(element, index, of: composite)
        guard element.constructor != .null else { return }
        levels[last].seen |= 1 << UInt16(index)
        let argument = arguments[index]
        if !argument.permits(element) {
            let place = StreamRange(
                offset: element.offset, count: input.offset - element.offset)
            note(
                "amqp.field-type", .error, at: place,
                .words(Note.Words(argument.field.definition.label)), source, into: &message)
        }
        let nesting = level.nesting + 1
        guard element.constructor.isCompound else {
            return addValue(element, argument, nesting: nesting, source, into: &message)
        }
        enter(
            element, argument.field, nesting: nesting, limit: level.end, &input, source,
            into: &message)
    }

    /// Goes into a compound that is an argument or the value of a message, and shows what it is.
    mutating func enter(
        _ element: AMQPElement, _ field: AMQPField, nesting: Int, limit: Int,
        _ input: inout ByteCursor, _ source: borrowing AMQPSource, into message: inout Message
    ) {
        if let composite = composite(of: element, source), let label = composite.label,
            element.constructor.isList
        {
            facts.enter(composite)
            let isPlain = element.count > 0 && !composite.arguments.isEmpty
            addLabel(label, isPlain ? .absent : element, nesting: nesting, source, to: &message)
            enter(
                element, .arguments(composite), as: label, nesting: nesting, limit: limit, &input,
                source, into: &message)
        } else {
            addLabel(field, element, nesting: nesting, source, to: &message)
            enter(
                element, as: field, nesting: nesting, limit: limit, &input, source, into: &message)
        }
    }

    private mutating func addValue(
        _ element: AMQPElement, _ argument: AMQPArgument, nesting: Int,
        _ source: borrowing AMQPSource, into message: inout Message
    ) {
        guard canAdd(message), argument.canShow(element) else { return }
        let constructor = element.constructor
        var field = argument.field
        if argument.isLabel, !argument.hasOtherField(for: constructor) {
            return addLabel(field, element, nesting: nesting, source, to: &message)
        }
        switch argument.kind {
        case .symbols, .address: if constructor.isText { field = argument.field(1) }
        case .identifier:
            if constructor.isUnsigned { field = argument.field(1) }
            if constructor.isText { field = argument.field(2) }
            if constructor.isBinary { field = argument.field(3) }
            if constructor.code == 0x98 { field = argument.field(4) }
        default: break
        }
        let value: FieldValue
        if constructor.isText {
            value = source.text(element.content)
        } else if constructor.isBinary {
            value = source.bytes(element.content)
        } else if constructor.isBoolean {
            value = .flag(element.bits != 0)
        } else if constructor.code == 0x83 {
            value = .time(Self.nanoseconds(element.bits))
        } else if constructor.code == 0x98 {
            let range = text.append(uuid: source[element.content], to: &message)
            value = range.map { .decoded($0) } ?? .present
        } else {
            value = .number(element.bits)
        }
        add(field, value, nesting: nesting, to: &message)
    }

    /// A timestamp is in milliseconds.
    static func nanoseconds(_ bits: UInt64) -> Int64 {
        let milliseconds = Int64(bitPattern: bits)
        let (product, hasOverflowed) = milliseconds.multipliedReportingOverflow(by: 1_000_000)
        return hasOverflowed ? (milliseconds < 0 ? .min : .max) : product
    }
}

// MARK: - Fields

extension AMQPWalk {
    func canAdd(_ message: borrowing Message) -> Bool {
        message.depth >= .fields && message.fields.count < Self.fieldCountMax
    }

    func add(
        _ field: AMQPField, _ value: FieldValue, nesting: Int, to message: inout Message
    ) {
        message.fields.append(
            Field(id: field.id, value: value, nesting: UInt8(clamping: nesting)))
    }

    /// - Parameter element: a compound, whose size is told; ``AMQPElement/absent``: it is not.
    mutating func addLabel(
        _ field: AMQPField, _ element: AMQPElement, nesting: Int, _ source: borrowing AMQPSource,
        to message: inout Message
    ) {
        guard canAdd(message) else { return }
        var value = FieldValue.present
        if message.depth == .tree, element.constructor.code >= 0x40 {
            let range = text.append(
                element, key: .absent, title: field.definition.label, source, to: &message)
            value = range.map { .decoded($0) } ?? .present
        }
        add(field, value, nesting: nesting, to: &message)
    }
}
