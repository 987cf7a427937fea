public import Bytes
public import Dissection

/// A toy without framing of its own: what one write sent is one message.
public struct WriteDissector: StreamDissector {
    public static let name: StaticString = "Write"

    public init() {}

    public mutating func next(
        _ input: inout ByteCursor, _ delivery: Delivery, into message: inout Message
    ) throws(ParseError) -> Step {
        let count = input.remaining
        guard count > 0, !delivery.end.isEmpty else { return .needMore(byteCount: count + 1) }
        let text = try input.readRange(count: count)
        if message.wantsSummary { message.beginSummary("Write") }
        if message.depth >= .fields { message.add(.written, .text(text)) }
        return .message
    }

    public mutating func recover(from disruption: Disruption, sender: Endpoint) -> Recovery {
        .resume
    }
}

extension FieldID {
    public static var written: FieldID { FieldID(.chat, 2) }
}
