internal import Bytes
internal import DissectAMQP

/// Cuts a stream of AMQP 1.0 into frames and protocol headers.
struct AMQPFramer: MessageFramer {
    /// The largest frame that is accepted, as the open frames of all who use this say.
    static var frameByteCountMax: Int { 32_768 }

    private var queue = ByteQueue()

    mutating func append(_ bytes: [UInt8]) { queue.append(bytes) }

    mutating func next() throws(FramingError) -> AMQPUnit? {
        do throws(ParseError) {
            let head = Array(queue.peek(8))
            guard
                let count = try AMQPUnit.byteCount(
                    of: head.rawSpan, limit: Self.frameByteCountMax),
                let bytes = queue.take(count)
            else { return nil }
            return try AMQPUnit(reading: bytes.rawSpan)
        } catch {
            throw FramingError("\(error)")
        }
    }
}
