internal import Bytes
internal import Dissection

extension MQTTDissector {
    /// Reads a set of properties (section 2.2.2).
    ///
    /// - Parameter label: ``MQTTField/properties`` or ``MQTTField/willProperties``.
    func readProperties(
        _ body: inout ByteCursor, _ label: MQTTField, _ packet: MQTTPacketContext,
        _ facts: inout MQTTFacts, into message: inout Message
    ) throws(ParseError) {
        let start = body.offset
        guard let count = try body.readMQTTVariableInt() else {
            throw .truncated(needed: 1, available: 0, offset: start)
        }
        var list = MQTTPropertyList(
            carrier: label == .willProperties ? 0 : Int(packet.header.type.rawValue))
        // One that runs over the end of the set is read on, as tshark does; what follows the set
        // begins where the set's length says.
        var next = body
        let end = body.offset + count
        // What the capture has of a set that it cut is read.
        try body.skip(packet.isCut ? min(count, body.remaining) : count)
        if message.depth >= .fields {
            message.add(label.id, .present)
            message.add(.propertyLen, count)
        }
        while next.offset < end {
            let id = try next.readUInt8()
            message.add(.propertyId, Int(id))
            let place = StreamRange(offset: next.offset - 1, count: 1)
            guard let shape = MQTTPropertyShape(id) else {
                let rest = try next.readRange(count: end - next.offset)
                message.add(.propUnknown, text: rest)
                message.notes.append(
                    Note("mqtt.property-unknown", .error, at: place, .number(UInt64(id))))
                return
            }
            list.check(id, shape, at: place, &message)
            try readValue(&next, id, shape, &facts, into: &message)
        }
        if next.offset > end {
            let over = StreamRange(offset: end, count: next.offset - end)
            message.notes.append(Note("mqtt.property-overrun", .error, at: over))
        }
    }

    private func readValue(
        _ input: inout ByteCursor, _ id: UInt8, _ shape: MQTTPropertyShape,
        _ facts: inout MQTTFacts, into message: inout Message
    ) throws(ParseError) {
        switch shape.kind {
        case .byte:
            let value = try input.readUInt8()
            message.add(id == 0x24 ? .propertyMaxQos : .propNumber, Int(value))
            if value > 1 {
                let place = StreamRange(offset: input.offset - 1, count: 1)
                message.notes.append(
                    Note("mqtt.property-value", .error, at: place, .number(UInt64(value))))
            }
        case .two:
            let value: UInt16 = try input.readBigEndian()
            message.add(id == 0x23 ? .propertyTopicAlias : .propNumber, Int(value))
            facts.set(id, UInt32(value))
        case .four:
            let value: UInt32 = try input.readBigEndian()
            message.add(.propNumber, Int(value))
            facts.set(id, value)
        case .variable:
            let start = input.offset
            guard let value = try input.readMQTTVariableInt() else {
                throw .truncated(needed: 1, available: 0, offset: start)
            }
            message.add(.propNumber, value)
        case .string, .binary:
            try readText(&input, id, shape, &facts, into: &message)
        case .pair:
            Self.checkText(
                try input.readMQTTString(.propKeyLen, .propKey, into: &message), &message)
            Self.checkText(
                try input.readMQTTString(.propValueLen, .propValue, into: &message), &message)
        }
    }

    private func readText(
        _ input: inout ByteCursor, _ id: UInt8, _ shape: MQTTPropertyShape,
        _ facts: inout MQTTFacts, into message: inout Message
    ) throws(ParseError) {
        guard id == 0x03 else {
            let text = try input.readMQTTString(.propStringLen, .propString, into: &message)
            if shape.kind == .string { Self.checkText(text, &message) }
            return
        }
        let count = Int(try input.readBigEndian(UInt16.self))
        let type = try input.readMQTTBytes(count: count)
        message.add(.propertyContentType, text: type.range)
        Self.checkText(type, &message)
        facts.content = MediaType(type.bytes)
        facts.contentType = type.range
    }

    static func checkText(_ string: borrowing MQTTString, _ message: inout Message) {
        guard !string.bytes.isMQTTText else { return }
        message.notes.append(Note("mqtt.text-not-utf8", .error, at: string.range))
    }
}

/// Which properties were there.
private struct MQTTPropertyList {
    let carrier: Int
    private var seen: UInt64 = 0

    init(carrier: Int) { self.carrier = carrier }

    mutating func check(
        _ id: UInt8, _ shape: MQTTPropertyShape, at place: StreamRange, _ message: inout Message
    ) {
        if !shape.isAllowed(in: carrier) {
            message.notes.append(
                Note("mqtt.property-not-allowed", .error, at: place, .number(UInt64(id))))
        }
        // A message may match several subscriptions; user properties are a list.
        let mayRepeat = id == 0x26 || id == 0x0B && carrier == 3
        let bit = UInt64(1) << UInt64(id & 63)
        if seen & bit != 0, !mayRepeat {
            message.notes.append(
                Note("mqtt.property-repeated", .error, at: place, .number(UInt64(id))))
        }
        seen |= bit
    }
}
