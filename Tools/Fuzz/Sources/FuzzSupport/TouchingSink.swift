public import Dissection

/// Touches what the messages say.
public struct TouchingSink: MessageSink {
    private var byteCount = 0

    public init() {}

    public mutating func receive(_ message: inout Message, bytes: MessageBytes) {
        for field in message.fields {
            switch field.value {
            case .text(let range), .bytes(let range):
                byteCount += bytes[range]?.byteCount ?? 0
            case .decoded(let range):
                byteCount += message.decoded[range.offset..<range.end].count
            default: byteCount += 1
            }
        }
    }

    public mutating func skip(
        _ range: StreamRange, of stream: UInt8, from sender: Endpoint, _ why: Skip
    ) {}
}
