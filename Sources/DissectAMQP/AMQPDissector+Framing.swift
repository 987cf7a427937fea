public import Bytes
public import Dissection

extension AMQPDissector {
    /// Whether a frame or a protocol header may begin here: every bit that the specification fixes
    /// must be as it says, and the arguments must fit the frame.
    public func framing(_ input: inout ByteCursor, from sender: Endpoint) -> Framing {
        let available = input.remaining
        guard let bytes = try? input.readSpan(count: min(available, 64)) else {
            return .impossible
        }
        guard bytes.byteCount >= AMQPFrameHeader.byteCount else {
            if AMQPProtocols.likeness(bytes) == .needMore { return .needMore }
            return Self.canBeginFrame(bytes) ? .needMore : .impossible
        }
        let header = AMQPFrameHeader(bits: bytes.bigEndian(at: 0))
        if header.isProtocolHeader {
            return header.isOurs ? .message(byteCount: AMQPFrameHeader.byteCount) : .impossible
        }
        guard header.dataOffset == 2, header.type <= 1,
            (AMQPFrameHeader.byteCount...AMQPFrameHeader.plausibleByteCountMax).contains(
                header.size)
        else { return .impossible }
        if header.size == AMQPFrameHeader.byteCount {
            return header.bits == 0x8_0200_0000
                ? .message(byteCount: AMQPFrameHeader.byteCount) : .impossible
        }
        return fits(bytes.extracting(droppingFirst: 8), header)
    }

    /// The same question with too few bytes for a header: those in front of a size are zeros.
    private static func canBeginFrame(_ bytes: RawSpan) -> Bool {
        for index in 0..<bytes.byteCount {
            let byte = bytes.byte(at: index)
            let isPossible =
                switch index {
                case 0: byte <= UInt8(AMQPFrameHeader.plausibleByteCountMax >> 24)
                case 4: byte == 2
                case 5: byte <= 1
                default: true
                }
            if !isPossible { return false }
        }
        return true
    }

    /// Whether a body of the type begins here.
    private func fits(_ body: RawSpan, _ header: AMQPFrameHeader) -> Framing {
        let byteCount = header.size - AMQPFrameHeader.byteCount
        var input = ByteCursor(body.extracting(first: min(body.byteCount, byteCount)))
        do throws(ParseError) {
            let list = try input.readAMQPElement(limit: byteCount)
            guard let type = list.descriptor.composite(in: body, at: 0),
                header.type == 0 ? type.isPerformative : type.isSASL, list.constructor.isList
            else { return .impossible }
            let end = list.constructor == .list0 ? input.offset : list.content.end
            let isWhole = type == .transfer ? end <= byteCount : end == byteCount
            guard isWhole, list.count <= type.arguments.count,
                list.count <= list.content.count
            else { return .impossible }
            return .message(byteCount: header.size)
        } catch {
            guard case .truncated(_, _, let offset) = error else { return .impossible }
            // Cut off by what is here, not by the frame.
            guard body.byteCount < byteCount, offset < byteCount else { return .impossible }
            return Self.canBeginBody(body) ? .needMore : .impossible
        }
    }

    private static func canBeginBody(_ body: RawSpan) -> Bool {
        if body.byteCount > 0, body.byte(at: 0) != 0 { return false }
        guard body.byteCount > 1 else { return true }
        return [0x53, 0x80, 0xA3, 0xB3].contains(body.byte(at: 1)) && body.byteCount < 56
    }
}
