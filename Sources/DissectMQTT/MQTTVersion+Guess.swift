internal import Bytes

extension MQTTVersion {
    /// What a packet tells of the version, when the CONNECT was not captured; `nil`: nothing.
    ///
    /// Only what one of the versions rules out is believed.
    init?(guessedFrom header: MQTTFixedHeader, _ body: ByteCursor) {
        let count = header.remainingLength
        var body = body
        let isNew: Bool?
        switch header.type {
        case .auth: isNew = true
        case .connack: isNew = count > 2
        case .puback, .pubrec, .pubrel, .pubcomp: isNew = count > 2 ? true : nil
        case .disconnect: isNew = count > 0 ? true : nil
        case .unsuback: isNew = count > 2
        case .subscribe, .unsubscribe:
            isNew = body.tellsVersion(ofTopicsWithOptions: header.type == .subscribe)
        case .publish: isNew = body.tellsVersion(ofPublish: header)
        default: isNew = nil
        }
        guard let isNew else { return nil }
        self = isNew ? .v5 : .v311
    }
}

extension ByteCursor {
    fileprivate mutating func tellsVersion(ofTopicsWithOptions hasOptions: Bool) -> Bool? {
        guard (try? skip(2)) != nil else { return nil }
        var rest = self
        let isOld = rest.isTopicList(hasOptions)
        let isNew = (try? skipProperties()) != nil && isTopicList(hasOptions)
        return isOld == isNew ? nil : isNew
    }

    private mutating func isTopicList(_ hasOptions: Bool) -> Bool {
        guard !isAtEnd else { return false }
        do throws(ParseError) {
            while !isAtEnd {
                let count: UInt16 = try readBigEndian()
                guard count > 0 else { return false }
                let topic = try readSpan(count: Int(count))
                guard topic.isMQTTText else { return false }
                if hasOptions, try readUInt8() & 3 == 3 { return false }
            }
            return true
        } catch {
            return false
        }
    }

    /// A topic that is empty is one that has a number; properties are what follows the topic if
    /// all of that many bytes are properties of a PUBLISH.
    fileprivate mutating func tellsVersion(ofPublish header: MQTTFixedHeader) -> Bool? {
        do throws(ParseError) {
            let count: UInt16 = try readBigEndian()
            if count == 0 { return true }
            try skip(Int(count) + (header.qos > 0 ? 2 : 0))
            let start = offset
            try skipProperties()
            return offset - start > 1 ? true : nil
        } catch {
            return nil
        }
    }

    private mutating func skipProperties() throws(ParseError) {
        let start = offset
        guard let count = try readMQTTVariableInt() else {
            throw .truncated(needed: 1, available: 0, offset: start)
        }
        var list = try readCursor(count: count)
        while !list.isAtEnd {
            let place = list.offset
            guard let shape = MQTTPropertyShape(try list.readUInt8()) else {
                throw .malformed(.notAProperty, offset: place)
            }
            try list.skip(shape.kind)
        }
    }

    private mutating func skip(_ kind: MQTTPropertyShape.Kind) throws(ParseError) {
        switch kind {
        case .byte: try skip(1)
        case .two: try skip(2)
        case .four: try skip(4)
        case .variable:
            guard try readMQTTVariableInt() != nil else {
                throw .truncated(needed: 1, available: 0, offset: offset)
            }
        case .string, .binary: try skip(Int(try readBigEndian(UInt16.self)))
        case .pair:
            try skip(Int(try readBigEndian(UInt16.self)))
            try skip(Int(try readBigEndian(UInt16.self)))
        }
    }
}

extension Defect {
    static let notAProperty = Defect("no property has this number")
}
