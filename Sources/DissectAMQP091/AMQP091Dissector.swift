public import Bytes
public import Dissection

/// AMQP 0-9-1 with RabbitMQ's extensions, and its predecessors 0-8 and 0-9 as far as they are the
/// same.
///
/// A message is a frame.  Its header says where it ends, so whatever is wrong inside of it is a
/// note, and the next one is read.
public struct AMQP091Dissector: StreamDissector {
    public static let name: StaticString = "AMQP"
    public static var marksCutRow: Bool { true }

    var session = AMQP091Session()
    /// What the bodies are whose headers were seen: all of a session that a list needs.
    var media = AMQP091OpenMedia()
    var rows = AMQP091RowNames()

    public init() {}

    public mutating func next(
        _ input: inout ByteCursor, _ delivery: Delivery, into message: inout Message
    ) throws(ParseError) -> Step {
        let start = input.offset
        let available = input.remaining
        guard let header = try AMQP091FrameHeader(&input) else {
            let isStrict = !session.hasRead || session.distrusts(delivery.sender)
            guard input.canBeginFrame(isStrict: isStrict) else {
                throw .malformed(.notAMQP, offset: start)
            }
            return .needMore(byteCount: available + 1)
        }
        guard header.type != UInt8(ascii: "A") else {
            return try readProtocolHeader(&input, header, from: start, delivery, into: &message)
        }
        let byteCount = header.frameByteCount
        let isLong = message.body != nil
        if !isLong {
            if let step = try check(header, from: start, delivery, available, input) { return step }
        }
        let payload = try input.readCursor(count: isLong ? input.remaining : header.payloadCount)
        let end = isLong ? AMQP091FrameHeader.end : try input.readUInt8()
        if end != AMQP091FrameHeader.end {
            // Its length is not to be believed either.
            guard byteCount <= session.frameByteCountMax, session.hasRead, header.kind != nil
            else {
                throw .malformed(.frameEnd, offset: start)
            }
            session.distrusts(delivery.sender, true)
        }
        session.hasRead = true
        message.type = MessageType(UInt16(header.type))
        if message.depth == .counts { return .message }
        rows.take(&message)
        let frame = AMQP091FrameContext(
            header, delivery.sender, at: start, end: end, isCut: delivery.end.contains(.cut),
            isLong: isLong)
        read(payload, frame, into: &message)
        return .message
    }

    public mutating func recover(from disruption: Disruption, sender: Endpoint) -> Recovery {
        session.loseTrack(of: sender)
        media.removeAll()
        return .search
    }

    /// How much longer than both ends agreed a frame may be that is waited for.
    static var excessByteCountMax: Int { 1 << 20 }

    /// Sees whether a frame is all here, and whether it can be one.
    ///
    /// - Returns: what to wait for if it is not here.
    @inline(__always)
    private mutating func check(
        _ header: AMQP091FrameHeader, from start: Int, _ delivery: Delivery, _ available: Int,
        _ payload: borrowing ByteCursor
    ) throws(ParseError) -> Step? {
        if !session.hasRead || session.distrusts(delivery.sender) {
            try doubt(header, from: start, delivery.sender, payload)
        }
        let byteCount = header.frameByteCount
        guard available < byteCount || byteCount > delivery.longByteCount else { return nil }
        guard header.kind != nil || byteCount <= session.frameByteCountMax else {
            throw .malformed(.notAMQP, offset: start)
        }
        if byteCount > delivery.longByteCount, session.permits(byteCount) {
            return .body(byteCount: byteCount - AMQP091FrameHeader.byteCount)
        }
        guard byteCount <= session.frameByteCountMax + Self.excessByteCountMax else {
            throw .malformed(.frameTooLong, offset: start)
        }
        return .needRest(byteCount: byteCount)
    }

    /// The first frame of a connection, and one behind another with a wrong end, has to be without
    /// fault.
    @inline(never)
    private mutating func doubt(
        _ header: AMQP091FrameHeader, from start: Int, _ sender: Endpoint,
        _ payload: borrowing ByteCursor
    ) throws(ParseError) {
        var input = copy payload
        switch fits(header, &input) {
        case .impossible: throw .malformed(.notAMQP, offset: start)
        case .needMore: break
        case .message: session.distrusts(sender, false)
        }
    }
}

/// What is known of a frame before its payload is read.
struct AMQP091FrameContext: BitwiseCopyable {
    let header: AMQP091FrameHeader
    let sender: Endpoint
    let place: StreamRange
    let end: UInt8
    /// Whether the capture has no more than the frame's beginning.
    let isCut: Bool
    /// Whether the payload went by, and was not kept.
    let isLong: Bool

    init(
        _ header: AMQP091FrameHeader, _ sender: Endpoint, at start: Int, end: UInt8, isCut: Bool,
        isLong: Bool
    ) {
        self.header = header
        self.sender = sender
        place = StreamRange(offset: start, count: header.frameByteCount)
        self.end = end
        self.isCut = isCut
        self.isLong = isLong
    }
}

extension Defect {
    static let frameEnd = Defect("a frame that does not end with 0xCE")
    static let frameTooLong = Defect("a frame longer than both ends agreed")
    static let notAMQP = Defect("a beginning that no frame of AMQP 0-9-1 has")
}
