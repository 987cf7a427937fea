internal import Bytes
internal import Dissection
internal import Inflation

/// Bodies as fields: out of their chunks, and unpacked.
extension HTTPDissector {
    /// Adds the body of a message that is whole, if it was kept.
    ///
    /// - Parameters:
    ///   - start: where in the stream the bytes begin; `nil`: they were kept apart.
    ///   - kept: the body, if it came in pieces that are gone.
    func addBody(
        _ byteCount: Int, _ head: HTTPHead, _ bytes: RawSpan, at start: Int?,
        kept: HTTPKeptBody?, into message: inout Message
    ) {
        if let kept {
            if !kept.isGivenUp { add(decoded: kept.bytes.rawSpan, head, into: &message) }
            return
        }
        guard let start, message.body == nil else { return }
        let body = bytes.extracting(droppingFirst: head.byteCount)
        if head.headers.isChunked {
            var joined: [UInt8] = []
            HTTPChunks.join(body, into: &joined)
            add(decoded: joined.rawSpan, head, into: &message)
        } else if byteCount <= body.byteCount {
            guard head.headers.isEncoded else {
                let place = StreamRange(offset: start + head.byteCount, count: byteCount)
                return message.add(HTTPField.fileData.id, .text(place))
            }
            add(decoded: body.extracting(first: byteCount), head, into: &message)
        }
    }

    private func add(decoded body: RawSpan, _ head: HTTPHead, into message: inout Message) {
        let start = message.decoded.count
        if head.headers.isEncoded {
            guard let inflater = Inflater(message.openInflaters, .wrapped) else { return }
            var unpacked: [UInt8] = []
            guard inflater.inflate(body, into: &unpacked) == .done else { return }
            message.decoded += unpacked
        } else {
            message.decoded.append(body, xor: 0, phase: 0)
        }
        let place = StreamRange(offset: start, count: message.decoded.count - start)
        message.add(HTTPField.fileData.id, .decoded(place))
    }
}
