internal import Bytes
internal import Dissection

/// Whether a stream on an unknown port begins as HTTP: with a line that ends or begins with
/// `HTTP/1.` and a digit, as tshark asks, and that is a request or a response.
enum HTTPLikeness {
    /// What is looked through for the end of the first line.
    static var lineByteCountMax: Int { 1 << 13 }

    static func begins(_ bytes: RawSpan, _ sender: Endpoint) -> Registry.Likeness {
        guard bytes.byteCount > 0 else { return .needMore }
        guard mayBegin(bytes) else { return .no }
        guard let lineFeed = bytes.firstLineFeed(from: 0) else {
            return bytes.byteCount < lineByteCountMax ? .needMore : .no
        }
        let line = 0..<bytes.endOfLine(at: lineFeed, from: 0)
        guard let start = HTTPStartLine(bytes, line) else { return .no }
        switch start {
        case .request: return hasVersion(bytes, at: line.upperBound - 8) ? .yes : .no
        case .response: return hasVersion(bytes, at: 0) && line.count != 8 ? .yes : .no
        }
    }

    /// Whether the bytes are the beginning of a start line, as far as they go.
    static func mayBegin(_ bytes: RawSpan) -> Bool {
        let version: StaticString = "HTTP/1."
        let count = min(bytes.byteCount, version.utf8CodeUnitCount)
        let isResponse = (0..<count).allSatisfy { index in
            let wanted = unsafe version.utf8Start[index]
            return bytes.byte(at: index) == wanted
        }
        return isResponse || HTTPMethod.mayBegin(bytes)
    }

    private static func hasVersion(_ bytes: RawSpan, at index: Int) -> Bool {
        index >= 0 && bytes.hasPrefix("http/1.", at: index) && index + 7 < bytes.byteCount
            && (0x30...0x39).contains(bytes.byte(at: index + 7))
    }
}
