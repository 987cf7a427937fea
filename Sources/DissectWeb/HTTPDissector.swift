public import Bytes
public import Dissection

/// HTTP/1.1 (RFC 9112), up to where both ends agree to speak something else.
///
/// Bodies are measured and passed over.  Bytes that begin no message, after some that did, are a
/// "Continuation" as in tshark: the rest of a body whose beginning was not captured, mostly.
public struct HTTPDissector: StreamDissector {
    public static let name: StaticString = "HTTP"
    public static var keepsRow: Bool { true }

    public static var resumesBehindCut: Bool { true }

    /// Bodies up to this many bytes are kept with their message while they come.
    static var bodyKeptByteCountMax: Int { 8 << 20 }

    var sides: InlineArray<2, HTTPSide> = [HTTPSide(), HTTPSide()]
    var exchange = HTTPExchange()
    /// Whether a message was read: from then on whatever comes is of HTTP.
    var hasRead = false
    /// What comes after both ends agreed.
    var next: HTTPSuccessor?
    /// The namespace of the XML that bodies carry: a protocol, if the registry has that name.
    var namespace: String?

    public init() {}

    public mutating func next(
        _ input: inout ByteCursor, _ delivery: Delivery, into message: inout Message
    ) throws(ParseError) -> Step {
        let side = Int(delivery.sender.rawValue)
        if delivery.end.contains(.cut) { return try readCut(&input, side, into: &message) }
        if sides[side].unfinished != nil {
            return try readOn(&input, delivery, into: &message)
        }
        if next != nil { return .handOver }
        if delivery.sender == .client, exchange.awaitsUpgrade { return .wait }
        let start = input.offset
        var rest = input
        let bytes = try rest.readSpan(count: input.remaining)
        guard bytes.byteCount > 0 else { return .needMore(byteCount: 1) }
        let byteCount = sides[side].scan.search(bytes)
        let line = sides[side].scan.startLine
        let isKnown = line.map { HTTPStartLine(bytes, $0) != nil }
        guard let byteCount, let head = HTTPHead(bytes, sides[side].scan, byteCount: byteCount)
        else {
            guard isKnown ?? mayBegin(bytes), bytes.byteCount <= HTTPHeadScan.headByteCountMax
            else { return try takeContinuation(&input, delivery, into: &message) }
            if let line { claim(bytes.extracting(line), delivery, &message) }
            return .needMore(byteCount: bytes.byteCount + 1)
        }
        return try read(head, bytes, at: start, &input, delivery, into: &message)
    }

    public func successor() -> Successor {
        next?.successor ?? Successor(namespace, asksPort: false)
    }

    /// Whether a line may come of it whose end has not come.
    private func mayBegin(_ bytes: RawSpan) -> Bool {
        hasRead || bytes.byteCount > 0 && beginsLine(bytes)
    }

    func beginsLine(_ bytes: RawSpan) -> Bool {
        let first = bytes.byte(at: 0)
        return (0x20..<0x7F).contains(first) || bytes.isLineEnd(at: 0)
    }

    /// Writes the row of a packet that has the beginning of a message.
    mutating func claim(_ line: RawSpan, _ delivery: Delivery, _ message: inout Message) {
        let side = Int(delivery.sender.rawValue)
        // A packet that only ends the stream brings nothing of the message.
        let isNew = !delivery.end.contains(.last)
        guard message.wantsSummary, isNew || sides[side].claimedPacket == message.packetNumber
        else { return }
        sides[side].claimedPacket = message.packetNumber
        message.info.append(untrusted: line)
        message.info.append(" ")
        message.claimRow()
    }

    private mutating func takeContinuation(
        _ input: inout ByteCursor, _ delivery: Delivery, into message: inout Message
    ) throws(ParseError) -> Step {
        guard hasRead else { throw .malformed(.notHTTP, offset: input.offset) }
        let isOpaque = try !beginsLine(input.readSpan(count: input.remaining))
        reportContinuation(into: &message)
        sides[Int(delivery.sender.rawValue)] = HTTPSide(endsOpaque: isOpaque)
        return .message
    }

    func reportContinuation(into message: inout Message) {
        message.type = MessageType(HTTPMessageType.continuation.rawValue)
        message.use(protocolName: Self.name)
        if message.wantsSummary { message.info.append("Continuation") }
        guard message.depth >= .fields else { return }
        message.addLayer("http", isOne: true)
        message.addLayer("data")
        message.add(HTTPField.http.id, .present)
    }
}

// MARK: - A whole head

extension HTTPDissector {
    private mutating func read(
        _ head: HTTPHead, _ bytes: RawSpan, at start: Int, _ input: inout ByteCursor,
        _ delivery: Delivery, into message: inout Message
    ) throws(ParseError) -> Step {
        let side = Int(delivery.sender.rawValue)
        let body = bytes.extracting(droppingFirst: head.byteCount)
        switch head.bodyEnd(bytes, answering: exchange.oldest) {
        case .atOnce:
            try input.skip(head.byteCount)
            finish(head, bytes, at: start, bodyByteCount: 0, into: &message)
        case .after(let count):
            if message.body == nil, body.byteCount < count {
                claim(bytes.extracting(head.line), delivery, &message)
                sides[side].scan = HTTPHeadScan()
                guard count > Self.bodyKeptByteCountMax || message.depth < .fields else {
                    return .needRest(byteCount: head.byteCount + count)
                }
                try input.skip(head.byteCount)
                return .body(byteCount: count)
            }
            try input.skip(head.byteCount + (message.body == nil ? count : 0))
            finish(head, bytes, at: start, bodyByteCount: count, into: &message)
            if message.body == nil {
                let place = StreamRange(offset: start + head.byteCount, count: count)
                passXML(body.extracting(first: count), place, head, bytes, into: &message)
            }
        case .lastChunk:
            var chunks = HTTPChunks()
            let count = chunks.read(body)
            try input.skip(head.byteCount + count)
            guard chunks.isDone else { return keep(head, bytes, chunks, side, &message) }
            note(chunks, at: input.offset, into: &message)
            finish(head, bytes, at: start, bodyByteCount: chunks.byteCount, into: &message)
        case .close:
            try input.skip(bytes.byteCount)
            return keep(head, bytes, nil, side, &message)
        }
        sides[side] = HTTPSide()
        return .message
    }

