public import Bytes
public import Dissection

/// The PROXY protocol: a line or a block in which a load balancer tells whose connection it
/// passes on, before the first byte of that.
///
/// Asked first on every connection; what follows is found as if the header were not there.
public struct ProxyDissector: StreamDissector {
    public static let name: StaticString = "PROXY"

    /// The longest header of version 1, with the line's end.
    static var lineByteCountMax: Int { 107 }
    static let line: StaticString = "PROXY "
    static let block: StaticString = "\r\n\r\n\u{0}\r\nQUIT\n"

    private var isRead = false

    public init() {}

    public mutating func next(
        _ input: inout ByteCursor, _ delivery: Delivery, into message: inout Message
    ) throws(ParseError) -> Step {
        if isRead { return .handOver }
        let start = input.offset
        var rest = input
        let bytes = try rest.readSpan(count: input.remaining)
        guard delivery.sender == .client, bytes.byteCount > 0 else {
            throw .malformed(.notProxy, offset: start)
        }
        if bytes.isPrefix(of: Self.line) || bytes.isPrefix(of: Self.block) {
            return .needMore(byteCount: bytes.byteCount + 1)
        }
        if bytes.hasPrefix(Self.block) {
            guard bytes.byteCount >= 16 else { return .needMore(byteCount: 16) }
            let count = 16 + Int(bytes.bigEndian(at: 14) as UInt16)
            guard bytes.byteCount >= count else { return .needRest(byteCount: count) }
            try input.skip(count)
            report(block: bytes.extracting(first: count), at: start, into: &message)
        } else if bytes.hasPrefix(Self.line) {
            guard let end = bytes.firstLineFeed(from: 0) else {
                guard bytes.byteCount < Self.lineByteCountMax else {
                    throw .malformed(.notProxy, offset: start)
                }
                return .needMore(byteCount: bytes.byteCount + 1)
            }
            guard end < Self.lineByteCountMax, bytes.byte(at: end - 1) == 0x0D else {
                throw .malformed(.notProxy, offset: start)
            }
            try input.skip(end + 1)
            report(line: bytes.extracting(first: end - 1), at: start, into: &message)
        } else {
            throw .malformed(.notProxy, offset: start)
        }
        isRead = true
        return .message
    }
}

// MARK: - Reports

extension ProxyDissector {
    private func report(line: RawSpan, at start: Int, into message: inout Message) {
        message.use(protocolName: "PROXYv1")
        message.type = MessageType(1)
        let header = ProxyLine(line)
        if !header.isValid {
            let place = StreamRange(offset: start, count: line.byteCount)
            message.notes.append(Note("proxy.bad-line", .error, .expert, at: place))
        }
        // tshark leaves the column as TCP wrote it.
        if message.wantsSummary, message.isRich { message.info.append(untrusted: line) }
        if message.depth >= .fields { header.addFields(at: start, into: &message) }
    }

    private func report(block: RawSpan, at start: Int, into message: inout Message) {
        message.use(protocolName: "PROXYv2")
        message.type = MessageType(2)
        if message.wantsSummary, message.isRich {
            message.info.append("PROXY v2 header, ")
            message.info.append(decimal: UInt64(block.byteCount))
            message.info.append(" bytes")
        }
        var cursor = ByteCursor(block, base: start)
        do throws(ParseError) {
            try ProxyBlock.read(&cursor, into: &message)
        } catch {
            message.notes.append(Note("proxy.bad-block", error))
        }
    }
}

extension RawSpan {
    /// Whether these bytes are the beginning of some text, and not all of it.
    fileprivate func isPrefix(of text: StaticString) -> Bool {
        guard byteCount < text.utf8CodeUnitCount else { return false }
        return (0..<byteCount).allSatisfy { unsafe byte(at: $0) == text.utf8Start[$0] }
    }

    fileprivate func hasPrefix(_ text: StaticString) -> Bool {
        hasExactPrefix(text, in: 0..<byteCount)
    }
}

extension Defect {
    static let notProxy = Defect("no PROXY header")
}
