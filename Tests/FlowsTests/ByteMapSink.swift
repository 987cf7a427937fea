import Bytes
import Dissection

/// Every byte of a stream is a message of its own: what is reported is what was delivered.
struct EveryByteDissector: StreamDissector {
    static let name: StaticString = "BYTE"

    mutating func next(
        _ input: inout ByteCursor, _ delivery: Delivery, into message: inout Message
    ) throws(ParseError) -> Step {
        guard !input.isAtEnd else { return .needMore(byteCount: 1) }
        try input.skip(1)
        return .message
    }

    mutating func recover(from: Disruption, sender: Endpoint) -> Recovery { .resume }
}

/// Keeps the client's bytes by their place in the stream, and the places that were given up.
struct ByteMapSink: MessageSink {
    var bytes: [Int: UInt8] = [:]
    var missingByteCount = 0
    var isTwice = false

    mutating func receive(_ message: inout Message, bytes span: MessageBytes) {
        guard message.place.sender == .client else { return }
        let offset = message.place.range.offset
        isTwice = isTwice || bytes[offset] != nil
        bytes[offset] = span[message.place.range]?.byte(at: 0)
    }

    mutating func skip(
        _ range: StreamRange, of stream: UInt8, from sender: Endpoint, _ why: Skip
    ) {
        if sender == .client { missingByteCount += range.count }
    }
}
