internal import Bytes
internal import Dissection

extension HTTPDissector {
    /// Reads what there is of a message whose packet was cut by the capture.
    mutating func readCut(
        _ input: inout ByteCursor, _ side: Int, into message: inout Message
    ) throws(ParseError) -> Step {
        let start = input.offset
        let unfinished = sides[side].unfinished
        let endsOpaque = sides[side].endsOpaque
        sides[side] = HTTPSide()
        let bytes = try input.readSpan(count: input.remaining)
        if bytes.byteCount == 0, unfinished == nil, message.body?.range.offset == start {
            // Behind what was read: tshark looks for one more line.
            if hasRead, !endsOpaque { message.markRow("[Packet size limited during capture]") }
            return .needMore(byteCount: 1)
        }
        if let unfinished, unfinished.packetNumber == message.packetNumber {
            report(unfinished, at: start, isCut: true, into: &message)
        } else if unfinished == nil, let (head, bodyByteCount) = wholeLines(bytes) {
            let body = message.body.map { $0.range.count - $0.missingByteCount } ?? 0
            finish(
                head, bytes, at: start, bodyByteCount: body + bodyByteCount, into: &message)
        } else {
            guard hasRead else {
                // As in tshark: what comes next is of HTTP, whatever it is.
                hasRead = bytes.byteCount > 2 && HTTPLikeness.mayBegin(bytes)
                message.markRow("[Packet size limited during capture]")
                throw .malformed(.notHTTP, offset: start)
            }
            reportContinuation(into: &message)
            // tshark looks for a line no further than to a byte that cannot be in one.
            if bytes.byteCount > 0, !beginsLine(bytes) { return .message }
        }
        if message.wantsSummary { message.info.append("[Packet size limited during capture]") }
        let rest = message.body?.range ?? StreamRange(offset: input.offset, count: 0)
        message.notes.append(Note("http.cut-short", .error, .cutShort, at: rest))
        return .message
    }

    /// The head, or what there is of its lines, and how many bytes of the body came.
    private func wholeLines(_ bytes: RawSpan) -> (HTTPHead, bodyByteCount: Int)? {
        var scan = HTTPHeadScan()
        let byteCount = scan.search(bytes)
        guard let head = HTTPHead(bytes, scan, byteCount: byteCount ?? bytes.byteCount) else {
            return nil
        }
        if case .lastChunk = head.bodyEnd(bytes, answering: nil) { return (head, 0) }
        return (head, byteCount.map { bytes.byteCount - $0 } ?? 0)
    }
}
