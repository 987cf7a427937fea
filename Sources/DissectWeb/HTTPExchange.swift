internal import Bytes

/// A request that has had no answer yet.
struct HTTPRequest: Equatable {
    var packetNumber: Int
    var time: Int64
    /// The packet of the request before.
    var previousNumber: Int?
    /// The answer to a HEAD has no body, whatever its headers say.
    var isHead: Bool
    var isConnect: Bool
}

/// What must be known of a connection to read its next message: who asked what.
///
/// It stands a capture that begins in the middle: an answer without a request is read by its
/// own headers.
struct HTTPExchange {
    /// Requests over this that wait for answers are forgotten, the oldest first.
    static var openRequestCountMax: Int { 64 }

    private var open: [HTTPRequest] = []
    private(set) var requestCount = 0
    private(set) var responseCount = 0
    private(set) var lastRequestNumber: Int?
    private(set) var lastResponseNumber: Int?
    /// The client asked for another protocol, and its next bytes may be of that.
    private(set) var awaitsUpgrade = false

    /// The request that the server's next message answers.
    var oldest: HTTPRequest? { open.first }

    mutating func ask(_ request: HTTPRequest, wantsUpgrade: Bool) {
        if open.count == Self.openRequestCountMax { open.removeFirst() }
        open.append(request)
        requestCount += 1
        lastRequestNumber = request.packetNumber
        awaitsUpgrade = wantsUpgrade
    }

    mutating func answer(code: Int, packetNumber: Int) {
        responseCount += 1
        lastResponseNumber = packetNumber
        let isFinal = code >= 200 || code == 101
        guard isFinal else { return }
        if !open.isEmpty { open.removeFirst() }
        if open.isEmpty { awaitsUpgrade = false }
    }

    /// The server's place was lost: which requests were answered is not known any more.
    mutating func forget() {
        open = []
        awaitsUpgrade = false
    }
}

/// Where a body ends (RFC 9112, section 6.3).
enum HTTPBodyEnd: Equatable {
    case atOnce
    case after(byteCount: Int)
    case lastChunk
    case close

    init(request headers: HTTPHeaders) {
        if headers.isChunked {
            self = .lastChunk
        } else {
            self = .after(headers.contentLength ?? 0)
        }
    }

    init(response headers: HTTPHeaders, code: Int, to request: HTTPRequest?) {
        if request?.isHead == true || (100..<200).contains(code) || code == 204 || code == 304 {
            self = .atOnce
        } else if request?.isConnect == true, (200..<300).contains(code) {
            self = .atOnce
        } else if headers.isChunked {
            self = .lastChunk
        } else if let count = headers.contentLength {
            self = .after(count)
        } else {
            self = .close
        }
    }

    private static func after(_ byteCount: Int) -> HTTPBodyEnd {
        byteCount == 0 ? .atOnce : .after(byteCount: byteCount)
    }
}
