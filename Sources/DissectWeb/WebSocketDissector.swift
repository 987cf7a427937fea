public import Bytes
public import Dissection
internal import Inflation

/// WebSocket (RFC 6455): each frame is a message, the payloads of data frames are the inner
/// stream, inflated if both ends agreed on that (RFC 7692).
public struct WebSocketDissector: StreamDissector {
    public static let name: StaticString = "WebSocket"

    /// Longer frames are passed on while they come, when nobody looks at their fields.
    static var frameKeptByteCountMax: Int { 1 << 16 }

    private let subprotocol: String?
    let deflate: PermessageDeflate?
    var sides: InlineArray<2, WebSocketSide> = [WebSocketSide(), WebSocketSide()]

    /// - Parameters:
    ///   - subprotocol: what the server chose, a name of the registry or not.
    ///   - deflate: whether and how messages are compressed.
    public init(carrying subprotocol: String? = nil, deflate: PermessageDeflate? = nil) {
        self.subprotocol = subprotocol
        self.deflate = deflate
    }

    public mutating func next(
        _ input: inout ByteCursor, _ delivery: Delivery, into message: inout Message
    ) throws(ParseError) -> Step {
        let side = Int(delivery.sender.rawValue)
        if let frame = sides[side].long {
            return try readOn(frame, &input, delivery.sender, into: &message)
        }
        let start = input.offset
        var head = input
        guard let header = try WebSocketFrame(&head) else {
            return .needMore(byteCount: Self.headerCount(input))
        }
        // Part of a frame whose length was known may be missing, and the driver knows where the
        // next one begins.
        if let expected = sides[side].nextOffset, expected != start { sides[side].lose() }
        let byteCount = header.headerCount + header.payloadCount
        let rules = WebSocketRules(
            header, from: delivery.sender, in: sides[side], hasDeflate: deflate != nil)
        if delivery.end.contains(.cut) {
            let place = StreamRange(offset: start, count: byteCount)
            return try readCut(header, place, rules, &input, delivery.sender, into: &message)
        }
        let isLong = isLong(header, delivery, side, message)
        if isLong || head.remaining < header.payloadCount {
            guard isLong else { return .needRest(byteCount: byteCount) }
            sides[side].long = WebSocketSide.LongFrame(header: header, rules: rules)
            input = head
            return .consumed
        }
        input = head
        let payload = try input.readSpan(count: header.payloadCount)
        let place = StreamRange(offset: start, count: byteCount)
        take(header, payload, place, phase: 0, isEnd: true, delivery.sender, into: &message)
        report(header, payload, place, rules, delivery.sender, into: &message)
        sides[side].nextOffset = place.end
        return .message
    }

    /// Whether a frame is passed on in parts: a long one when nobody looks at its fields, and one
    /// that may become far longer when it is inflated.
    private func isLong(
        _ header: WebSocketFrame, _ delivery: Delivery, _ side: Int, _ message: borrowing Message
    ) -> Bool {
        let isCompressed =
            deflate != nil && !header.isControl
            && (header.isCompressed || sides[side].open?.isCompressed == true)
        if isCompressed { return header.payloadCount > Inflater.partByteCountMax }
        return header.payloadCount
            > (message.depth < .fields ? Self.frameKeptByteCountMax : delivery.longByteCount)
    }

    private static func headerCount(_ input: ByteCursor) -> Int {
        var head = input
        do throws(ParseError) {
            guard head.remaining >= 2 else { return 2 }
            try head.skip(1)
            return WebSocketFrame.headerCount(try head.readUInt8())
        } catch {
            return 2
        }
    }

    /// Reads on in a long frame: what there is of it is passed on, and not kept.
    private mutating func readOn(
        _ frame: WebSocketSide.LongFrame, _ input: inout ByteCursor, _ sender: Endpoint,
        into message: inout Message
    ) throws(ParseError) -> Step {
        let side = Int(sender.rawValue)
        let header = frame.header
        let rest = header.payloadCount - frame.taken
        let start = input.offset - frame.taken - header.headerCount
        let place = StreamRange(offset: start, count: header.headerCount + header.payloadCount)
        guard rest > 0 else {
            sides[side].long = nil
            sides[side].nextOffset = place.end
            report(header, nil, place, frame.rules, sender, into: &message)
            return .message
        }
        let isInflated = sides[side].inflater != nil || header.isCompressed
        let most = isInflated ? Inflater.partByteCountMax : rest
        let count = min(rest, input.remaining, most)
        guard count > 0 else { return .needMore(byteCount: 1) }
        let part = try input.readSpan(count: count)
        sides[side].long?.taken += count
        take(
            header, part, place, phase: frame.taken, isEnd: count == rest, sender, into: &message)
        return .consumed
    }

    public func successor() -> Successor {
        Successor(subprotocol?.lowercased(), asksPort: false)
    }

    /// A gap inside a long frame leaves its end where it was.
    public mutating func recover(from disruption: Disruption, sender: Endpoint) -> Recovery {
        let side = Int(sender.rawValue)
        if case .gap(let count?) = disruption, var frame = sides[side].long,
            count <= frame.header.payloadCount - frame.taken
        {
            frame.taken += count
            let (open, isControl) = (sides[side].open, frame.header.isControl)
            sides[side].lose()
            sides[side].long = frame
            if isControl { sides[side].open = open }
            return .resume
        }
        sides[side].lose()
        return .search
    }

    /// A header without fault, as the sender has to write it.
    public func framing(_ input: inout ByteCursor, from sender: Endpoint) -> Framing {
        do throws(ParseError) {
            guard let frame = try WebSocketFrame(&input) else { return .needMore }
            let isMasked = frame.key != nil
            let allowed: UInt8 = deflate != nil && !frame.isControl ? 4 : 0
            guard frame.isKnown, frame.isShortest, isMasked == (sender == .client),
                frame.reserved & ~allowed == 0,
                !frame.isControl || frame.isFinal && frame.payloadCount <= 125
            else { return .impossible }
            return .message(byteCount: frame.headerCount + frame.payloadCount)
        } catch {
            return .impossible
        }
    }
}
