public import Bytes
public import Dissection

/// AMQP 1.0 (ISO 19464).
///
/// A message is a frame, or a protocol header.  A frame's header says where it ends, so whatever is
/// wrong inside of it is a note, and the next one is read.
public struct AMQPDissector: StreamDissector {
    public static let name: StaticString = "AMQP"
    public static var claimsRow: Bool { true }
    public static var marksCutRow: Bool { true }

    /// The largest frame that each end accepts, once it has said so.
    var frameByteCountMax: InlineArray<2, UInt32> = [.max, .max]
    /// Whether each end has gone over to another protocol, which comes next.
    private var isLeft: InlineArray<2, Bool> = [false, false]
    private var hasRead = false
    var isWhole = true
    /// What the two ends have said, where somebody looks at that.
    var connection: AMQPConnection?

    public init() {}

    public mutating func next(
        _ input: inout ByteCursor, _ delivery: Delivery, into message: inout Message
    ) throws(ParseError) -> Step {
        let start = input.offset
        let half = delivery.sender.half
        if isLeft[half] { return input.isAtEnd ? .needMore(byteCount: 1) : .handOver }
        guard input.remaining >= AMQPFrameHeader.byteCount else {
            if !hasRead { try checkBeginning(input, delivery.sender) }
            return .needMore(byteCount: AMQPFrameHeader.byteCount)
        }
        var beginning = input
        let header = AMQPFrameHeader(bits: try beginning.readBigEndian())
        if header.isProtocolHeader {
            guard hasRead || header.isOurs else { throw .malformed(.notAMQP, offset: start) }
            hasRead = true
            isLeft[half] = header.isOurs && header.protocolID == 2
            try input.skip(AMQPFrameHeader.byteCount)
            message.type = MessageType(0)
            if message.depth > .counts { read(header, at: start, delivery.sender, &message) }
            return .message
        }
        if let step = try checkSize(header, input, delivery) { return step }
        let isCut = delivery.end.contains(.cut)
        guard input.remaining >= header.size || isCut else {
            return .needRest(byteCount: header.size)
        }
        let frame = try input.readSpan(count: min(header.size, input.remaining))
        hasRead = true
        if message.depth == .summary, !message.isRich {
            summarize(frame, header, delivery, &message)
        } else {
            read(frame, header, at: start, delivery, &message)
        }
        return .message
    }

    public mutating func recover(from disruption: Disruption, sender: Endpoint) -> Recovery {
        isWhole = false
        connection?.loseTrack(of: sender)
        return isLeft[sender.half] ? .abandon : .search
    }

    /// What comes after the header that asks for it: TLS, and in that AMQP again.
    public func successor() -> Successor {
        Successor("tls", carrying: "amqp", asksPort: false)
    }
}

// MARK: - Sizes

extension AMQPDissector {
    /// Sees whether a frame can be as long as it says; one that cannot is none, and the place is
    /// lost.
    ///
    /// - Returns: what to wait for while there are too few bytes to tell.
    @inline(__always)
    private func checkSize(
        _ header: AMQPFrameHeader, _ input: ByteCursor, _ delivery: Delivery
    ) throws(ParseError) -> Step? {
        let limit = frameByteCountMax[delivery.sender.other.half]
        let isUsual = hasRead && header.size <= min(Int(limit), delivery.longByteCount)
        if isUsual, header.size >= AMQPFrameHeader.byteCount { return nil }
        return try checkStrictly(header, input, delivery)
    }

    /// The first frame has to be without fault, since the port alone proves nothing; and so has one
    /// that is longer than the other end accepts, or it is taken for something else.
    @inline(never)
    private func checkStrictly(
        _ header: AMQPFrameHeader, _ input: ByteCursor, _ delivery: Delivery
    ) throws(ParseError) -> Step? {
        if delivery.end.contains(.cut), header.size >= AMQPFrameHeader.byteCount { return nil }
        var beginning = input
        switch framing(&beginning, from: delivery.sender) {
        case .message: return nil
        case .needMore:
            // More than that is needed of no frame to see that it is one.
            guard input.remaining < Self.beginningByteCountMax else { return nil }
            return header.size > input.remaining && header.size <= Self.beginningByteCountMax
                ? .needRest(byteCount: header.size) : .needMore(byteCount: input.remaining + 1)
        case .impossible:
            throw .malformed(hasRead ? .frameSize : .notAMQP, offset: input.offset)
        }
    }

    private static var beginningByteCountMax: Int { 64 }

    /// Refuses a connection whose first few bytes are neither a header nor a frame.
    private func checkBeginning(_ input: ByteCursor, _ sender: Endpoint) throws(ParseError) {
        var beginning = input
        guard framing(&beginning, from: sender) != .impossible else {
            throw .malformed(.notAMQP, offset: input.offset)
        }
    }
}

extension Defect {
    static let notAMQP = Defect("a beginning that AMQP does not have")
    public static let frameSize = Defect("a frame cannot be this long")
}
