internal import Bytes
internal import Dissection

extension AMQP091Dissector {
    mutating func readMethod(
        _ input: inout ByteCursor, _ frame: AMQP091FrameContext, into message: inout Message
    ) throws(ParseError) {
        var facts = AMQP091MethodFacts()
        facts.classID = try input.readBigEndian()
        facts.methodID = try input.readBigEndian()
        let payload = input
        let method = AMQP091Method.find(facts.classID, facts.methodID)
        if message.depth >= .fields { addNumbers(facts, &message) }
        guard let method else { return noteUnknownMethod(facts, frame, &message) }
        if message.wantsSummary { message.appendTitle(facts.classID, method) }
        let isWatched = message.wantsNotes
        guard isWatched else { return try showArguments(&input, method, into: &message) }
        if facts.number == 60 << 16 | 40,
            let number = session.countPublish(frame, kept: message.keptBytes)
        {
            message.add(.publishNumber, long: number)
        }
        do throws(ParseError) {
            try readArguments(&input, method, &facts, into: &message)
        } catch {
            session.observeUnreadable(frame, &message)
            throw error
        }
        if !input.isAtEnd {
            let rest = StreamRange(offset: input.offset, count: input.remaining)
            message.notes.append(Note("amqp.trailing-bytes", .warning, at: rest))
        }
        session.observe(facts, payload, frame, &message)
    }

    /// Reads on to the end of the arguments, for a list: of those it shows, the bytes are all that
    /// is looked at, and of the others that they are there.
    @inline(__always)
    private func showArguments(
        _ input: inout ByteCursor, _ method: AMQP091Method, into message: inout Message
    ) throws(ParseError) {
        var hasBits = false
        for index in 0..<method.argumentCount {
            let argument = method.argument(index)
            switch argument.kind {
            case .shortString:
                let text = try input.readSpan(count: Int(try input.readUInt8()))
                if method.shows(index), message.wantsSummary { message.append(text, of: argument) }
            case .bit:
                // No method has more in a row than one octet holds.
                if !hasBits { try input.skip(1) }
                hasBits = true
                continue
            case .octet: try input.skip(1)
            case .short: try input.skip(2)
            case .long: try input.skip(4)
            case .longlong: try input.skip(8)
            case .longString, .table:
                try input.skip(Int(try input.readBigEndian(UInt32.self)))
            }
            hasBits = false
        }
    }

    private func readArguments(
        _ input: inout ByteCursor, _ method: AMQP091Method, _ facts: inout AMQP091MethodFacts,
        into message: inout Message
    ) throws(ParseError) {
        var bits: UInt8 = 0
        var bitCount = 8
        for index in 0..<method.argumentCount {
            let argument = method.argument(index)
            if argument.kind == .bit {
                if bitCount == 8 {
                    bits = try input.readUInt8()
                    bitCount = 0
                }
                let flag = bits >> UInt8(bitCount) & 1 != 0
                bitCount += 1
                facts.set(argument, flag)
                if message.depth >= .fields { message.add(argument.field.id, .flag(flag)) }
                if message.isRich, message.wantsSummary, flag {
                    message.appendRich(flag: argument)
                }
                continue
            }
            bitCount = 8
            if argument.kind == .shortString {
                try readText(&input, argument, method.shows(index), &facts, into: &message)
            } else {
                try readOther(&input, argument, &facts, into: &message)
            }
        }
    }

    private func readText(
        _ input: inout ByteCursor, _ argument: AMQP091Argument, _ isShown: Bool,
        _ facts: inout AMQP091MethodFacts, into message: inout Message
    ) throws(ParseError) {
        let count = Int(try input.readUInt8())
        let range = StreamRange(offset: input.offset, count: count)
        let text = try input.readSpan(count: count)
        facts.set(argument, range)
        if message.depth >= .fields { message.add(argument.field.id, .text(range)) }
        guard message.wantsSummary else { return }
        if isShown {
            message.append(text, of: argument)
        } else if message.isRich {
            message.appendRich(text: text, of: argument)
        }
    }

    private func readOther(
        _ input: inout ByteCursor, _ argument: AMQP091Argument,
        _ facts: inout AMQP091MethodFacts, into message: inout Message
    ) throws(ParseError) {
        let number: UInt64
        switch argument.kind {
        case .octet: number = UInt64(try input.readUInt8())
        case .short: number = UInt64(try input.readBigEndian(UInt16.self))
        case .long: number = UInt64(try input.readBigEndian(UInt32.self))
        case .longlong: number = try input.readBigEndian()
        case .longString:
            let count = Int(try input.readBigEndian(UInt32.self))
            let range = try input.readRange(count: count)
            return message.add(argument.field, bytes: range)
        case .table:
            return try readTable(&input, argument.field, into: &message)
        case .bit, .shortString: return
        }
        facts.set(argument, number)
        if message.depth >= .fields { message.add(argument.field.id, .number(number)) }
        if message.isRich, message.wantsSummary { message.appendRich(number: number, of: argument) }
    }

    private func addNumbers(_ facts: AMQP091MethodFacts, _ message: inout Message) {
        message.add(.methodClass, Int(facts.classID))
        message.add(AMQP091Field.method(of: facts.classID), Int(facts.methodID))
        message.add(AMQP091Field.arguments.id, .present)
    }

    private func noteUnknownMethod(
        _ facts: AMQP091MethodFacts, _ frame: AMQP091FrameContext, _ message: inout Message
    ) {
        let isKnownClass = AMQP091Class.title(facts.classID) != nil
        if message.depth >= .fields {
            message.add(AMQP091Field.unknownMethod(of: facts.classID).id, .present)
        }
        message.notes.append(
            Note(
                isKnownClass ? "amqp.method-unknown" : "amqp.class-unknown", .error, .expert,
                at: StreamRange(offset: frame.place.offset + 7, count: 4),
                .number(UInt64(isKnownClass ? facts.methodID : facts.classID))))
        guard message.wantsSummary else { return }
        if let title = AMQP091Class.title(facts.classID) {
            message.info.append(title)
            message.info.append(".Unknown (")
            message.info.append(decimal: UInt64(facts.methodID))
            message.info.append(") ")
        } else if message.isRich {
            message.appendRich("class=", UInt64(facts.classID))
            message.appendRich("method=", UInt64(facts.methodID))
        }
    }
}

extension Message {
    /// As in `Basic.Publish `, with a blank behind.
    @inline(__always)
    fileprivate mutating func appendTitle(_ classID: UInt16, _ method: AMQP091Method) {
        var text = info.writer(room: 48)
        if let title = AMQP091Class.title(classID) { text.append(title) }
        text.append(".")
        text.append(method.name)
        text.append(" ")
        info.commit(text.count)
    }
}

extension Message {
    /// As in `rk=key `, with a blank behind.
    @inline(__always)
    fileprivate mutating func append(_ text: RawSpan, of argument: AMQP091Argument) {
        let label = argument.label
        guard text.isPrintableASCII else {
            info.append(label)
            info.append(untrusted: text.beforeNUL)
            return info.append(" ")
        }
        var writer = info.writer(room: label.utf8CodeUnitCount &+ text.byteCount &+ 1)
        writer.append(label)
        writer.append(text)
        writer.append(byte: 0x20)
        info.commit(writer.count)
    }
}

extension RawSpan {
    /// The bytes up to the first U+0000: what tshark shows in an info column.
    var beforeNUL: RawSpan {
        @_lifetime(copy self)
        get {
            for index in 0..<byteCount where byte(at: index) == 0 {
                return extracting(first: index)
            }
            return self
        }
    }
}
