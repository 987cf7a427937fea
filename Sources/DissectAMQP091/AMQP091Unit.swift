public import Bytes

/// What comes in a stream: a frame, or the protocol header in its place.
public enum AMQP091Unit: Equatable, Sendable {
    /// Which version somebody speaks: the four bytes behind the name.
    case protocolHeader(UInt32)
    case method(AMQP091Call, channel: UInt16)
    case header(AMQP091ContentHeader, channel: UInt16)
    case body([UInt8], channel: UInt16)
    case heartbeat

    /// Channel 0 is the connection itself.
    public var channel: UInt16 {
        switch self {
        case .protocolHeader, .heartbeat: 0
        case .method(_, let channel), .header(_, let channel), .body(_, let channel): channel
        }
    }

    /// The unit as it goes into a stream.
    public var bytes: [UInt8] {
        switch self {
        case .protocolHeader(let version):
            Array("AMQP".utf8)
                + [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: version >> UInt32($0)) }
        case .method(let call, let channel): call.frame(channel: channel)
        case .header(let header, let channel): header.frame(channel: channel)
        case .body(let bytes, let channel): AMQP091Encoder.body(channel: channel, bytes)
        case .heartbeat: AMQP091Encoder.heartbeat
        }
    }
}

// MARK: - Reading

extension AMQP091Unit {
    /// How long the unit is that the bytes begin with, all of it there or not; `nil`: eight bytes
    /// of it have to be there first.
    ///
    /// - Parameter limit: a frame that is longer is an error.
    public static func byteCount(of bytes: RawSpan, limit: Int) throws(ParseError) -> Int? {
        guard bytes.byteCount >= AMQP091ProtocolHeader.byteCount else { return nil }
        if AMQP091ProtocolHeader(bytes) != nil { return AMQP091ProtocolHeader.byteCount }
        var input = ByteCursor(bytes)
        guard let header = try AMQP091FrameHeader(&input) else { return nil }
        guard header.frameByteCount <= limit else { throw .malformed(.frameTooLong, offset: 3) }
        return header.frameByteCount
    }

    /// Reads a unit that is whole.
    public init(reading bytes: RawSpan) throws(ParseError) {
        if let header = AMQP091ProtocolHeader(bytes) {
            self = .protocolHeader(header.bytes)
            return
        }
        var input = ByteCursor(bytes)
        guard let header = try AMQP091FrameHeader(&input) else {
            throw .truncated(
                needed: AMQP091FrameHeader.byteCount, available: bytes.byteCount, offset: 0)
        }
        var payload = try input.readCursor(count: header.payloadCount)
        guard try input.readUInt8() == AMQP091FrameHeader.end else {
            throw .malformed(.frameEnd, offset: input.offset - 1)
        }
        switch header.kind {
        case .method: self = .method(try AMQP091Call(&payload), channel: header.channel)
        case .header: self = .header(try AMQP091ContentHeader(&payload), channel: header.channel)
        case .body:
            self = .body(
                try payload.readArray(count: payload.remaining), channel: header.channel)
        case .heartbeat: self = .heartbeat
        case nil: throw .malformed(.frameType, offset: 0)
        }
    }
}

extension AMQP091Call {
    fileprivate init(_ input: inout ByteCursor) throws(ParseError) {
        let number = AMQP091MethodNumber(try input.readBigEndian(), try input.readBigEndian())
        guard AMQP091Method.find(number.classID, number.methodID) != nil else {
            throw .malformed(.method, offset: input.offset)
        }
        self.init(number)
        var bits: UInt8 = 0
        var bitCount = 8
        for argument in Self.arguments(of: number) {
            guard argument.kind == .bit else {
                bitCount = 8
                self[argument] = try argument.kind.read(&input)
                continue
            }
            if bitCount == 8 {
                bits = try input.readUInt8()
                bitCount = 0
            }
            self[argument] = .flag(bits >> UInt8(bitCount) & 1 != 0)
            bitCount += 1
        }
    }
}

extension AMQP091Argument.Kind {
    fileprivate func read(_ input: inout ByteCursor) throws(ParseError) -> AMQP091Value {
        switch self {
        case .octet, .bit: return .number(UInt64(try input.readUInt8()))
        case .short: return .number(UInt64(try input.readBigEndian(UInt16.self)))
        case .long: return .number(UInt64(try input.readBigEndian(UInt32.self)))
        case .longlong: return .number(try input.readBigEndian())
        case .shortString: return .text(try input.readShortString())
        case .longString: return .bytes(try input.readLongString())
        case .table: return .table(try input.readTable())
        }
    }
}

extension AMQP091ContentHeader {
    fileprivate init(_ input: inout ByteCursor) throws(ParseError) {
        let classID: UInt16 = try input.readBigEndian()
        let _: UInt16 = try input.readBigEndian()
        self.init(bodySize: try input.readBigEndian())
        self.classID = classID
        let flags: UInt16 = try input.readBigEndian()
        for index in 0..<(AMQP091Property.count(of: classID) ?? 0)
        where flags & 0x8000 >> UInt16(index) != 0 {
            let property = AMQP091Property.find(classID, index)
            switch property.kind {
            case .shortString: properties[property] = .text(try input.readShortString())
            case .octet: properties[property] = .number(UInt64(try input.readUInt8()))
            case .time: properties[property] = .number(try input.readBigEndian())
            case .table: properties[property] = .table(try input.readTable())
            }
        }
    }
}

extension ByteCursor {
    fileprivate mutating func readTable() throws(ParseError) -> AMQP091FieldTable {
        let count = Int(try readBigEndian(UInt32.self))
        return try AMQP091TableReader.read(try readCursor(count: count))
    }
}

extension Defect {
    fileprivate static let frameType = Defect("a frame of a type that there is not")
    fileprivate static let method = Defect("a method that no class has")
}
