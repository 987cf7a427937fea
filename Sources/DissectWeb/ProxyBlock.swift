internal import Bytes
internal import Dissection

/// A header of version 2: a magic, what is passed on, addresses, and more in typed values.
enum ProxyBlock {
    static func read(_ block: inout ByteCursor, into message: inout Message) throws(ParseError) {
        let wants = message.depth >= .fields
        let magic = try block.readRange(count: 12)
        let command = try block.readUInt8()
        let family = try block.readUInt8()
        let length: UInt16 = try block.readBigEndian()
        if wants {
            message.add(ProxyField.proxy.id, .present)
            message.add(ProxyField.magic2.id, .bytes(magic))
            message.add(ProxyField.version2.id, .number(UInt64(command >> 4)))
            message.add(ProxyField.version.id, .number(UInt64(command >> 4)))
            message.add(ProxyField.command.id, .number(UInt64(command & 0xF)))
            message.add(ProxyField.familyAndProtocol.id, .number(UInt64(family)))
            message.add(ProxyField.family.id, .number(UInt64(family >> 4)))
            message.add(ProxyField.protocol2.id, .number(UInt64(family & 0xF)))
            message.add(ProxyField.length.id, .number(UInt64(length)))
        }
        guard wants || family != 0 else { return }
        switch family {
        case 0x11, 0x12:
            let source: UInt32 = try block.readBigEndian()
            let destination: UInt32 = try block.readBigEndian()
            message.addWanted(.sourceV4, .ipv4(source))
            message.addWanted(.destinationV4, .ipv4(destination))
            try readPorts(&block, into: &message)
        case 0x21, 0x22:
            try readSix(.sourceV6, &block, into: &message)
            try readSix(.destinationV6, &block, into: &message)
            try readPorts(&block, into: &message)
        case 0x31, 0x32:
            message.addWanted(.sourceUnix, .bytes(try block.readRange(count: 108)))
            message.addWanted(.destinationUnix, .bytes(try block.readRange(count: 108)))
        default:
            let rest = try block.readRange(count: block.remaining)
            message.addWanted(.unknown2, .bytes(rest))
        }
        try readValues(&block, into: &message)
    }

    private static func readSix(
        _ field: ProxyField, _ block: inout ByteCursor, into message: inout Message
    ) throws(ParseError) {
        let high: UInt64 = try block.readBigEndian()
        let low: UInt64 = try block.readBigEndian()
        message.addWanted(field, .ipv6(high: high, low: low))
    }

    private static func readPorts(
        _ block: inout ByteCursor, into message: inout Message
    ) throws(ParseError) {
        let source: UInt16 = try block.readBigEndian()
        let destination: UInt16 = try block.readBigEndian()
        message.addWanted(.sourcePort, .number(UInt64(source)))
        message.addWanted(.destinationPort, .number(UInt64(destination)))
    }

    private static func readValues(
        _ block: inout ByteCursor, into message: inout Message
    ) throws(ParseError) {
        while !block.isAtEnd {
            let type = try block.readUInt8()
            let length: UInt16 = try block.readBigEndian()
            let value = try block.readRange(count: Int(length))
            message.addWanted(.tlv, .present)
            message.addWanted(.tlvType, .number(UInt64(type)))
            message.addWanted(.tlvLength, .number(UInt64(length)))
            message.addWanted(.tlvValue, .bytes(value))
        }
    }
}

extension Message {
    fileprivate mutating func addWanted(_ field: ProxyField, _ value: FieldValue) {
        if depth >= .fields { add(field.id, value) }
    }
}
