internal import Bytes

/// One header line: places of its parts.
struct HTTPHeaderLine: Equatable {
    /// With what ends it.
    var line: Range<Int>
    var name: Range<Int>
    var value: Range<Int>
}

/// Goes over the header lines of a head.  A line that begins with a blank belongs to the one
/// before it (RFC 9112, section 5.2).
struct HTTPHeaderLines: ~Escapable {
    private let bytes: RawSpan
    private var next: Int
    private let end: Int

    /// - Parameter range: from behind the start line to the end of the head.
    @_lifetime(copy bytes)
    init(_ bytes: RawSpan, _ range: Range<Int>) {
        self.bytes = bytes
        next = range.lowerBound
        end = min(range.upperBound, bytes.byteCount)
    }

    mutating func readLine() -> HTTPHeaderLine? {
        while next < end {
            let start = next
            // A line that the capture cut ends where the bytes do.
            var lineFeed = bytes.first(0x0A, in: start..<end) ?? end
            while lineFeed + 1 < end, isFolded(at: lineFeed + 1) {
                lineFeed = bytes.first(0x0A, in: (lineFeed + 1)..<end) ?? end
            }
            next = min(lineFeed + 1, end)
            let text = start..<bytes.endOfLine(at: lineFeed, from: start)
            guard let colon = bytes.first(0x3A, in: text) else { continue }
            return HTTPHeaderLine(
                line: start..<next, name: start..<colon,
                value: bytes.trimmed((colon + 1)..<text.upperBound))
        }
        return nil
    }

    private func isFolded(at index: Int) -> Bool {
        bytes.byte(at: index) == 0x20 || bytes.byte(at: index) == 0x09
    }
}

/// What of a head decides how to read on.
struct HTTPHeaders: Equatable {
    var contentLength: Int?
    var isChunked = false
    /// Whether the body is compressed, or otherwise not what its type says.
    var isEncoded = false
    var contentType: Range<Int>?
    var host: Range<Int>?
    var upgrade: Range<Int>?
    var subprotocol: Range<Int>?
    /// The last one; servers answer with one line.
    var extensions: Range<Int>?

    init(_ bytes: RawSpan, _ range: Range<Int>) {
        var lines = HTTPHeaderLines(bytes, range)
        while let line = lines.readLine() { note(line, bytes) }
    }

    private mutating func note(_ line: HTTPHeaderLine, _ bytes: RawSpan) {
        switch line.name.count {
        case 4 where bytes.matches(line.name, "host"): host = host ?? line.value
        case 7 where bytes.matches(line.name, "upgrade"): upgrade = line.value
        case 12 where bytes.matches(line.name, "content-type"): contentType = line.value
        case 14 where bytes.matches(line.name, "content-length"):
            contentLength = bytes.decimal(in: line.value)
        case 16 where bytes.matches(line.name, "content-encoding"):
            isEncoded = !bytes.matches(line.value, "identity")
        case 17 where bytes.matches(line.name, "transfer-encoding"):
            isChunked = bytes.hasToken("chunked", in: line.value)
        case 22 where bytes.matches(line.name, "sec-websocket-protocol"):
            subprotocol = line.value
        case 24 where bytes.matches(line.name, "sec-websocket-extensions"):
            extensions = line.value
        default: break
        }
    }
}
