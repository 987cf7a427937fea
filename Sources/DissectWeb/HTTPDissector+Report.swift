internal import Bytes
internal import Dissection

/// The kinds of messages.
enum HTTPMessageType: UInt16 {
    case request, response, continuation
}

extension HTTPDissector {
    /// Reports a message that is whole, and notes what it means for those that follow.
    ///
    /// - Parameter start: where in the stream the bytes begin; `nil`: they were kept apart.
    mutating func finish(
        _ head: HTTPHead, _ bytes: RawSpan, at start: Int?, bodyByteCount: Int,
        kept: HTTPKeptBody? = nil, into message: inout Message
    ) {
        hasRead = true
        message.use(protocolName: HTTPContent.protocolName(head, bytes, bodyByteCount))
        if message.wantsSummary {
            message.info.append(untrusted: bytes.extracting(head.line))
            message.info.append(" ")
            if bodyByteCount > 0, let type = head.headers.contentType {
                HTTPContent.append(bytes, type, to: &message.info)
            }
        }
        if message.depth >= .fields {
            message.addLayer("http", isOne: true)
            addFields(head, bytes, at: start, into: &message)
            if bodyByteCount > 0 {
                addBody(bodyByteCount, head, bytes, at: start, kept: kept, into: &message)
                carry(bodyByteCount, head, bytes, at: start, into: &message)
            }
        }
        switch head.start {
        case .request(let method, _, _):
            message.type = MessageType(HTTPMessageType.request.rawValue)
            let request = HTTPRequest(
                packetNumber: message.packetNumber, time: message.time,
                previousNumber: exchange.lastRequestNumber,
                isHead: bytes.matches(method, "head"),
                isConnect: bytes.matches(method, "connect"))
            exchange.ask(request, wantsUpgrade: head.asksForWebSocket(bytes))
        case .response:
            message.type = MessageType(HTTPMessageType.response.rawValue)
            agree(head, bytes)
            exchange.answer(code: head.code(bytes), packetNumber: message.packetNumber)
        }
    }

    /// Hands over a body that is all here and not compressed; of others the layer is named.
    private func carry(
        _ byteCount: Int, _ head: HTTPHead, _ bytes: RawSpan, at start: Int?,
        into message: inout Message
    ) {
        let type = HTTPContent.mediaType(head, bytes)
        guard let start, message.body == nil, type != .other, !head.headers.isEncoded,
            head.byteCount + byteCount <= bytes.byteCount
        else { return message.addLayer(HTTPContent.layer(head, bytes)) }
        guard head.headers.isChunked else {
            let range = StreamRange(offset: start + head.byteCount, count: byteCount)
            message.payload = Payload(type, .bytes(range), isNested: false)
            return
        }
        let text = message.decoded.count
        HTTPChunks.join(bytes.extracting(droppingFirst: head.byteCount), into: &message.decoded)
        let range = StreamRange(offset: text, count: message.decoded.count - text)
        message.payload = Payload(type, .decoded(range), isNested: false)
    }

    /// Sees whether a response ends the conversation in HTTP.
    private mutating func agree(_ head: HTTPHead, _ bytes: RawSpan) {
        let code = head.code(bytes)
        if code == 101, let upgrade = head.headers.upgrade {
            if head.asksForWebSocket(bytes) {
                let headers = head.headers
                next = .webSocket(
                    subprotocol: headers.subprotocol.map { text(bytes, $0) },
                    headers.extensions.flatMap { PermessageDeflate(bytes, $0) })
            } else {
                next = .named(text(bytes, upgrade))
            }
        } else if (200..<300).contains(code), exchange.oldest?.isConnect == true {
            next = .tunnel
        }
    }

    private func text(_ bytes: RawSpan, _ range: Range<Int>) -> String {
        unsafe bytes.extracting(range).withUnsafeBytes {
            unsafe String(decoding: $0, as: UTF8.self)
        }
    }
}

// MARK: - Fields

extension HTTPDissector {
    private func addFields(
        _ head: HTTPHead, _ bytes: RawSpan, at start: Int?, into message: inout Message
    ) {
        var fields = HTTPFieldWriter(start: start)
        if start == nil { fields.keep(bytes, head.byteCount, in: &message) }
        message.add(HTTPField.http.id, .present)
        let isRequest = fields.addStartLine(head, bytes, into: &message)
        var lines = HTTPHeaderLines(bytes, head.headerLines)
        while let line = lines.readLine() {
            let known = HTTPField.field(bytes, named: line.name)
            if let field = known {
                fields.add(field, line.value, into: &message)
                if field == .contentLengthHeader, let count = bytes.decimal(in: line.value) {
                    message.add(HTTPField.contentLength.id, .number(UInt64(count)))
                }
            }
            let field: HTTPField = isRequest ? .requestLine : .responseLine
            if message.isRedacted, known?.isSecret == true {
                message.add(field.id, .redacted(byteCount: line.line.count))
            } else {
                fields.add(field, line.line, into: &message)
            }
        }
        if isRequest {
            fields.addFullTarget(head, bytes, into: &message)
            addRequestCounts(into: &message)
        } else {
            addResponseCounts(into: &message)
        }
    }

    private func addRequestCounts(into message: inout Message) {
        message.add(HTTPField.request.id, .flag(true))
        message.add(HTTPField.requestNumber.id, .number(UInt64(exchange.requestCount + 1)))
        if let last = exchange.lastRequestNumber {
            message.add(HTTPField.previousRequestIn.id, .number(UInt64(last)))
        }
    }

    private func addResponseCounts(into message: inout Message) {
        message.add(HTTPField.response.id, .flag(true))
        message.add(HTTPField.responseNumber.id, .number(UInt64(exchange.responseCount + 1)))
        guard let request = exchange.oldest else { return }
        let (elapsed, _) = message.time.subtractingReportingOverflow(request.time)
        message.add(HTTPField.time.id, .duration(elapsed))
        message.add(HTTPField.requestIn.id, .number(UInt64(request.packetNumber)))
        if let previous = request.previousNumber {
            message.add(HTTPField.previousRequestIn.id, .number(UInt64(previous)))
        }
        if let last = exchange.lastResponseNumber {
            message.add(HTTPField.previousResponseIn.id, .number(UInt64(last)))
        }
    }
}