    private mutating func keep(
        _ head: HTTPHead, _ bytes: RawSpan, _ chunks: HTTPChunks?, _ side: Int,
        _ message: inout Message
    ) -> Step {
        var unfinished = HTTPUnfinished(
            bytes.extracting(first: head.byteCount), chunks: chunks,
            packetNumber: message.packetNumber)
        unfinished.byteCount = bytes.byteCount - head.byteCount
        if message.depth >= .fields {
            let kept = HTTPKeptBody(message.keptBytes)
            let body = bytes.extracting(droppingFirst: head.byteCount)
            if chunks == nil {
                kept.append(body)
            } else {
                var again = HTTPChunks()
                _ = again.read(body) { kept.append($0) }
            }
            unfinished.kept = kept
        }
        sides[side].unfinished = unfinished
        return .consumed
    }

    /// Reads on in a body whose end was not known.
    private mutating func readOn(
        _ input: inout ByteCursor, _ delivery: Delivery, into message: inout Message
    ) throws(ParseError) -> Step {
        let side = Int(delivery.sender.rawValue)
        guard var unfinished = sides[side].unfinished else { return .needMore(byteCount: 1) }
        sides[side].unfinished = nil
        var rest = input
        let bytes = try rest.readSpan(count: input.remaining)
        let kept = unfinished.kept
        var count = bytes.byteCount
        if unfinished.chunks != nil {
            count = unfinished.chunks?.read(bytes) { kept?.append($0) } ?? 0
        } else {
            kept?.append(bytes)
        }
        try input.skip(count)
        unfinished.byteCount += count
        let isAtEnd = unfinished.chunks?.isDone ?? delivery.end.contains(.last)
        if isAtEnd {
            report(unfinished, at: input.offset, into: &message)
            sides[side] = HTTPSide()
            return .message
        }
        let isChunked = unfinished.chunks != nil
        if count == 0, isChunked || unfinished.packetNumber == message.packetNumber {
            claim(unfinished, delivery, &message)
        }
        sides[side].unfinished = unfinished
        return count > 0 ? .consumed : .needMore(byteCount: 1)
    }

    private mutating func claim(
        _ unfinished: HTTPUnfinished, _ delivery: Delivery, _ message: inout Message
    ) {
        var scan = HTTPHeadScan()
        let bytes = unfinished.head.rawSpan
        _ = scan.search(bytes)
        if let line = scan.startLine { claim(bytes.extracting(line), delivery, &message) }
    }

    /// Reports a message whose head was kept apart.
    mutating func report(
        _ unfinished: HTTPUnfinished, at offset: Int, isCut: Bool = false,
        into message: inout Message
    ) {
        var scan = HTTPHeadScan()
        let bytes = unfinished.head.rawSpan
        guard let byteCount = scan.search(bytes),
            let head = HTTPHead(bytes, scan, byteCount: byteCount)
        else { return }
        if let chunks = unfinished.chunks { note(chunks, at: offset, into: &message) }
        // Chunks that are not all there are no body to tshark.
        let bodyByteCount =
            unfinished.chunks.map { isCut ? 0 : $0.byteCount }
            ?? unfinished.byteCount
        finish(
            head, bytes, at: nil, bodyByteCount: bodyByteCount,
            kept: isCut ? nil : unfinished.kept, into: &message)
    }

    private func note(_ chunks: HTTPChunks, at offset: Int, into message: inout Message) {
        guard chunks.isBroken else { return }
        message.notes.append(
            Note("http.bad-chunk-size", .warning, at: StreamRange(offset: offset, count: 0)))
    }
}

// MARK: - After a loss

extension HTTPDissector {
    public mutating func recover(from disruption: Disruption, sender: Endpoint) -> Recovery {
        let side = Int(sender.rawValue)
        sides[side] = HTTPSide()
        exchange.forget()
        if case .gap = disruption, hasRead { return .resume }
        return .search
    }

    public func framing(_ input: inout ByteCursor, from sender: Endpoint) -> Framing {
        do throws(ParseError) {
            let bytes = try input.readSpan(count: input.remaining)
            guard bytes.byteCount > 0 else { return .needMore }
            guard HTTPLikeness.mayBegin(bytes) else { return .impossible }
            var scan = HTTPHeadScan()
            guard let byteCount = scan.search(bytes) else {
                let isKnown = scan.startLine.map { HTTPStartLine(bytes, $0) != nil } ?? true
                return isKnown ? .needMore : .impossible
            }
            guard let head = HTTPHead(bytes, scan, byteCount: byteCount),
                case let end = head.bodyEnd(bytes, answering: nil)
            else { return .impossible }
            guard case .after(let count) = end else { return .message(byteCount: byteCount) }
            return .message(byteCount: byteCount + count)
        } catch {
            return .impossible
        }
    }
}

extension Defect {
    static let notHTTP = Defect("no HTTP message begins here")
}
