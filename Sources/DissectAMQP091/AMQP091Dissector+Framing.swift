public import Bytes
public import Dissection

extension AMQP091Dissector {
    /// Whether a frame may begin here: its type, class and method must be known, its channel must
    /// be one where the type is sent, and the octet that ends it must be there.
    public func framing(_ input: inout ByteCursor, from sender: Endpoint) -> Framing {
        do throws(ParseError) {
            var whole = input
            guard let header = try AMQP091FrameHeader(&input) else {
                return input.canBeginFrame(isStrict: true) ? .needMore : .impossible
            }
            if header.type == UInt8(ascii: "A") { return try Self.protocolHeader(&whole) }
            return fits(header, &input)
        } catch {
            return .impossible
        }
    }

    /// A method that is known, or a content's header, tells what it is before its end has come.
    public func framingOfCut(_ input: inout ByteCursor, from sender: Endpoint) -> Framing {
        var beginning = input
        let framing = framing(&input, from: sender)
        guard framing == .needMore, let header = try? AMQP091FrameHeader(&beginning),
            header.kind == .method || header.kind == .header,
            header.fits(session.frameByteCountMax),
            (try? beginning.beginsPayload(of: header)) == true
        else { return framing }
        return .message(byteCount: header.frameByteCount)
    }

    /// The same of a frame whose header was read.
    func fits(_ header: AMQP091FrameHeader, _ input: inout ByteCursor) -> Framing {
        do throws(ParseError) {
            guard header.fits(session.frameByteCountMax) else { return .impossible }
            var payload = input
            guard let fits = try payload.beginsPayload(of: header) else { return .needMore }
            guard fits else { return .impossible }
            guard input.remaining > header.payloadCount else { return .needMore }
            try input.skip(header.payloadCount)
            guard try input.readUInt8() == AMQP091FrameHeader.end else { return .impossible }
            return .message(byteCount: header.frameByteCount)
        } catch {
            return .impossible
        }
    }

    /// One of version 1.0 is that protocol's.
    private static func protocolHeader(_ input: inout ByteCursor) throws(ParseError) -> Framing {
        let bytes = try input.readSpan(count: min(input.remaining, AMQP091ProtocolHeader.byteCount))
        switch AMQP091ProtocolHeader.likeness(bytes) {
        case .no: return .impossible
        case .needMore: return .needMore
        case .yes:
            let header = AMQP091ProtocolHeader(bytes)
            return header?.version == .v10
                ? .impossible : .message(byteCount: AMQP091ProtocolHeader.byteCount)
        }
    }
}

extension AMQP091FrameHeader {
    /// Whether the numbers are such that a frame may have them.
    fileprivate func fits(_ frameByteCountMax: Int) -> Bool {
        guard let kind, frameByteCount <= frameByteCountMax else { return false }
        switch kind {
        case .method: return payloadCount >= 4
        case .header: return payloadCount >= 14 && channel > 0
        case .body: return channel > 0
        case .heartbeat: return payloadCount == 0 && channel == 0
        }
    }
}

extension ByteCursor {
    /// With too few bytes for a header: whether they may be the beginning of one.
    ///
    /// - Parameter isStrict: whether it has to be one of a known type.
    func canBeginFrame(isStrict: Bool) -> Bool {
        var rest = self
        guard let first = try? rest.readUInt8() else { return true }
        guard first == UInt8(ascii: "A") else {
            return !isStrict || AMQP091FrameType(rawValue: first) != nil
        }
        var bytes = self
        guard let span = try? bytes.readSpan(count: remaining) else { return false }
        return AMQP091ProtocolHeader.likeness(span) != .no
    }

    /// Whether a payload of that kind begins here; `nil`: that cannot be seen yet.
    fileprivate mutating func beginsPayload(
        of header: AMQP091FrameHeader
    ) throws(ParseError) -> Bool? {
        switch header.kind {
        case .method:
            guard remaining >= 4 else { return nil }
            let (classID, methodID): (UInt16, UInt16) = (try readBigEndian(), try readBigEndian())
            return AMQP091Method.find(classID, methodID) != nil
        case .header:
            guard remaining >= 4 else { return nil }
            let (classID, weight): (UInt16, UInt16) = (try readBigEndian(), try readBigEndian())
            return weight == 0 && AMQP091Class.title(classID) != nil
        case .body, .heartbeat: return true
        case nil: return false
        }
    }
}
