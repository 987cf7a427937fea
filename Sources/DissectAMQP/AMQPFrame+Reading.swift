public import Bytes
internal import Dissection

/// What comes in a stream: a frame, or the header of a protocol in its place.
public enum AMQPUnit: Equatable, Sendable {
    case header(AMQPFrame.ProtocolHeader)
    case frame(AMQPFrame)
}

extension AMQPUnit {
    /// How long the unit is that the bytes begin with, all of it there or not; `nil`: eight bytes
    /// of it have to be there first.
    ///
    /// - Parameter limit: a frame that is longer is an error.
    public static func byteCount(
        of bytes: RawSpan, limit: Int
    ) throws(ParseError) -> Int? {
        guard bytes.byteCount >= AMQPFrameHeader.byteCount else { return nil }
        let header = AMQPFrameHeader(bits: bytes.bigEndian(at: 0))
        if header.isProtocolHeader { return AMQPFrameHeader.byteCount }
        guard header.size >= AMQPFrameHeader.byteCount else {
            throw .malformed(.frameSize, offset: 0)
        }
        guard header.size <= limit else { throw .malformed(.frameLength, offset: 0) }
        return header.size
    }

    /// Reads a unit that is whole.
    public init(reading bytes: RawSpan) throws(ParseError) {
        guard bytes.byteCount >= AMQPFrameHeader.byteCount else {
            throw .truncated(
                needed: AMQPFrameHeader.byteCount, available: bytes.byteCount, offset: 0)
        }
        let header = AMQPFrameHeader(bits: bytes.bigEndian(at: 0))
        guard header.isProtocolHeader else {
            self = .frame(try AMQPFrame(header, bytes))
            return
        }
        guard header.isOurs, let id = AMQPFrame.ProtocolHeader(rawValue: header.protocolID) else {
            throw .malformed(.protocolHeader, offset: 4)
        }
        self = .header(id)
    }
}

extension AMQPFrame {
    init(_ header: AMQPFrameHeader, _ bytes: RawSpan) throws(ParseError) {
        guard let offset = header.bodyOffset, offset <= bytes.byteCount else {
            throw .malformed(.dataOffset, offset: 4)
        }
        guard header.size == bytes.byteCount else {
            throw .truncated(
                needed: header.size, available: bytes.byteCount, offset: bytes.byteCount)
        }
        guard offset < bytes.byteCount else {
            self.init(nil, channel: header.channel)
            return
        }
        let source = AMQPSource(bytes, at: 0, frame: StreamRange(offset: 0, count: 0))
        var input = source.cursor
        try input.skip(offset)
        guard let record = try AMQPValueReader.read(&input, source).record else {
            throw .malformed(.performative, offset: offset)
        }
        self.init(
            record, channel: header.channel,
            payload: try input.readArray(count: input.remaining))
    }
}

extension Defect {
    fileprivate static let frameLength = Defect("a frame is longer than was agreed")
    fileprivate static let protocolHeader = Defect("a protocol that is not AMQP 1.0")
    fileprivate static let dataOffset = Defect("a frame's data offset is not within the frame")
    fileprivate static let performative = Defect("a frame does not say what it is for")
}
