internal import Bytes
internal import Dissection

extension AMQP091Dissector {
    /// A content's header (section 4.2.6.1).
    mutating func readContentHeader(
        _ input: inout ByteCursor, _ frame: AMQP091FrameContext, into message: inout Message
    ) throws(ParseError) {
        if message.wantsSummary { message.info.append("Content-Header ") }
        let classID: UInt16 = try input.readBigEndian()
        let weight: UInt16 = try input.readBigEndian()
        let bodySize: UInt64 = try input.readBigEndian()
        let flags: UInt16 = try input.readBigEndian()
        if message.depth >= .fields {
            message.add(.headerClass, Int(classID))
            message.add(.headerWeight, Int(weight))
            message.add(.headerBodySize, long: bodySize)
            message.add(.headerFlags, Int(flags))
            message.add(AMQP091Field.properties.id, .present)
        }
        if message.wantsNotes {
            session.beginBody(classID, bodySize, weight, frame, &message)
        }
        if message.isRich, message.wantsSummary { message.appendRich("body-size=", bodySize) }
        var type = MediaType.other
        defer { media.set(type, frame.header, frame.sender) }
        guard let count = AMQP091Property.count(of: classID) else {
            return noteUnknownHeader(classID, frame, &message)
        }
        // More flags may follow, of properties that no class has.
        var more = flags
        while more & 1 != 0 { more = try input.readBigEndian() }
        var rest = flags & ~(UInt16.max &>> UInt16(count))
        while rest != 0 {
            let index = rest.leadingZeroBitCount
            rest &= ~(0x8000 &>> UInt16(index))
            let property = AMQP091Property.find(classID, index)
            try readProperty(&input, property, &type, into: &message)
        }
        guard message.wantsNotes, !input.isAtEnd else { return }
        let trailing = StreamRange(offset: input.offset, count: input.remaining)
        message.notes.append(Note("amqp.trailing-bytes", .warning, at: trailing))
    }

    @inline(__always)
    private func readProperty(
        _ input: inout ByteCursor, _ property: AMQP091Property, _ type: inout MediaType,
        into message: inout Message
    ) throws(ParseError) {
        switch property.kind {
        case .shortString:
            let count = Int(try input.readUInt8())
            let range = StreamRange(offset: input.offset, count: count)
            let text = try input.readSpan(count: count)
            message.add(property.field, text: range)
            guard property == .contentType else {
                if message.isRich, message.wantsSummary {
                    message.appendRich(text: text, of: property)
                }
                return
            }
            type = MediaType(text)
            guard message.wantsSummary else { return }
            message.info.append("type=")
            message.info.append(untrusted: text.isPrintableASCII ? text : text.beforeNUL)
            message.info.append(" ")
        case .octet:
            let value = try input.readUInt8()
            message.add(property.field, Int(value))
            if message.isRich, message.wantsSummary { message.appendRich(value, of: property) }
        case .time: message.add(property.field, seconds: try input.readBigEndian())
        case .table: try readTable(&input, property.field, into: &message)
        }
    }

    private func noteUnknownHeader(
        _ classID: UInt16, _ frame: AMQP091FrameContext, _ message: inout Message
    ) {
        let place = StreamRange(offset: frame.place.offset + 7, count: 2)
        if AMQP091Class.title(classID) == nil {
            if message.depth >= .fields {
                message.add(AMQP091Field.unknownHeaderClass.id, .present)
            }
            message.notes.append(
                Note("amqp.class-unknown", .error, .expert, at: place, .number(UInt64(classID))))
        } else {
            message.notes.append(
                Note("amqp.content-class", .error, at: place, .number(UInt64(classID))))
        }
    }

    /// A frame of a content's body.
    mutating func readBody(
        _ input: inout ByteCursor, _ frame: AMQP091FrameContext, into message: inout Message
    ) throws(ParseError) {
        if message.wantsSummary { message.info.append("Content-Body ") }
        let type = media.find(frame.header, frame.sender)
        let offset = input.offset
        let available = input.remaining
        let payload = try input.readSpan(count: available)
        let count = frame.header.payloadCount
        if message.depth >= .fields {
            message.add(
                .payload,
                bytes: StreamRange(
                    offset: offset, count: frame.isCut ? available : count))
        }
        if type != .other { show(type, &message) }
        if message.wantsNotes {
            let part = session.observeBody(payload, frame, &message)
            if type != .other, !frame.isCut, !frame.isLong {
                carry(type, part, StreamRange(offset: offset, count: count), &message)
            }
        }
        if message.isRich, message.wantsSummary {
            message.appendRich(payload: payload, count: count)
        }
        if frame.isCut {
            throw .truncated(needed: count, available: available, offset: offset)
        }
    }

    /// A payload whose type tshark knows changes the row.
    private mutating func show(_ type: MediaType, _ message: inout Message) {
        rows.add(type.kind, &message)
        guard message.wantsSummary, !message.isRich else { return }
        switch type.kind {
        case .json:
            message.info.append(", JavaScript Object Notation (")
        case .text, .form, .http: message.info.append(" (")
        case .xml, .data, .other: return
        }
        message.info.append(type.name)
        message.info.append(")")
    }

    /// Hands over what the body holds.
    private func carry(
        _ type: MediaType, _ part: AMQP091BodyPart, _ range: StreamRange, _ message: inout Message
    ) {
        guard message.depth >= .fields else { return }
        message.addCarrierLayer("amqp")
        switch part {
        case .whole: message.payload = Payload(type, .bytes(range))
        case .last(let body): message.payload = Payload(type, .decoded(body))
        case .other: message.payload = Payload(type, .bytes(range), isPart: true)
        }
    }
}
