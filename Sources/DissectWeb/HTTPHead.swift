internal import Bytes

/// A whole head, as places in it.
struct HTTPHead: Equatable {
    var line: Range<Int>
    var start: HTTPStartLine
    /// The header lines, and the empty one behind them.
    var headerLines: Range<Int>
    var headers: HTTPHeaders

    var byteCount: Int { headerLines.upperBound }

    /// - Parameter bytes: begin where the head does.
    init?(_ bytes: RawSpan, _ scan: HTTPHeadScan, byteCount: Int) {
        guard let line = scan.startLine, let start = HTTPStartLine(bytes, line) else { return nil }
        self.line = line
        self.start = start
        headerLines = scan.headersStart..<byteCount
        headers = HTTPHeaders(bytes, headerLines)
    }

    /// The number behind the version; 0 when there is none.
    func code(_ bytes: RawSpan) -> Int {
        guard case .response(_, let code, _) = start, code.count == 3 else { return 0 }
        return bytes.decimal(in: code) ?? 0
    }

    func bodyEnd(_ bytes: RawSpan, answering request: HTTPRequest?) -> HTTPBodyEnd {
        switch start {
        case .request: HTTPBodyEnd(request: headers)
        case .response: HTTPBodyEnd(response: headers, code: code(bytes), to: request)
        }
    }

    /// Whether a client asks to go on with WebSocket.
    func asksForWebSocket(_ bytes: RawSpan) -> Bool {
        guard let upgrade = headers.upgrade else { return false }
        return bytes.hasToken("websocket", in: upgrade)
    }
}
